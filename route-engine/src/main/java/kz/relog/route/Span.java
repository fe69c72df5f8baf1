package kz.relog.route;

/**
 * Two moments, Unix epoch ms UTC, each 0 when unknown.
 *
 * @param arriveMs arrival
 * @param departMs departure
 */
public record Span(long arriveMs, long departMs) {

  /** Nothing known. */
  public static final Span UNKNOWN = new Span(0, 0);
}

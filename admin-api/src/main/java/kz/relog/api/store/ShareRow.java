package kz.relog.api.store;

/**
 * A customer's link, without its token. Immutable.
 *
 * @param number place in the order of making; 0 before it is stored
 * @param linkRef the link
 * @param companyRef whose
 * @param planRef the plan
 * @param stopId the stop, as the road numbers it
 * @param madeBy the person; 0 for the operator and for a machine
 * @param language of the page; empty for the browser's own
 * @param createdMs Unix epoch ms UTC
 * @param expiresMs Unix epoch ms UTC
 * @param endedMs Unix epoch ms UTC; 0 while nothing ended it
 * @param openings how often it was opened
 * @param firstViewMs Unix epoch ms UTC; 0 never
 * @param lastViewMs Unix epoch ms UTC, to the minute; 0 never
 */
public record ShareRow(
    long number,
    long linkRef,
    long companyRef,
    long planRef,
    int stopId,
    long madeBy,
    String language,
    long createdMs,
    long expiresMs,
    long endedMs,
    long openings,
    long firstViewMs,
    long lastViewMs) {

  /** Whether it shows anything at a moment. */
  public boolean isAlive(long nowMs) {
    return endedMs == 0 && nowMs < expiresMs;
  }
}

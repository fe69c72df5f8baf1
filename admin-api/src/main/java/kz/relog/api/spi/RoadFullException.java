package kz.relog.api.spi;

/** The road takes no command just now (its ring is full or its disk short); try again later. */
public final class RoadFullException extends RuntimeException {
  /** A refusal without a stack trace: nothing is broken. */
  public RoadFullException(String reason) {
    super(reason, null, false, false);
  }
}

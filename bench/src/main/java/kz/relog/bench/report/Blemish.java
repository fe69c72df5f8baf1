package kz.relog.bench.report;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that keeps a number from being clean; told beside the number wherever it is shown.
 *
 * @param kind of what sort
 * @param text in words, with the amounts
 */
public record Blemish(Kind kind, String text) {
  /** Others may use this part of one core before a run counts as disturbed. */
  private static final double OTHERS_CORES_MAX = 0.10;

  /** What must have been answered of what was due for a rate to count as reached. */
  private static final double RATE_SHARE_MIN = 0.99;

  /** The sorts there are. */
  public enum Kind {
    /** Other processes had a part of the machine. */
    BUSY_MACHINE,
    /** Frames, requests or connects without an answer. */
    LOST,
    /** Less was answered per second than was due. */
    RATE_NOT_REACHED,
    /** The load had nothing more to send. */
    RAN_OUT,
    /** The server did not store what it received. */
    NOT_STORED,
    /** What is compared with did not run. */
    RIVAL_FAILED
  }

  /** If others used more of the machine than a clean run allows. */
  public static Optional<Blemish> ofOthers(double cpuSeconds, double seconds) {
    double cores = seconds <= 0 ? 0 : cpuSeconds / seconds;
    return cores > OTHERS_CORES_MAX
        ? found(Kind.BUSY_MACHINE, "others used %.0f %% of a core", 100 * cores)
        : Optional.empty();
  }

  /** If not everything was answered. */
  public static Optional<Blemish> ofLost(long lost, long of, String what) {
    return lost > 0 ? found(Kind.LOST, "%,d of %,d %s", lost, of, what) : Optional.empty();
  }

  /** If less was reached than was due. */
  public static Optional<Blemish> ofRate(double reached, double due) {
    return reached < RATE_SHARE_MIN * due
        ? found(Kind.RATE_NOT_REACHED, "rate not reached: %,.0f of %,.0f per second", reached, due)
        : Optional.empty();
  }

  /** If the load ran out of prepared frames. */
  public static Optional<Blemish> ofRanOut(boolean ranOut) {
    return ranOut ? found(Kind.RAN_OUT, "the prepared frames ran out") : Optional.empty();
  }

  /** If the server stored less than it received. */
  public static Optional<Blemish> ofStored(double received, double stored) {
    return received > stored
        ? found(Kind.NOT_STORED, "%,.0f of %,.0f frames not stored", received - stored, received)
        : Optional.empty();
  }

  /** A rival that could not be started or ended in the middle. */
  public static Blemish ofFailure(String rival, Exception why) {
    String message = why.getMessage() == null ? why.toString() : why.getMessage();
    return new Blemish(
        Kind.RIVAL_FAILED, rival + " failed: " + message.lines().findFirst().orElse(""));
  }

  private static Optional<Blemish> found(Kind kind, String format, Object... values) {
    return Optional.of(new Blemish(kind, String.format(Locale.ROOT, format, values)));
  }
}

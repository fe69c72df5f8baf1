package kz.relog.ingest;

/** Why a command left no entry. Carries no personal data. */
public final class CommandRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** The closed list of reasons. */
  public enum Reason {
    /** The key id is taken. */
    KEY_KNOWN,
    /** The device is known with another subject. */
    SUBJECT_DIFFERS,
    /** No such device or key. */
    UNKNOWN_KEY,
    /** The key was revoked, or another is already announced to take over from it. */
    KEY_ENDING,
    /** A reference is not above zero, or a key id has more than 40 bits. */
    REFERENCE_OUT_OF_RANGE,
    /** The bytes are no PlanEntry of that reference. */
    PLAN_MALFORMED,
    /** Too many commands wait. */
    QUEUE_FULL,
    /** The journal's disk is short of space. */
    DISK_SHORT,
    /** The server is stopping or has failed. */
    STOPPED
  }

  private final Reason reason;

  /**
   * A refusal.
   *
   * @param reason why
   */
  public CommandRefused(Reason reason) {
    super("command refused: " + reason, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

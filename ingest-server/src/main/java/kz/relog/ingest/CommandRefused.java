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
    /** The plan was erased at the end of its term; one that is sent now gets another reference. */
    PLAN_ENDED,
    /** Something was said of the subject before: there may be a person behind it. */
    SUBJECT_KNOWN,
    /** The subject was erased. */
    SUBJECT_ENDED,
    /** There is no such device. */
    UNKNOWN_DEVICE,
    /** There is no such binding to take back. */
    UNKNOWN_BINDING,
    /** Another subject, or the phone's own, has the device in that time. */
    BINDING_OVERLAPS,
    /** It ends before it begins, or gives a subject time that began too long ago. */
    BINDING_TIME,
    /** The bytes are no HoursEntry, or one of its values is out of range. */
    HOURS_MALFORMED,
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

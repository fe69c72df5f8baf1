package kz.relog.api.spi;

/** A command to the gate that contradicts the state of the road; nothing was stored. */
public final class GateRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Another person has the device in that time. */
    BINDING_OVERLAPS,
    /** It begins too long ago, or ends before it begins. */
    BINDING_TIME,
    /** There is no such device or key. */
    UNKNOWN_DEVICE,
    /** The subject is blocked or erased. */
    SUBJECT_ENDED,
    /** The key is revoked, or another one is announced already. */
    KEY_ENDING
  }

  private final Reason reason;

  /** A refusal. */
  public GateRefusedException(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

package kz.relog.proto.frame;

/** What message a frame carries: the low four bits of its first byte. */
public final class FrameKind {
  /** Device to server: a {@code FixBatch}. */
  public static final int FACTS = 1;

  /** Server to device: an {@code Ack}. */
  public static final int ACK = 2;

  /** Device to server: a {@code ConsentChange}. */
  public static final int CONSENT = 3;

  /** Device to server: a {@code Hello}. */
  public static final int HELLO = 4;

  private FrameKind() {}

  /**
   * Whether a device may send this kind.
   *
   * @param kind low four bits of a frame's first byte
   * @return true for FACTS, CONSENT and HELLO
   */
  public static boolean isUp(int kind) {
    return kind == FACTS || kind == CONSENT || kind == HELLO;
  }

  /**
   * A kind's name for people.
   *
   * @param kind low four bits of a frame's first byte
   * @return FACTS, ACK, CONSENT, HELLO or UNKNOWN
   */
  public static String nameOf(int kind) {
    return switch (kind) {
      case FACTS -> "FACTS";
      case ACK -> "ACK";
      case CONSENT -> "CONSENT";
      case HELLO -> "HELLO";
      default -> "UNKNOWN";
    };
  }
}

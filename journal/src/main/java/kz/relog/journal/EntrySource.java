package kz.relog.journal;

/** Where an entry came from. The code is what stands on disk; it never changes its meaning. */
public enum EntrySource {
  /** A sealed frame of a device. */
  DEVICE(1),
  /** An adapter that speaks a foreign tracker's protocol. */
  ADAPTER(2),
  /** A command of the admin API. */
  ADMIN(3),
  /** The server itself: ticks and checkpoints. */
  SERVER(4);

  private static final EntrySource[] BY_CODE = new EntrySource[5];

  static {
    for (EntrySource source : values()) {
      BY_CODE[source.code] = source;
    }
  }

  private final byte code;

  EntrySource(int code) {
    this.code = (byte) code;
  }

  /** The code on disk, 1 to 4. */
  public byte code() {
    return code;
  }

  /**
   * The source of a code that {@link #isCode(byte)} accepts; throws IllegalArgumentException for
   * any other.
   */
  public static EntrySource ofCode(byte code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException("no entry source has code " + code);
    }
    return BY_CODE[code];
  }

  /** Whether a source has this code. */
  public static boolean isCode(byte code) {
    return code >= 1 && code < BY_CODE.length;
  }
}

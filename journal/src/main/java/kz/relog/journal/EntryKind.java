package kz.relog.journal;

/** What an entry says. The code is what stands on disk; it never changes its meaning. */
public enum EntryKind {
  /** One batch of fixes of one device; each section holds the fixes of one subject. */
  FACTS(1, true, false),
  /** A plan, a new version of it, or its assignment to a device. */
  PLAN(2, true, false),
  /** A permission given, paused, resumed or withdrawn. */
  CONSENT(3, true, true),
  /** Who drove a device's vehicle from when to when. */
  BINDING(4, true, false),
  /** A device created or revoked, or its state at a checkpoint. */
  DEVICE(5, false, true),
  /** An erasure that has been ordered. */
  ERASE(6, false, true),
  /** Time passed in silence. */
  TICK(7, false, false),
  /** Begin or end of a spread checkpoint. */
  CHECKPOINT(8, false, false);

  private static final EntryKind[] BY_CODE = new EntryKind[9];

  static {
    for (EntryKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final byte code;
  private final boolean personal;
  private final boolean essential;

  EntryKind(int code, boolean personal, boolean essential) {
    this.code = (byte) code;
    this.personal = personal;
    this.essential = essential;
  }

  /** The code on disk, 1 to 8. */
  public byte code() {
    return code;
  }

  /** Whether every section must be sealed; the other kinds may have clear sections (subject 0). */
  public boolean personal() {
    return personal;
  }

  /**
   * Whether the entry may use up the reserved disk space: a withdrawal or an erasure must get
   * through on a full disk.
   */
  public boolean essential() {
    return essential;
  }

  /**
   * The kind of a code that {@link #isCode(byte)} accepts; throws IllegalArgumentException for any
   * other.
   */
  public static EntryKind ofCode(byte code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException("no entry kind has code " + code);
    }
    return BY_CODE[code];
  }

  /** Whether a kind has this code. */
  public static boolean isCode(byte code) {
    return code >= 1 && code < BY_CODE.length;
  }
}

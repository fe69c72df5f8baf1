package kz.relog.journal;

import org.jspecify.annotations.Nullable;

/**
 * The vault cannot be opened or used. The message says why and what to do next; it never holds a
 * key.
 */
public final class VaultFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** The master key is not 64 hex digits. */
    KEY_MALFORMED,
    /** There is a vault, but no master key. */
    KEY_MISSING,
    /** Others than the owner may read the key file. */
    KEY_FILE_OPEN,
    /** The master key does not open this vault. */
    KEY_WRONG,
    /** There is a journal, but no vault. */
    VAULT_MISSING,
    /** The file is damaged, or the disk failed. */
    STORAGE
  }

  private final Kind kind;

  /** A failure with the reason in words and, where there is one, the error behind it. */
  public VaultFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}

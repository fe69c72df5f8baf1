package kz.relog.journal;

import org.jspecify.annotations.Nullable;

/**
 * Our fault, a failing disk or damaged data: the journal must not be used any further. The message
 * says what is wrong, where, and what to do next; it never holds a position, a name or a key.
 */
public final class JournalFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** Durable entries are missing or altered. */
    DAMAGED,
    /** The disk or the operating system reported an error. */
    IO,
    /** Another process or object holds the directory. */
    IN_USE,
    /** The vault does not belong to this journal, lacks a key that it must have, or failed. */
    VAULT,
    /** The boot number has come to its limit. */
    BOOT_EXHAUSTED,
    /** The journal is used after it was closed. */
    CLOSED
  }

  private final Kind kind;

  /** A failure with the reason in words and, where there is one, the error behind it. */
  public JournalFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}

package kz.relog.journal;

import java.nio.file.Path;

/**
 * One finding of {@link JournalVerifier}.
 *
 * @param kind what is wrong
 * @param file where
 * @param offset first byte concerned, in the file
 * @param seq the entry concerned, or the first one missing; 0 if unknown
 * @param detail one sentence, without content
 */
public record JournalProblem(Kind kind, Path file, long offset, long seq, String detail) {

  /** What is wrong. */
  public enum Kind {
    /** A header or the framing around it is altered. */
    BAD_HEADER,
    /** A section's bytes are altered. */
    BAD_SECTION,
    /** A section does not open with the key that it names. */
    NOT_AUTHENTIC,
    /** A section's key was never in the vault. */
    KEY_UNKNOWN,
    /** Entries are missing before this one. */
    GAP,
    /** An entry stands where another one belongs. */
    OUT_OF_ORDER,
    /** The journal ends before the durable position. */
    CUT_OFF,
    /** Bytes stand where nothing was written. */
    STRAY_BYTES,
    /** The list of what is erased lacks an ERASE entry. */
    ERASED_LIST,
    /** The mark of the end, or the file's list, cannot be read. */
    BAD_MARK
  }
}

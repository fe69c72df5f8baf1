package kz.relog.api.store;

/**
 * Something wrong with the audit.
 *
 * @param kind what
 * @param fromNumber the first row it is about
 * @param toNumber the last one
 * @param detail one sentence for the operator
 */
public record AuditProblem(Kind kind, long fromNumber, long toNumber, String detail) {

  /** Kinds of damage. */
  public enum Kind {
    /** A row is not the one that was written, or stands in another's place. */
    CHANGED,
    /** Rows between two others are gone. */
    MISSING,
    /** Rows at the end are gone. */
    CUT_OFF,
    /** The chain was written anew: it does not lead to the head that was kept. */
    HEAD_DIFFERS,
    /** There are rows, but the head beside them is gone or unreadable. */
    HEAD_MISSING,
    /** The file is damaged and cannot be read to its end. */
    UNREADABLE
  }
}

package kz.relog.api.store;

/**
 * An access request and its package. Times are Unix epoch ms UTC, 0 before they happened.
 *
 * @param number place in lists
 * @param exportRef names it
 * @param companyRef the person's company
 * @param personRef whose data it is
 * @param askedByRef who wrote the request down: the person, or the owner for a paper
 * @param way how the request came
 * @param askedMs when the person asked
 * @param dueMs when it must be answered
 * @param state how far it is
 * @param done steps done
 * @param total steps in all; 0 while unknown
 * @param bytes of the package; 0 before it is ready
 * @param readyMs when it could be fetched
 * @param expiresMs until when it can be fetched
 * @param endedMs when it was fetched or deleted
 * @param warned the share of the term that was told to the owners, in percent
 */
public record ExportRow(
    long number,
    long exportRef,
    long companyRef,
    long personRef,
    long askedByRef,
    Way way,
    long askedMs,
    long dueMs,
    State state,
    long done,
    long total,
    long bytes,
    long readyMs,
    long expiresMs,
    long endedMs,
    int warned) {

  /** How a request came. */
  public enum Way {
    /** By the person, here. */
    ONLINE,
    /** By letter, written down by the owner. */
    LETTER,
    /** By e-mail, written down by the owner. */
    EMAIL,
    /** By word of mouth, written down by the owner. */
    SPOKEN
  }

  /** How far it is. */
  public enum State {
    /** It waits for its turn. */
    QUEUED,
    /** The package is being made. */
    RUNNING,
    /** The package can be fetched. */
    READY,
    /** The package was fetched and deleted. */
    FETCHED,
    /** Nobody fetched the package; it was deleted. */
    EXPIRED,
    /** It could not be made; it is tried again. */
    FAILED,
    /** The person is being erased, or another package took its place. */
    ENDED
  }
}

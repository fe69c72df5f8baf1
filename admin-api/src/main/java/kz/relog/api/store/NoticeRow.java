package kz.relog.api.store;

/**
 * A notice without its content. Times are Unix epoch ms UTC.
 *
 * @param number its place, growing; 0 before it has one
 * @param noticeRef names it; part of its Message-ID
 * @param companyRef the person's company; 0 without one
 * @param personRef whose list shows it; 0 for nobody's
 * @param sealRef under whose key the content is
 * @param aboutRef what it is about; 0 for nothing to be counted
 * @param template its template's name
 * @param language its code; empty for the person's own
 * @param once whether the content goes as soon as it is sent
 * @param state where it is
 * @param attempts how often sending was tried
 * @param dueMs when it is tried next
 * @param createdMs when it was queued
 * @param endedMs when it was sent or given up; 0 before
 * @param reply what the mail server said to it, without addresses; empty before
 * @param readMs when the person read it in the product; 0 before
 */
public record NoticeRow(
    long number,
    long noticeRef,
    long companyRef,
    long personRef,
    long sealRef,
    long aboutRef,
    String template,
    String language,
    boolean once,
    State state,
    int attempts,
    long dueMs,
    long createdMs,
    long endedMs,
    String reply,
    long readMs) {

  /** Where a notice is. */
  public enum State {
    /** To be sent. */
    QUEUED,
    /** A mail server took it, or the outbox file has it. */
    SENT,
    /** Given up. */
    FAILED,
    /** Forgotten before it was sent. */
    DROPPED
  }
}

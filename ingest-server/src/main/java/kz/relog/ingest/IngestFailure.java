package kz.relog.ingest;

/**
 * Why the server stopped by itself: the journal could not be written or forced. Nothing was
 * acknowledged after it.
 *
 * @param reason one sentence
 * @param nextCommand the command to run next
 * @param cause what was thrown
 */
public record IngestFailure(String reason, String nextCommand, Throwable cause) {}

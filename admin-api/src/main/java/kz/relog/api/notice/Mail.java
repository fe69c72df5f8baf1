package kz.relog.api.notice;

import java.util.Optional;

/**
 * A mail to be handed over; its text form tells its id alone.
 *
 * @param id its Message-ID without brackets, the same at each try
 * @param to the address
 * @param subject one line
 * @param body the text
 * @param language of the text
 * @param atMs when it was queued, Unix epoch ms UTC
 * @param optOut where marketing is opted out of; empty for service notices
 */
record Mail(
    String id,
    String to,
    String subject,
    String body,
    Language language,
    long atMs,
    Optional<String> optOut) {
  @Override
  public String toString() {
    return "Mail[" + id + "]";
  }
}

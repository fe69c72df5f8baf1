package kz.relog.app.client;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.api.notice.OutboxFile;

/** Reads the codes that a server without SMTP wrote into its outbox file. Stateless. */
final class OutboxTokens {
  private static final Pattern TOKEN = Pattern.compile("(?m)^([A-Za-z0-9_-]{20,})$");
  private static final long PATIENCE_NS = 20_000_000_000L;
  private static final long POLL_NS = 5_000_000;

  private OutboxTokens() {}

  /**
   * The code of the newest mail to an address.
   *
   * @throws AdminClientException if none comes within 20 s
   */
  static String await(Path data, String address) {
    long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (System.nanoTime() - deadlineNs < 0) {
      List<OutboxFile.Kept> mails = OutboxFile.read(data);
      for (int i = mails.size() - 1; i >= 0; i--) {
        Matcher token = TOKEN.matcher(mails.get(i).body());
        if (mails.get(i).to().contains(address) && token.find()) {
          return token.group(1);
        }
      }
      LockSupport.parkNanos(POLL_NS);
    }
    throw new AdminClientException(
        "no mail came to "
            + data.resolve(OutboxFile.FILE_NAME)
            + "; a server that has SMTP cannot be used for simulated people");
  }
}

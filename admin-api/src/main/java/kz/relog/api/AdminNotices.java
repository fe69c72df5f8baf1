package kz.relog.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import kz.relog.api.document.Announcer;
import kz.relog.api.document.Documents;
import kz.relog.api.notice.MailSettings;
import kz.relog.api.notice.NoticeSender;
import kz.relog.api.notice.Outbox;
import kz.relog.api.notice.People;
import kz.relog.api.permission.MarketingSwitch;
import kz.relog.api.store.AdminStore;

/**
 * What goes out by itself: notices to their people, and the announcement of new documents to all.
 * One thread of its own. Start it before the {@link AdminServer} and close it after.
 */
public final class AdminNotices implements AutoCloseable {
  private final NoticeSender sender;

  private AdminNotices(NoticeSender sender) {
    this.sender = sender;
  }

  /**
   * Starts sending.
   *
   * @param store the records, open; stays the caller's to close, after this
   * @param settings how mail leaves
   * @param dataDir where the outbox file is without a mail server
   * @param zone in which days are told
   */
  public static AdminNotices start(
      AdminStore store, MailSettings settings, Path dataDir, ZoneId zone, Clock clock) {
    SecureRandom random = new SecureRandom();
    People people = new StoredPeople(store);
    Announcer announcer =
        new Announcer(
            new Documents(store.documents(), random, clock),
            store.documents(),
            people,
            new Outbox(store.notices(), random, clock),
            zone);
    return new AdminNotices(
        NoticeSender.start(
            store,
            settings,
            dataDir,
            people,
            new MarketingSwitch(store.permissions(), clock),
            announcer::announce,
            clock));
  }

  /** Ends after the mail that is being handed over; the rest waits for the next start. */
  @Override
  public void close() {
    sender.close();
  }
}

package kz.relog.api.permission;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.relog.api.call.RoadWait;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PermissionRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends consent to a text that is no longer what people agreed to: when a version of the privacy
 * policy comes into force that changes a purpose, the permissions for that purpose that stand on an
 * older text end, on the road too. People were told when it was announced, could agree to the new
 * text since, and are told when theirs ends. One thread of its own; {@link #look} from any.
 */
public final class Lapses implements AutoCloseable {
  /** A permission outlives the text by so much at most. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Lapses.class);

  private final PermissionRecords records;
  private final Permissions permissions;
  private final PolicyInForce policy;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "relog-lapses");
            made.setDaemon(true);
            return made;
          });

  /** The newest change of a purpose that has been carried out. */
  private long doneChange;

  private Lapses(PermissionRecords records, Permissions permissions, PolicyInForce policy) {
    this.records = records;
    this.permissions = permissions;
    this.policy = policy;
  }

  /** Carries out what came into force while the server was off, then looks every few seconds. */
  // A look tells its own failures; the future never ends but by close.
  @SuppressWarnings("FutureReturnValueIgnored")
  public static Lapses start(
      AdminStore store, RoadGate gate, RoadWait wait, Paperwork papers, Clock clock) {
    Permissions permissions =
        new Permissions(
            store.permissions(),
            gate,
            wait,
            new HoursOnRoad(store.hours(), gate, wait),
            papers,
            clock);
    Lapses lapses = new Lapses(store.permissions(), permissions, papers.policy());
    lapses.thread.scheduleWithFixedDelay(
        lapses::lookSafely, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return lapses;
  }

  /**
   * Ends what has lapsed by now.
   *
   * @return how many permissions ended
   */
  public synchronized int look() throws InterruptedException {
    long change = policy.lastChange();
    if (change == doneChange) {
      return 0;
    }
    int ended = 0;
    for (PermissionRecords.Consent one : records.consents()) {
      boolean holds = policy.isConsentOf(one.evidence().document(), one.evidence().purpose());
      if (!holds && isStill(one)) {
        permissions.lapse(one.companyRef(), one.personRef(), one.evidence());
        ended++;
      }
    }
    doneChange = change;
    return ended;
  }

  /** Somebody may have agreed anew, or withdrawn, since the list was made. */
  private boolean isStill(PermissionRecords.Consent one) {
    return records
        .current(one.companyRef(), one.personRef(), one.evidence().purpose())
        .flatMap(row -> row.evidence())
        .filter(now -> now.number() == one.evidence().number())
        .isPresent();
  }

  private void lookSafely() {
    try {
      int ended = look();
      if (ended > 0) {
        log.info("{} permissions ended: their text is no longer in force", ended);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      log.warn("Permissions whose text is no longer in force are ended later", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

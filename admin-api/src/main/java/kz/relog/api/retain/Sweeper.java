package kz.relog.api.retain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Json;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.Health;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.HoldRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is over its term, at the start and once a day, on a thread of its own. What it
 * removes is gone for good, so it does not sweep by a clock that jumped. Any thread may ask it.
 */
public final class Sweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  /** Between two looks at the clock and the reviews. */
  private static final Duration TICK = Duration.ofMinutes(1);

  private static final String AHEAD =
      "the clock is more than a day ahead of what was seen last; nothing is removed until `relog"
          + " retention --confirm-clock` says that it is right";

  private final AdminStore store;
  private final Terms terms;
  private final Shelf shelf;
  private final Members members;
  private final SweepClock clock;
  private final Notices notices;
  private final AuditLog audit;
  private volatile boolean ahead;
  private volatile boolean failed;
  private volatile long lateReviews;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "sweeper");
            made.setDaemon(true);
            return made;
          });

  /** A sweeper that does nothing by itself; see {@link #start}. */
  public Sweeper(SweeperParts parts) {
    this.store = parts.store();
    this.terms = parts.terms();
    this.members =
        new Members(store, parts.months(), parts.notices(), parts.eraser(), parts.leaving());
    this.shelf = new Shelf(store, parts.months(), parts.plans(), members);
    this.clock = new SweepClock(store.retention(), parts.clock());
    this.notices = parts.notices();
    this.audit = parts.audit();
  }

  /** Starts the thread: sweeps now, then daily. */
  // A step tells its own failures; the future never ends but by close.
  @SuppressWarnings("FutureReturnValueIgnored")
  public Sweeper start() {
    thread.execute(this::sweepSafely);
    long tickMs = TICK.toMillis();
    thread.scheduleWithFixedDelay(this::tickSafely, tickMs, tickMs, TimeUnit.MILLISECONDS);
    return this;
  }

  /** What is over by now, category by category: what a sweep would remove. */
  public List<Due> due() {
    long nowMs = clock.nowMs();
    List<Due> due = new ArrayList<>();
    for (Category category : Category.values()) {
      long cutoffMs = terms.cutoffMs(category, nowMs);
      due.add(new Due(category, terms.days(category), cutoffMs, shelf.count(category, cutoffMs)));
    }
    return due;
  }

  /** Whether the clock is believed, so that the next sweep will take place. */
  public boolean isClockBelieved() {
    return clock.judge() != SweepClock.Verdict.AHEAD;
  }

  /** The operator says that the clock is right, however far it jumped. */
  public void confirmClock() {
    clock.confirm();
    ahead = false;
  }

  /** Looks at the clock and at reviews; sweeps when a day is over. */
  public void tick() {
    review();
    if (clock.isDayOver()) {
      sweep();
    } else {
      ahead = clock.look() == SweepClock.Verdict.AHEAD;
    }
  }

  /**
   * Removes what is over.
   *
   * @return what went; nothing when the clock is not believed
   */
  public List<Due> sweep() {
    ahead = clock.look() == SweepClock.Verdict.AHEAD;
    if (ahead) {
      return List.of();
    }
    long nowMs = clock.nowMs();
    members.warn(terms.cutoffMs(Category.MEMBERSHIPS, nowMs), nowMs);
    List<Due> gone = new ArrayList<>();
    for (Due due : due()) {
      if (due.count() > 0) {
        shelf.sweep(due.category(), due.cutoffMs(), nowMs);
        audit.record(
            AuditEntry.system(AuditAction.TERM_ENDED)
                .on(ObjectKind.INSTALLATION, 0)
                .purpose(due.category().word()));
        log.info("Retention: {} of {} went", due.count(), due.category().word());
        gone.add(due);
      }
    }
    clock.swept(nowMs);
    return gone;
  }

  /** Tells who answers for a hold that its review is late. */
  private void review() {
    long nowMs = clock.nowMs();
    for (HoldRow hold : store.holds().untoldReviews(nowMs)) {
      notices.send(
          Notice.to(
              hold.companyRef(),
              hold.ownerRef(),
              Template.HOLD_REVIEW,
              Map.of("date", String.valueOf(Json.time(hold.reviewMs())))));
      store.holds().told(hold.holdRef(), nowMs);
    }
    lateReviews = store.holds().lateReviews(nowMs);
  }

  private void sweepSafely() {
    safely(
        () -> {
          review();
          sweep();
        });
  }

  private void tickSafely() {
    safely(this::tick);
  }

  private void safely(Runnable step) {
    try {
      step.run();
      failed = false;
    } catch (RuntimeException problem) {
      if (!failed) {
        log.error("Retention waits and is tried again each minute", problem);
      }
      failed = true;
    }
  }

  /** How it feels: whether it sweeps, and whether holds were looked at. */
  public List<Health.Part> health() {
    return List.of(
        new Health.Part(
            "retention",
            ahead || failed ? Health.Status.DEGRADED : Health.Status.OK,
            ahead ? AHEAD : failed ? "cannot remove what is over; see the log" : ""),
        new Health.Part(
            "holds",
            lateReviews > 0 ? Health.Status.DEGRADED : Health.Status.OK,
            lateReviews > 0 ? lateReviews + " holds should have been looked at again" : ""));
  }

  /** Stops between two steps. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("Retention is still removing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

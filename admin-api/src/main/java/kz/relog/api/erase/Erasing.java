package kz.relog.api.erase;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.About;
import kz.relog.api.store.ErasureRequest.State;
import kz.relog.api.store.ErasureRequestRecords;
import kz.relog.api.store.HoldRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests on, on a thread of its own: when the window is over, when a hold ends, when the
 * eraser is done. Where a request is stands in the records, so that a restart goes on.
 *
 * <pre>
 *   WAITING ─ window over ─► PREPARING ─ told and forgotten ─► ERASING ─ nothing left ─► DONE
 *      │          └ held ─► HELD ─ hold ended ─┘
 *      └ taken back ─► CANCELLED
 * </pre>
 */
public final class Erasing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Erasing.class);

  private final ErasingParts parts;
  private final AdminStore store;
  private final ErasureRequestRecords records;
  private final Asking asking;
  private final Preparation preparation;
  private final Set<Long> failing = new HashSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "erasures");
            made.setDaemon(true);
            return made;
          });

  private Erasing(ErasingParts parts) {
    this.parts = parts;
    this.store = parts.store();
    this.records = store.erasureRequests();
    this.asking = new Asking(parts);
    this.preparation = new Preparation(parts);
  }

  /** Goes on with what a stop left, then looks for what is due. */
  // A step tells its own failures; the future never ends but by close.
  @SuppressWarnings("FutureReturnValueIgnored")
  public static Erasing start(ErasingParts parts) {
    Erasing erasing = new Erasing(parts);
    long tickMs = ErasureLimits.TICK.toMillis();
    erasing.thread.scheduleWithFixedDelay(erasing::tick, 0, tickMs, TimeUnit.MILLISECONDS);
    return erasing;
  }

  /** Takes requests. */
  Asking asking() {
    return asking;
  }

  /** What it works with. */
  ErasingParts parts() {
    return parts;
  }

  /** Has all of a former member erased, because the term of keeping is over. Any thread. */
  public void retire(long personRef) {
    store
        .people()
        .companyOf(personRef)
        .ifPresent(companyRef -> asking.retire(companyRef, personRef));
  }

  /** Moves everything on that can be. */
  void tick() {
    try {
      records.open().forEach(this::moveOn);
      records.told().forEach(this::endNotice);
    } catch (RuntimeException unreadable) {
      log.warn("Erasures wait: {}", unreadable.toString());
    }
  }

  private void moveOn(ErasureRequest row) {
    try {
      step(row);
      failing.remove(row.requestRef());
    } catch (RuntimeException failed) {
      if (failing.add(row.requestRef())) {
        log.error(
            "Erasure {} waits in {} and is tried again",
            Refs.text(row.requestRef()),
            row.state(),
            failed);
      }
    }
  }

  private void step(ErasureRequest row) {
    long nowMs = parts.clock().millis();
    switch (row.state()) {
      case WAITING -> {
        if (nowMs >= row.dueMs()) {
          begin(row, nowMs);
        }
      }
      case HELD -> {
        if (holds(row).isEmpty()) {
          records.put(row.requestRef(), State.PREPARING, nowMs);
        }
      }
      case PREPARING -> prepare(row);
      case ERASING -> finish(row, nowMs);
      case DONE, CANCELLED -> {}
    }
  }

  private void begin(ErasureRequest row, long nowMs) {
    List<HoldRow> holds = holds(row);
    records.put(row.requestRef(), holds.isEmpty() ? State.PREPARING : State.HELD, nowMs);
    if (!holds.isEmpty()) {
      asking.hold(row, holds.get(0));
    }
  }

  /** Asked again at each step: also one that was placed after the request holds. */
  private List<HoldRow> holds(ErasureRequest row) {
    return row.about() == About.CUSTOMER
        ? List.of()
        : store.holds().on(row.companyRef(), row.subjectRef());
  }

  private void prepare(ErasureRequest row) {
    if (!holds(row).isEmpty()) {
      begin(row, parts.clock().millis());
      return;
    }
    boolean wholePerson = row.about() == About.PERSON && row.scope().isWhole();
    if (!wholePerson) {
      store.idempotentCalls().forget(row.companyRef());
    }
    if (row.about() == About.PERSON && !wholePerson) {
      parts.exports().forget(row.subjectRef());
    }
    if (wholePerson && !preparation.isDone(row)) {
      return;
    }
    long accountRef = records.findAny(row.requestRef()).map(ErasureRequest::accountRef).orElse(0L);
    long erasureRef = order(row.subjectRef(), row.scope(), reason(row));
    long accountErasureRef = accountRef == 0 ? 0 : order(accountRef, Scope.WHOLE, reason(row));
    records.ordered(row.requestRef(), erasureRef, accountErasureRef);
  }

  private static Erasures.Reason reason(ErasureRequest row) {
    return switch (row.asker()) {
      case PERSON -> Erasures.Reason.PERSON;
      case DISPATCHER -> Erasures.Reason.DISPATCHER;
      case OWNER -> Erasures.Reason.OWNER;
      case RETENTION -> Erasures.Reason.RETENTION;
    };
  }

  /** Of somebody of whom nothing was ever sealed nothing is left to erase: 0. */
  private long order(long subjectRef, Scope scope, Erasures.Reason reason) {
    try {
      return parts
          .erasures()
          .request(subjectRef, scope, reason)
          .toCompletableFuture()
          .get(ErasureLimits.ORDER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before the order was taken", stopped);
    } catch (TimeoutException slow) {
      throw new IllegalStateException("the order is not durable yet", slow);
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof IllegalArgumentException) {
        return 0;
      }
      throw new IllegalStateException("the order was not taken", refused);
    }
  }

  private void finish(ErasureRequest row, long nowMs) {
    if (!isDone(row.erasureRef()) || !isDone(row.accountErasureRef())) {
      return;
    }
    parts.sessionsChanged().run();
    String certificate =
        parts.signer().sign(new CertificateText(parts.erasures()).of(row, nowMs), nowMs);
    Optional<String> address = records.address(row);
    address.ifPresent(to -> tellEnd(row, to));
    long untilMs = address.isPresent() ? nowMs + ErasureLimits.NOTICE_KEY.toMillis() : 0;
    records.done(row.requestRef(), certificate, untilMs, nowMs);
    if (address.isEmpty() && row.noticeRef() != 0) {
      store.destroyKey(row.noticeRef());
    }
    parts
        .audit()
        .record(
            AuditEntry.system(AuditAction.ERASURE_DONE)
                .inCompany(row.companyRef())
                .on(ObjectKind.ERASURE, row.requestRef())
                .about(row.subjectRef()));
  }

  private boolean isDone(long erasureRef) {
    return erasureRef == 0
        || parts
            .erasures()
            .progress(erasureRef)
            .filter(progress -> progress.step() == Step.DONE)
            .isPresent();
  }

  private void tellEnd(ErasureRequest row, String address) {
    if (store.notices().countAbout(row.requestRef()).isEmpty()) {
      parts
          .notices()
          .send(
              Notice.toAddress(
                      row.noticeRef(),
                      address,
                      Template.ERASURE_DONE,
                      Map.of("certificate", Refs.text(row.requestRef())))
                  .about(row.requestRef())
                  .forgottenOnDelivery());
    }
  }

  /**
   * The last notice is delivered, or its time is over: its key dies, and all of it with the key.
   */
  private void endNotice(ErasureRequest row) {
    boolean delivered = !store.notices().hasContent(row.noticeRef());
    if (!delivered && parts.clock().millis() < row.noticeUntilMs()) {
      return;
    }
    parts.notices().forget(row.noticeRef());
    store.destroyKey(row.noticeRef());
    records.noticeEnded(row.requestRef());
  }

  /** Stops between two steps; the next start goes on. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("An erasure is still being prepared");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

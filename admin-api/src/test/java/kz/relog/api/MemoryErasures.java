package kz.relog.api;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRecords.Row;

/**
 * Erases in the records alone: the note, the key, every derived store, the check that nothing is
 * left. Journal and archive are the app's.
 */
final class MemoryErasures implements Erasures {
  private final AdminStore store;
  private final TestSealer sealer;
  private final Clock clock;
  private final AtomicLong lastRef = new AtomicLong(0x4e5a);

  /** The road takes no order while this holds. */
  volatile boolean full;

  /** Orders are taken, and nothing is done, while this holds. */
  volatile boolean stands;

  /** Plans whose term was ended. */
  final List<SubjectEraser.Erased> ended = new CopyOnWriteArrayList<>();

  MemoryErasures(AdminStore store, TestSealer sealer, Clock clock) {
    this.store = store;
    this.sealer = sealer;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Long> request(long subjectRef, Scope scope, Reason reason) {
    if (full) {
      return CompletableFuture.failedFuture(new RoadFullException("the test filled it"));
    }
    Optional<Row> before =
        store.erasures().ofSubject(subjectRef).stream()
            .filter(row -> row.scope().equals(scope))
            .findFirst();
    long ref = before.map(Row::erasureRef).orElseGet(lastRef::incrementAndGet);
    if (before.isEmpty()) {
      store
          .erasures()
          .put(new Row(ref, subjectRef, scope, reason, clock.millis(), Step.BLOCKED, "", 0, ""));
    }
    if (!stands) {
      carryOut();
    }
    return CompletableFuture.completedFuture(ref);
  }

  @Override
  public void endTerms(List<Long> planRefs, Scope scope) {
    if (full) {
      throw new RoadFullException("the test filled it");
    }
    planRefs.forEach(ref -> ended.add(new SubjectEraser.Erased(ref, scope, List.of())));
    store.planEnds().forget(planRefs, scope.concerns(Erasures.PLAN));
  }

  /** Does what was ordered. */
  void carryOut() {
    for (Row row : store.erasures().open()) {
      if (row.scope().isWhole()) {
        sealer.destroy(row.subjectRef());
      }
      var erased = new SubjectEraser.Erased(row.subjectRef(), row.scope(), List.of());
      store.erasers().forEach(eraser -> eraser.forget(erased));
      long held = store.erasers().stream().mapToLong(eraser -> eraser.holds(erased)).sum();
      if (held != 0) {
        throw new AssertionError(held + " places are left");
      }
      store.erasures().put(row.done(clock.millis(), "{\"erasure\":\"in memory\"}"));
    }
  }

  @Override
  public Optional<Progress> progress(long erasureRef) {
    return store.erasures().find(erasureRef).map(MemoryErasures::progressOf);
  }

  @Override
  public List<Progress> ofSubject(long subjectRef) {
    return store.erasures().ofSubject(subjectRef).stream().map(MemoryErasures::progressOf).toList();
  }

  private static Progress progressOf(Row row) {
    return new Progress(
        row.erasureRef(),
        row.subjectRef(),
        row.scope(),
        row.reason(),
        row.step(),
        0,
        0,
        row.requestedMs(),
        row.doneMs());
  }

  @Override
  public Optional<String> certificate(long erasureRef) {
    return store.erasures().find(erasureRef).map(Row::certificate).filter(text -> !text.isEmpty());
  }

  @Override
  public boolean isErased(long subjectRef) {
    return store.erasures().ofSubject(subjectRef).stream().anyMatch(row -> row.scope().isWhole());
  }
}

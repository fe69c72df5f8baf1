package kz.relog.app.erase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.api.store.ErasureRecords.Ended;
import kz.relog.api.store.ErasureRecords.Row;
import kz.relog.ingest.Command;
import kz.relog.journal.ErasedRange;

/**
 * Erases plans, and the customers at their stops, at the end of their terms. Hundreds end on a day,
 * so that all but the order goes for many at once: one write to the erased list, one to the vault,
 * one pass over the journal. What is noted in the records before the order is carried out at the
 * next start if it was cut off. Any thread, one at a time.
 *
 * <pre>
 *   noted ─► ERASE durable ─► in both lists ─► keys destroyed, rows deleted ─► sections zeros ─► done
 * </pre>
 */
final class TermEnds {
  /** As many wait for the road at a time. */
  private static final int ORDERS_MAX = 64;

  private final EraserParts parts;

  TermEnds(EraserParts parts) {
    this.parts = parts;
  }

  /** Erases plans, or their words. */
  synchronized void end(List<Long> planRefs, Scope scope) {
    List<Row> rows = new ArrayList<>();
    for (long planRef : planRefs) {
      // The words of a plan that was driven again end again, under the same order.
      Row row =
          parts.records().ofSubject(planRef).stream()
              .filter(known -> known.scope().equals(scope))
              .findFirst()
              .orElseGet(() -> parts.newRow(planRef, scope, Reason.RETENTION));
      rows.add(row.at(Step.REQUESTED));
    }
    parts.records().putAll(rows);
    carryOut(rows, scope);
  }

  /** Notes what the journal says and the records do not know, as in a restored copy. */
  synchronized void adoptOrphans() {
    Set<Ended> known = new HashSet<>(parts.records().ofPlans());
    List<Row> rows =
        parts.journal().erasedRanges().stream()
            .filter(ErasedRange::isOfPlan)
            .filter(range -> known.add(new Ended(range.subjectRef(), range.categories())))
            .map(
                range ->
                    parts.newRow(
                        range.subjectRef(),
                        range.concernsPlan() ? Scope.PLAN : Scope.WORDS,
                        Reason.RESTORED))
            .toList();
    parts.records().putAll(rows);
  }

  /** Goes on with what a stop left. */
  synchronized void resume() {
    parts.records().open().stream()
        .filter(row -> row.scope().isOfPlan())
        .collect(Collectors.groupingBy(Row::scope))
        .forEach((scope, rows) -> carryOut(rows, scope));
  }

  private void carryOut(List<Row> rows, Scope scope) {
    List<ErasedRange> ranges = rows.stream().map(ErasureSteps::rangeOf).toList();
    List<Long> planRefs = rows.stream().map(Row::subjectRef).toList();
    boolean whole = scope.equals(Scope.PLAN);
    order(ranges);
    tell(rows, Step.BLOCKED);
    try {
      parts.lists().append(ranges, parts.clock().millis());
    } catch (IOException failed) {
      throw new UncheckedIOException("the erased list cannot be written", failed);
    }
    parts.plans().forget(planRefs, whole);
    tell(rows, Step.KEYS);
    if (whole) {
      parts.journal().redact(Set.copyOf(planRefs), (done, all) -> {});
      tell(rows, Step.OVERWRITTEN);
    }
    long nowMs = parts.clock().millis();
    parts.records().putAll(rows.stream().map(row -> row.done(nowMs, "")).toList());
  }

  private void tell(List<Row> rows, Step step) {
    rows.forEach(row -> parts.hook().onStep(row.erasureRef(), step));
  }

  private void order(List<ErasedRange> ranges) {
    for (int from = 0; from < ranges.size(); from += ORDERS_MAX) {
      List<CompletableFuture<Long>> taken =
          ranges.subList(from, Math.min(ranges.size(), from + ORDERS_MAX)).stream()
              .map(range -> parts.road().submit(new Command.Erase(range)))
              .toList();
      try {
        taken.forEach(CompletableFuture::join);
      } catch (CompletionException refused) {
        throw new IllegalStateException("the road takes no order now", refused);
      }
    }
  }
}

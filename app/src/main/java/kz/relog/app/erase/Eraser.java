package kz.relog.app.erase;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.store.ErasureRecords;
import kz.relog.api.store.ErasureRecords.Row;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandRefused;
import kz.relog.journal.ErasedRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries erasures out, one after the other, on a thread of its own. After each step its note is
 * durable, so that a crash anywhere repeats one step at most. A step that fails is tried again each
 * second.
 */
public final class Eraser implements Erasures, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Eraser.class);
  private static final long RETRY_SECONDS = 1;

  private final EraserParts parts;
  private final ErasureRecords records;
  private final ErasureSteps steps;
  private final TermEnds terms;
  private final BlockingQueue<Long> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "eraser");
  private volatile boolean stopping;

  /** Whether ends of plans may be noted that nobody carries out. */
  private volatile boolean termsLeft = true;

  private volatile long presentRef;
  private volatile long partDone;
  private volatile long partAll;

  private Eraser(EraserParts parts) {
    this.parts = parts;
    this.records = parts.records();
    this.terms = new TermEnds(parts);
    this.steps =
        new ErasureSteps(
            parts,
            (done, all) -> {
              partAll = all;
              partDone = done;
            });
  }

  /** Goes on with what a stop left, then waits for requests. */
  public static Eraser start(EraserParts parts) {
    Eraser eraser = new Eraser(parts);
    eraser.adoptOrphans();
    eraser.terms.adoptOrphans();
    eraser.records.open().stream()
        .filter(row -> !row.scope().isOfPlan())
        .forEach(row -> eraser.queue.add(row.erasureRef()));
    eraser.thread.start();
    return eraser;
  }

  /** An order in the journal whose note is lost, as in a restored copy, is carried out anew. */
  private void adoptOrphans() {
    for (ErasedRange range : parts.journal().erasedRanges()) {
      if (range.isOfPlan()) {
        continue;
      }
      Scope scope = new Scope(range.deviceRef(), range.fromMs(), range.toMs(), range.categories());
      boolean known =
          records.ofSubject(range.subjectRef()).stream().anyMatch(row -> row.scope().equals(scope));
      if (!known) {
        records.put(parts.newRow(range.subjectRef(), scope, Reason.RESTORED).at(Step.BLOCKED));
      }
    }
  }

  @Override
  public CompletionStage<Long> request(long subjectRef, Scope scope, Reason reason) {
    Optional<Row> before =
        records.ofSubject(subjectRef).stream().filter(row -> row.scope().equals(scope)).findFirst();
    if (before.isPresent()) {
      return CompletableFuture.completedFuture(before.get().erasureRef());
    }
    if (records.ofSubject(subjectRef).isEmpty() && !isKnown(subjectRef)) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("nothing was ever known of this subject"));
    }
    Row row = parts.newRow(subjectRef, scope, reason);
    ErasedRange range = ErasureSteps.rangeOf(row);
    records.put(row);
    return parts
        .road()
        .submit(new Command.Erase(range))
        .handle(
            (seq, refused) -> {
              if (refused != null) {
                records.drop(row.erasureRef());
                throw refusal(refused);
              }
              return blocked(row);
            });
  }

  private boolean isKnown(long subjectRef) {
    return !parts.vault().keyMonths(subjectRef).isEmpty();
  }

  private long blocked(Row row) {
    records.put(row.at(Step.BLOCKED));
    parts.hook().onStep(row.erasureRef(), Step.BLOCKED);
    queue.add(row.erasureRef());
    return row.erasureRef();
  }

  private static RuntimeException refusal(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    if (thrown instanceof CommandRefused refused) {
      return new RoadFullException(refused.reason().toString());
    }
    return cause instanceof CommandRefused refused
        ? new RoadFullException(refused.reason().toString())
        : new IllegalStateException("the order was not taken", thrown);
  }

  private void run() {
    boolean failing = false;
    while (!stopping) {
      try {
        failing = termsLeft && !resumeTerms(failing);
        Long ref = queue.poll(1, TimeUnit.SECONDS);
        if (ref != null) {
          erase(ref);
        }
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /**
   * Plans whose erasure a stop or a failure cut off, or a restored copy holds; others do not wait
   * for them.
   */
  private boolean resumeTerms(boolean failing) {
    termsLeft = false;
    try {
      terms.resume();
      return true;
    } catch (RuntimeException failed) {
      termsLeft = true;
      if (!stopping && !failing) {
        log.error("Plans whose term is over wait and are tried again each second", failed);
      }
      return false;
    }
  }

  private void erase(long ref) throws InterruptedException {
    Row row = records.find(ref).orElseThrow();
    presentRef = ref;
    boolean failing = false;
    while (!stopping && row.step() != Step.DONE) {
      try {
        partDone = 0;
        partAll = 0;
        row = next(row);
        records.put(row);
        parts.hook().onStep(ref, row.step());
        failing = false;
      } catch (RuntimeException failed) {
        if (stopping) {
          return;
        }
        if (!failing) {
          log.error(
              "Erasure {} waits behind {} and is tried again each second",
              "%016x".formatted(ref),
              row.step(),
              failed);
        }
        failing = true;
        TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        row = records.find(ref).orElseThrow();
      }
    }
    presentRef = 0;
  }

  private Row next(Row row) {
    return switch (row.step()) {
      case REQUESTED -> steps.block(row);
      case BLOCKED -> steps.keys(row);
      case KEYS -> steps.rows(row);
      case ROWS -> steps.stores(row);
      case STORES -> steps.overwrite(row);
      case OVERWRITTEN, VERIFIED -> steps.verify(row);
      case DONE -> row;
    };
  }

  @Override
  public void endTerms(List<Long> planRefs, Scope scope) {
    try {
      terms.end(planRefs, scope);
    } catch (RuntimeException failed) {
      termsLeft = true;
      throw failed;
    }
  }

  @Override
  public Optional<Progress> progress(long erasureRef) {
    return records.find(erasureRef).map(this::progressOf);
  }

  @Override
  public List<Progress> ofSubject(long subjectRef) {
    return records.ofSubject(subjectRef).stream().map(this::progressOf).toList();
  }

  private Progress progressOf(Row row) {
    boolean present = presentRef == row.erasureRef();
    return new Progress(
        row.erasureRef(),
        row.subjectRef(),
        row.scope(),
        row.reason(),
        row.step(),
        present ? partDone : 0,
        present ? partAll : 0,
        row.requestedMs(),
        row.doneMs());
  }

  @Override
  public Optional<String> certificate(long erasureRef) {
    return records.find(erasureRef).map(Row::certificate).filter(text -> !text.isEmpty());
  }

  @Override
  public boolean isErased(long subjectRef) {
    return parts.journal().isErasedWhole(subjectRef);
  }

  /**
   * The lowest entry that an erasure still needs: while one is on its way no file may go, since it
   * could go without having been overwritten. Any thread.
   */
  public long neededSeq() {
    return queue.isEmpty() && presentRef == 0 && records.open().isEmpty()
        ? Long.MAX_VALUE
        : parts.journal().firstSeq();
  }

  /** Ends the thread between two steps, or within one; the next start goes on. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

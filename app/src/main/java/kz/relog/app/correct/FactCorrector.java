package kz.relog.app.correct;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import kz.relog.api.spi.Corrections;
import kz.relog.api.spi.Erasures;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.feed.Feed;
import kz.relog.ingest.IngestServer.GateLook;
import kz.relog.ingest.gate.Subject;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;

/**
 * Corrects stored facts in four steps, each of which may be repeated: whatever was stored is in the
 * archive; what the right person's permission and hours allow is sealed anew for them; the rest
 * goes the way of every erasure, and with it the sections of the journal; engine and live view
 * forget and take in what the archive has. Any thread; one correction at a time.
 *
 * <p>Why an erasure: what stands under the wrong person's key could else be read with it for as
 * long as the month's key lives. It leaves a tombstone for the wrong person alone, so that nothing
 * of that time comes back to them; a correction of the correction therefore gives nothing back.
 */
public final class FactCorrector implements Corrections {
  private static final long WAIT_SECONDS_MAX = 120;
  private static final long POLL_NS = 20_000_000;

  private final TrackArchive archive;
  private final Journal journal;
  private final Erasures erasures;
  private final Feed feed;
  private final LongFunction<CompletableFuture<GateLook>> gate;

  /**
   * Over what holds facts.
   *
   * @param gate asks what is known of a subject
   */
  public FactCorrector(
      TrackArchive archive,
      Journal journal,
      Erasures erasures,
      Feed feed,
      LongFunction<CompletableFuture<GateLook>> gate) {
    this.archive = archive;
    this.journal = journal;
    this.erasures = erasures;
    this.feed = feed;
    this.gate = gate;
  }

  @Override
  public void carryOut(Misplaced facts) {
    if (facts.rightRef() != 0) {
      give(facts);
    }
    erase(facts);
    await(feed.forget(facts.deviceRef(), facts.fromMs(), facts.toMs()));
  }

  private void give(Misplaced facts) {
    GateLook look = await(gate.apply(facts.rightRef()));
    Subject right = look.subject();
    List<ErasedRange> erased =
        journal.erasedRanges().stream()
            .filter(range -> range.subjectRef() == facts.rightRef())
            .toList();
    archive.give(
        new TrackArchive.Correction(
            facts.deviceRef(), facts.wrongRef(), facts.rightRef(), facts.fromMs(), facts.toMs()),
        timeMs -> {
          boolean open =
              right.isInHours(timeMs)
                  && erased.stream().noneMatch(one -> one.coversFact(facts.deviceRef(), timeMs));
          return open ? right.openAt(timeMs) : 0;
        },
        look.seq());
  }

  private void erase(Misplaced facts) {
    Erasures.Scope scope =
        new Erasures.Scope(facts.deviceRef(), facts.fromMs(), facts.toMs(), Erasures.TRACKS);
    long ref;
    try {
      ref =
          await(
              erasures
                  .request(facts.wrongRef(), scope, Erasures.Reason.CORRECTION)
                  .toCompletableFuture());
    } catch (CompletionException refused) {
      if (refused.getCause() instanceof IllegalArgumentException) {
        return; // Nothing was ever stored of the wrong person.
      }
      throw refused;
    }
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    while (erasures.progress(ref).filter(one -> one.step() == Erasures.Step.DONE).isEmpty()) {
      if (Thread.interrupted() || System.nanoTime() > deadlineNs) {
        throw new IllegalStateException("the erasure of misplaced facts goes on");
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while facts were corrected", stopped);
    } catch (ExecutionException failed) {
      throw new CompletionException(failed.getCause());
    } catch (TimeoutException late) {
      throw new IllegalStateException("the road does not answer", late);
    }
  }
}

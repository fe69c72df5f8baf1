package kz.relog.app.erase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.spi.SubjectEraser.Erased;
import kz.relog.api.store.ErasureRecords.Row;
import kz.relog.app.archive.ArchiveFailure;
import kz.relog.ingest.Command;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Remains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of an erasure. Each may be repeated: a crash between its work and its note repeats it.
 * For the eraser's thread.
 *
 * <pre>
 *   whole   BLOCKED  keys destroyed                      rows deleted                            stores  sections  scan
 *   range   BLOCKED  keys retired, archive caught up     rows deleted or sealed anew, old keys   stores  sections  scan
 *                                                        destroyed
 * </pre>
 *
 * <p>Why a range retires keys first: what stays of a month is sealed under its key too. The archive
 * is brought up to date while the old key still opens, then sealed anew; only then is the old key
 * destroyed, and with it all the journal has of the month. From then on the facts that stay live in
 * the archive alone. Sections are not sealed anew in the journal: a crash amid rewriting a header
 * that was acknowledged could not be told from damage.
 */
final class ErasureSteps {
  private static final Logger log = LoggerFactory.getLogger(ErasureSteps.class);

  /** Keys go within a second, whatever the archive does. */
  private static final Duration FLUSH_WAIT_MAX = Duration.ofMillis(600);

  private static final long SCRUB_SECONDS_MAX = 30;

  private final EraserParts parts;
  private final PartProgress progress;

  ErasureSteps(EraserParts parts, PartProgress progress) {
    this.parts = parts;
    this.progress = progress;
  }

  /** Told how much of the present step is done. */
  interface PartProgress {
    void onPart(long done, long all);
  }

  static ErasedRange rangeOf(Row row) {
    return new ErasedRange(
        row.subjectRef(),
        row.scope().deviceRef(),
        row.scope().fromMs(),
        row.scope().toMs(),
        row.scope().categories());
  }

  private static Erased erasedOf(Row row) {
    return new Erased(row.subjectRef(), row.scope(), Places.read(row.places()));
  }

  /** Orders it in the journal. */
  Row block(Row row) {
    submit(new Command.Erase(rangeOf(row)));
    return row.at(Step.BLOCKED);
  }

  /** Destroys or retires the keys. */
  Row keys(Row row) {
    ErasedRange range = rangeOf(row);
    try {
      parts.lists().append(range, parts.clock().millis());
    } catch (IOException failed) {
      throw new UncheckedIOException("the erased list cannot be written", failed);
    }
    if (!range.concernsFacts()) {
      return row.withPlaces(Places.NONE).at(Step.KEYS);
    }
    Row noted = row;
    if (range.isWhole()) {
      if (row.places().isEmpty()) {
        tryFlush();
        noted = row.withPlaces(Places.note(parts.archive().placesOf(range.subjectRef()), range));
        parts.records().put(noted);
      }
      parts.vault().destroySubject(range.subjectRef());
    } else if (row.places().isEmpty()) {
      for (int month : parts.vault().keyMonths(range.subjectRef())) {
        if (range.covers(month)) {
          parts.vault().rotateSubjectMonth(range.subjectRef(), month);
        }
      }
      // Whatever was sealed with a retired key is durable before this, and archived after it.
      submit(new Command.Tick());
      parts.archive().flush();
      noted = row.withPlaces(Places.note(parts.archive().placesOf(range.subjectRef()), range));
    }
    return noted.at(Step.KEYS);
  }

  private void tryFlush() {
    try {
      parts.archive().flush(FLUSH_WAIT_MAX);
    } catch (ArchiveFailure late) {
      log.warn("An erasure does not wait for the archive: {}", late.toString());
    }
  }

  private long submit(Command command) {
    try {
      return parts.road().submit(command).join();
    } catch (CompletionException refused) {
      throw new IllegalStateException("the road takes no order now", refused);
    }
  }

  /** Deletes and seals anew. */
  Row rows(Row row) {
    ErasedRange range = rangeOf(row);
    if (!range.concernsFacts()) {
      return row.at(Step.ROWS);
    }
    // What was on its way to the file with a key from before is in it now.
    parts.archive().flush();
    parts.archive().forget(range, progress::onPart);
    if (!range.isWhole()) {
      parts.vault().destroyRetired(range.subjectRef());
    }
    parts.archive().scrub().orTimeout(SCRUB_SECONDS_MAX, TimeUnit.SECONDS).join();
    return row.at(Step.ROWS);
  }

  /** Has every derived store forget. */
  Row stores(Row row) {
    Erased erased = erasedOf(row);
    long done = 0;
    for (SubjectEraser store : parts.stores()) {
      store.forget(erased);
      progress.onPart(++done, parts.stores().size());
    }
    // Nobody holds a cipher of the keys any more: what used one of them last lets go of it too.
    parts.vault().dropCiphers();
    return row.at(Step.STORES);
  }

  /** Overwrites the journal's sections. */
  Row overwrite(Row row) {
    parts.journal().redact(row.subjectRef(), progress::onPart);
    return row.at(Step.OVERWRITTEN);
  }

  /** Scans everything, and writes the certificate if nothing is left; else starts over. */
  Row verify(Row row) {
    ErasedRange range = rangeOf(row);
    Remains remains = parts.journal().findRemains(row.subjectRef(), progress::onPart);
    long held = range.concernsFacts() ? parts.archive().holds(range) + remains.sealedSections() : 0;
    for (SubjectEraser store : parts.stores()) {
      held += store.holds(erasedOf(row));
    }
    if (range.isWhole()) {
      held += parts.vault().keyMonths(range.subjectRef()).size();
    }
    if (held > 0) {
      log.error("An erasure left {} places; it is done again", held);
      return row.at(Step.BLOCKED);
    }
    Row verified = row.at(Step.VERIFIED);
    parts.records().put(verified);
    parts.hook().onStep(row.erasureRef(), Step.VERIFIED);
    long nowMs = parts.clock().millis();
    return verified.done(nowMs, Certificate.of(verified, remains, parts.stores(), nowMs));
  }
}

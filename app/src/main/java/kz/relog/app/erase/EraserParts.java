package kz.relog.app.erase;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.store.ErasureRecords;
import kz.relog.api.store.ErasureRecords.Row;
import kz.relog.api.store.PlanEnds;
import kz.relog.app.archive.TrackArchive;
import kz.relog.ingest.CommandPort;
import kz.relog.journal.Journal;
import kz.relog.journal.Vault;

/**
 * What an eraser works with.
 *
 * @param records how far erasures are
 * @param lists what a restore must apply
 * @param road takes the order
 * @param journal whose sections are overwritten
 * @param vault whose keys are destroyed
 * @param archive whose rows are deleted
 * @param plans whose terms end
 * @param stores every derived store, in the order in which they forget; see {@link DerivedStores}
 * @param clock wall time, UTC
 * @param random draws references
 * @param hook told after each step
 */
public record EraserParts(
    ErasureRecords records,
    ErasedLists lists,
    CommandPort road,
    Journal journal,
    Vault vault,
    TrackArchive archive,
    PlanEnds plans,
    List<SubjectEraser> stores,
    Clock clock,
    SecureRandom random,
    ErasureHook hook) {
  /** Copies the list. */
  public EraserParts {
    stores = List.copyOf(stores);
  }

  /** An erasure that begins now. */
  Row newRow(long subjectRef, Scope scope, Reason reason) {
    long ref = (random.nextLong() & Long.MAX_VALUE) | 1;
    return new Row(ref, subjectRef, scope, reason, clock.millis(), Step.REQUESTED, "", 0, "");
  }
}

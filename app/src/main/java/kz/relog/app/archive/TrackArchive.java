package kz.relog.app.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.spi.TrackSource;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Vault;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;

/**
 * The track archive: its archiver follows the journal and writes facts every {@value
 * #FLUSH_SECONDS} s, at stop and before a read.
 *
 * <p>{@link #read} may be called by any thread.
 */
public final class TrackArchive implements TrackSource, AutoCloseable {
  /** Seconds between two transactions. */
  public static final int FLUSH_SECONDS = 10;

  private static final Duration READ_WAIT_MAX = Duration.ofSeconds(10);

  private final Journal journal;
  private final Vault vault;
  private final ArchiveStore store;
  private final Archiver archiver;

  private TrackArchive(Path file, Journal journal, Vault vault) {
    this.journal = journal;
    this.vault = vault;
    this.store = ArchiveStore.open(file);
    this.archiver = new Archiver(journal, store, new OpenRows(new RowSealer(vault, journal)));
  }

  /**
   * Opens the archive and starts its thread.
   *
   * @param file usually {@code archive.db} in the data folder
   * @param journal read from the archived position on
   * @param vault holds the keys that seal the rows
   * @throws ArchiveFailure if the file cannot be opened
   */
  public static TrackArchive start(Path file, Journal journal, Vault vault) {
    TrackArchive archive = new TrackArchive(file, journal, vault);
    archive.archiver.start();
    return archive;
  }

  /** Every journal entry up to here is in the archive, durably. */
  public long archivedSeq() {
    return store.archivedSeq();
  }

  /** Facts archived since the archive was made. */
  public long archivedFixes() {
    return store.fixes();
  }

  /**
   * False while it cannot write, or has stopped by a failure; the journal keeps what is missing.
   */
  public boolean isWorking() {
    return archiver.isWorking();
  }

  /**
   * Waits until everything durable now is in the archive.
   *
   * @throws ArchiveFailure if that takes longer than ten seconds, or the archive has failed
   */
  public void flush() {
    flush(READ_WAIT_MAX);
  }

  /**
   * As {@link #flush()}, for so long at most.
   *
   * @throws ArchiveFailure if it takes longer
   */
  public void flush(Duration waitMax) {
    archiver.flush(waitMax);
  }

  @Override
  public void read(long deviceRef, long fromMs, long toMs, FixVisitor visitor) {
    flush();
    FixBatchDecoder decoder = new FixBatchDecoder();
    FactColumns facts = new FactColumns();
    int lastHour = ArchiveRow.hourOf(toMs - 1);
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      for (int hour : store.hours(deviceRef, ArchiveRow.hourOf(fromMs), lastHour)) {
        facts.clear();
        for (ArchiveRow row : store.rows(deviceRef, hour)) {
          sealer.open(row).ifPresent(plain -> decode(decoder, plain, facts));
        }
        if (!visit(facts, fromMs, toMs, visitor)) {
          return;
        }
      }
    }
  }

  /** The facts of one person at a time. */
  public SubjectTracks subjects() {
    return new ArchivedSubjects(this, store, vault, journal);
  }

  /** The months of positions, to be removed when their term is over. */
  public MonthKeeper months() {
    return new ArchivedMonths(store, vault, () -> firstReceivedMs(journal));
  }

  /** When the oldest entry of a journal was received; Long.MAX_VALUE when it has none. */
  public static long firstReceivedMs(Journal journal) {
    if (journal.durableSeq() < journal.firstSeq()) {
      return Long.MAX_VALUE;
    }
    try (JournalReader reader = journal.reader(journal.firstSeq())) {
      return reader.poll() ? reader.receivedMs() : 0;
    }
  }

  /** Where a subject has archived facts; as long as its keys are there, to the moment. */
  public List<ErasedPlace> placesOf(long subjectRef) {
    List<ErasedPlace> places = new ArrayList<>();
    store
        .hoursOf(subjectRef)
        .forEach(
            (deviceRef, hours) -> {
              int first = 0;
              for (int i = 1; i <= hours.size(); i++) {
                if (i == hours.size() || hours.get(i) != hours.get(i - 1) + 1) {
                  places.add(
                      new ErasedPlace(
                          deviceRef,
                          edge(subjectRef, deviceRef, hours.get(first), true),
                          edge(subjectRef, deviceRef, hours.get(i - 1), false)));
                  first = i;
                }
              }
            });
    return places;
  }

  /** Time of the first fact in an hour, or a moment after the last one. */
  private long edge(long subjectRef, long deviceRef, int hour, boolean first) {
    FixBatchDecoder decoder = new FixBatchDecoder();
    FactColumns facts = new FactColumns();
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      for (ArchiveRow row : store.rows(subjectRef, deviceRef, hour)) {
        sealer.open(row).ifPresent(plain -> decode(decoder, plain, facts));
      }
    }
    int[] order = facts.order();
    if (order.length == 0) {
      return ArchiveRow.startMs(first ? hour : hour + 1);
    }
    return first ? facts.timeMs(order[0]) : facts.timeMs(order[order.length - 1]) + 1;
  }

  /**
   * Deletes the rows of a range, and what of it stands in rows with facts that stay; those are
   * sealed anew, and so is all else that a retired key has sealed. May be repeated. Any thread.
   *
   * @param progress told how many hours of how many are done
   * @throws ArchiveFailure if the archive cannot be written now; what was done stays done
   */
  public void forget(ErasedRange range, Progress progress) {
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      new ArchiveEraser(store, sealer).forget(range, progress);
    }
  }

  /**
   * Facts that stand under the wrong person.
   *
   * @param deviceRef which device sent them
   * @param wrongRef under whom they are
   * @param rightRef whose they are
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs exclusive
   */
  public record Correction(long deviceRef, long wrongRef, long rightRef, long fromMs, long toMs) {}

  /** Tells what a fact of the right person may be used for. */
  @FunctionalInterface
  public interface FactGate {
    /** Purposes as bits of {@link RoadGate}; 0 for a fact that must not be kept. */
    int purposesAt(long timeMs);
  }

  /**
   * Gives facts to the right person, as far as the gate allows; the others stay, to be erased. May
   * be repeated, also after a crash. Any thread; call it when no more such facts can come.
   *
   * @param seq of an entry that carries no facts; names the new rows
   * @return how many were given now
   * @throws ArchiveFailure if the archive cannot be written now; what was done stays done
   */
  public long give(Correction correction, FactGate gate, long seq) {
    flush();
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      return new ArchiveCorrector(store, vault, sealer).give(correction, gate, seq);
    }
  }

  /** How many rows hold anything of a range. */
  public long holds(ErasedRange range) {
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      return new ArchiveEraser(store, sealer).holds(range);
    }
  }

  /** Told how far an erasure is. */
  public interface Progress {
    /** Hours done, and hours in all. */
    void onProgress(long done, long all);
  }

  /** Receives the last archived fact of a device. */
  public interface LastFactVisitor {
    /**
     * The fact, with the values of {@link TrackSource.FixVisitor#onFix}.
     *
     * @param subjectRef whose it is
     * @param purposes what it may be used for, as bits of {@link RoadGate}
     */
    void onLastFact(
        long deviceRef,
        long subjectRef,
        int purposes,
        long timeMs,
        int latE7,
        int lonE7,
        int speedDmps,
        int courseDegrees,
        int accuracyMetres);
  }

  /**
   * Hands over the last archived fact of each device and person, of the last hour in which the
   * device has any. Does not wait for facts that are not archived yet. Blocks; any thread.
   */
  public void readLast(LastFactVisitor visitor) {
    try (RowSealer sealer = new RowSealer(vault, journal)) {
      store.lastHours().forEach((deviceRef, hour) -> readLast(sealer, deviceRef, hour, visitor));
    }
  }

  private void readLast(RowSealer sealer, long deviceRef, int hour, LastFactVisitor visitor) {
    FixBatchDecoder decoder = new FixBatchDecoder();
    FactColumns facts = new FactColumns();
    for (ArchiveRow row : store.rows(deviceRef, hour)) {
      facts.clear();
      sealer.open(row).ifPresent(plain -> decode(decoder, plain, facts));
      visitLast(row.key(), facts, visitor);
    }
  }

  private static void visitLast(ArchiveRow.Key key, FactColumns facts, LastFactVisitor visitor) {
    int[] order = facts.order();
    if (order.length > 0) {
      int last = order[order.length - 1];
      visitor.onLastFact(
          key.deviceRef(),
          key.subjectRef(),
          key.purposes(),
          facts.timeMs(last),
          facts.latE7(last),
          facts.lonE7(last),
          facts.speedDmps(last),
          facts.courseDegrees(last),
          facts.accuracyMetres(last));
    }
  }

  /** Hands over the last archived fact of one device, if there is any. Blocks; any thread. */
  public void readLast(long deviceRef, LastFactVisitor visitor) {
    Integer hour = store.lastHours().get(deviceRef);
    if (hour != null) {
      try (RowSealer sealer = new RowSealer(vault, journal)) {
        readLast(sealer, deviceRef, hour, visitor);
      }
    }
  }

  static void decode(FixBatchDecoder decoder, byte[] plain, FactColumns facts) {
    BatchFault fault = decoder.decode(plain, 0, plain.length);
    if (fault != BatchFault.NONE) {
      throw new ArchiveFailure("a row of the track archive is not a batch: " + fault);
    }
    for (int i = 0; i < decoder.count(); i++) {
      facts.add(decoder, i);
    }
  }

  static boolean visit(FactColumns facts, long fromMs, long toMs, FixVisitor visitor) {
    for (int i : facts.order()) {
      long timeMs = facts.timeMs(i);
      boolean wanted = timeMs >= fromMs && timeMs < toMs;
      if (wanted
          && !visitor.onFix(
              timeMs,
              facts.latE7(i),
              facts.lonE7(i),
              facts.speedDmps(i),
              facts.courseDegrees(i),
              facts.accuracyMetres(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Has the archiver's thread leave nothing of the last batches in its buffers. Any thread.
   *
   * @return completes when that is done; never if the archive stops before
   */
  public CompletableFuture<Void> scrub() {
    return archiver.scrub();
  }

  /** Archives what is durable, then ends the thread and closes the file. */
  @Override
  public void close() {
    archiver.close();
    store.close();
  }
}

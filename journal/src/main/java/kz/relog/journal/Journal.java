package kz.relog.journal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The durable log of a server: one order for everything that it knows. Opened by {@link Journals};
 * holds an exclusive lock on its directory until closed. Every method may be called by any thread
 * unless it says otherwise.
 */
public interface Journal extends AutoCloseable {

  /** The only writer; always the same object. It belongs to one thread, the sequencer's. */
  JournalWriter writer();

  /**
   * A new reader, to be used by one thread and closed by it.
   *
   * @param fromSeq the first entry wanted; below {@link #firstSeq()} it starts there; above the
   *     durable position it waits for it
   */
  JournalReader reader(long fromSeq);

  /**
   * The number of this run, 1 to 2^24-1: written and forced before the journal was open, greater
   * than that of every run before.
   */
  int boot();

  /**
   * Every entry up to here survives what the sync mode promises; 0 while there is none. Never goes
   * back.
   */
  long durableSeq();

  /**
   * Every entry up to here is forced to the disk: the durable position with ALWAYS, up to a second
   * behind it with OS. Whoever keeps a position of the journal in a place of its own keeps one that
   * is not above this: a power cut may take the rest of the journal.
   */
  long forcedSeq();

  /** Seq of the oldest entry that is kept; 1 when the journal is empty. */
  long firstSeq();

  /**
   * Where a recovery of state starts: seq of the last durable checkpoint BEGIN that has a durable
   * END, else {@link #firstSeq()}.
   */
  long recoverySeq();

  /**
   * Says that nobody needs entries below a seq any more: archive, records, plans. Whole files of
   * them go soon after, those excepted that a recovery of state would read ({@link
   * #recoverySeq()}). The last word counts. A reader that still reads such a file reads it to its
   * end.
   *
   * @param belowSeq the lowest entry that somebody may still ask for
   */
  void release(long belowSeq);

  /** Whether ordinary entries are refused for want of space; {@link JournalWriter#DISK_SHORT}. */
  boolean isDiskShort();

  /**
   * Whether an ERASE entry covers what this subject has in this month: then, and only then, a key
   * that is destroyed is no damage. Also long after the entry's file was let go.
   */
  boolean isErased(long subjectRef, int keyMonth);

  /** What all ERASE entries there ever were cover, in no order. */
  List<ErasedRange> erasedRanges();

  /** Whether an ERASE entry covers everything of a subject. */
  boolean isErasedWhole(long subjectRef);

  /**
   * Overwrites with zeros, in place, every section of these subjects whose key is destroyed under
   * an ERASE, and forces the files; headers and checksums stay as they are. Blocks while it reads
   * the whole journal, once; may run beside the writer and the readers, and again at any time.
   *
   * @return how many sections it found not overwritten yet
   * @throws JournalFailure if the disk fails; what was overwritten stays so
   */
  long redact(Set<Long> subjectRefs, JournalVerifier.Progress progress);

  /** The same of one subject. */
  default long redact(long subjectRef, JournalVerifier.Progress progress) {
    return redact(Set.of(subjectRef), progress);
  }

  /**
   * Looks through the whole journal, up to the durable position, for what is left of a subject.
   *
   * @throws JournalFailure if the disk fails
   */
  Remains findRemains(long subjectRef, JournalVerifier.Progress progress);

  /** The files that hold entries, oldest first. */
  List<JournalFile> files();

  /**
   * Why the journal stopped for good; empty while it works. After a failure nothing becomes durable
   * any more.
   */
  Optional<JournalFailure> failure();

  /**
   * Syncs what was committed, marks the end, and releases the directory. Called by the writer's
   * thread, or after that thread has ended. Idempotent; a failed journal only releases.
   */
  @Override
  void close();
}

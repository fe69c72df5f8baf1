package kz.relog.ingest.sequence;

import java.util.List;
import kz.relog.journal.ErasedRange;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What was erased and must not come back: subjects of whom nothing is stored any more, and times of
 * subjects that are closed for good (tombstones), so that facts a device still holds are refused.
 * The journal keeps it for ever; nothing of it is in a checkpoint. Thread: the sequencer.
 */
final class Erasures {

  private final Long2ObjectHashMap<List<ErasedRange>> bySubject = new Long2ObjectHashMap<>();

  /** Takes an ERASE that is durable or in the group being written. */
  void add(ErasedRange range) {
    List<ErasedRange> before = of(range.subjectRef());
    bySubject.put(
        range.subjectRef(),
        java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(range))
            .distinct()
            .toList());
  }

  private List<ErasedRange> of(long subjectRef) {
    List<ErasedRange> known = bySubject.get(subjectRef);
    return known == null ? List.of() : known;
  }

  /** Whether nothing of a subject may be stored, whatever its time. */
  boolean isErased(long subjectRef) {
    List<ErasedRange> known = bySubject.get(subjectRef);
    return known != null && known.stream().anyMatch(ErasedRange::isWhole);
  }

  /** Whether a fact of this time may never be stored. */
  boolean isErased(long subjectRef, long deviceRef, long timeMs) {
    List<ErasedRange> known = bySubject.get(subjectRef);
    return known != null && known.stream().anyMatch(range -> range.coversFact(deviceRef, timeMs));
  }
}

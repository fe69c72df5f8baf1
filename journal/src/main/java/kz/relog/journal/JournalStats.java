package kz.relog.journal;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.relog.journal.log.Offline;
import org.agrona.collections.LongHashSet;

/**
 * Counts over a journal.
 *
 * @param files files with entries, oldest first
 * @param entriesByKind entries of each kind
 * @param checkpointEntries entries among them that are state re-appended by checkpoints
 * @param entryBytes bytes of all entries
 * @param sections sections of all entries
 * @param devices different devices
 * @param subjects different subjects, plans included
 * @param firstReceivedMs received time of the first entry, 0 if none
 * @param lastReceivedMs received time of the last entry, 0 if none
 * @param durableSeq the highest durable position told
 */
public record JournalStats(
    List<JournalFile> files,
    Map<EntryKind, Long> entriesByKind,
    long checkpointEntries,
    long entryBytes,
    long sections,
    long devices,
    long subjects,
    long firstReceivedMs,
    long lastReceivedMs,
    long durableSeq) {

  /**
   * Counts; takes no lock and changes nothing. Throws JournalFailure at the first damage: then
   * verify is the tool.
   */
  public static JournalStats of(Path directory) {
    Offline journal = Offline.look(directory);
    Map<EntryKind, Long> byKind = new EnumMap<>(EntryKind.class);
    LongHashSet devices = new LongHashSet();
    LongHashSet subjects = new LongHashSet();
    long checkpointEntries = 0;
    long bytes = 0;
    long sections = 0;
    long first = 0;
    long last = 0;
    try (JournalReader reader = journal.reader(1, null)) {
      while (reader.poll()) {
        byKind.merge(reader.kind(), 1L, Long::sum);
        checkpointEntries += reader.isCheckpointState() ? 1 : 0;
        sections += reader.sectionCount();
        bytes += EntryHeaderDescriptor.HEADER_BYTES;
        if (reader.deviceRef() != 0) {
          devices.add(reader.deviceRef());
        }
        for (int i = 0; i < reader.sectionCount(); i++) {
          long subjectRef = reader.sectionSubjectRef(i);
          bytes += EntryHeaderDescriptor.ROW_BYTES + reader.sectionPlainLength(i);
          if (subjectRef != 0) {
            subjects.add(subjectRef);
            bytes += SectionCipher.TAG_BYTES;
          }
        }
        first = first == 0 ? reader.receivedMs() : first;
        last = reader.receivedMs();
      }
    }
    return new JournalStats(
        journal.files(),
        byKind,
        checkpointEntries,
        bytes,
        sections,
        devices.size(),
        subjects.size(),
        first,
        last,
        journal.promisedSeq());
  }

  /**
   * When the oldest entry was received, Unix epoch ms; Long.MAX_VALUE when there is none. As {@link
   * #of}, but reads that one only.
   */
  public static long oldestReceivedMs(Path directory) {
    try (JournalReader reader = Offline.look(directory).reader(1, null)) {
      return reader.poll() ? reader.receivedMs() : Long.MAX_VALUE;
    }
  }

  /** All entries. */
  public long entries() {
    return entriesByKind.values().stream().mapToLong(Long::longValue).sum();
  }
}

package kz.relog.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
  @SuppressWarnings("DoNotCallSuggester")
  public static JournalStats of(Path directory) {
    throw new UnsupportedOperationException("not built yet: " + directory);
  }

  /** All entries. */
  public long entries() {
    return entriesByKind.values().stream().mapToLong(Long::longValue).sum();
  }
}

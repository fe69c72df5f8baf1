package kz.relog.journal;

import java.nio.file.Path;
import java.util.Map;
import kz.relog.journal.log.Digesting;

/**
 * Hashes over every byte that a journal keeps, apart for each subject, so that two states of a
 * journal can be compared: an erasure changes the sections of one subject and nothing else.
 *
 * @param lastSeq of the last entry hashed
 * @param headers SHA-256 over the headers and tables of all entries, hex
 * @param sections SHA-256 over the sections of each subject as they stand in the file, hex; what is
 *     in clear is under 0
 */
public record SubjectDigests(long lastSeq, String headers, Map<Long, String> sections) {
  /** Copies the map. */
  public SubjectDigests {
    sections = Map.copyOf(sections);
  }

  /**
   * Reads a journal that nobody writes, or a copy of one. Takes no lock, needs no key, changes
   * nothing.
   *
   * @param directory of the journal
   * @param toSeq last entry to hash; Long.MAX_VALUE for all
   * @throws JournalFailure if it cannot be read
   */
  public static SubjectDigests of(Path directory, long toSeq) {
    return Digesting.of(directory, toSeq);
  }
}

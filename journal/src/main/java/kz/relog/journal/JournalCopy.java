package kz.relog.journal;

import java.nio.file.Path;
import kz.relog.journal.log.Copying;

/**
 * Copies a journal up to its last whole entry, and so at least up to its durable position, also
 * while a server writes it. The copy opens as after a kill at that moment. Takes no lock and
 * changes nothing.
 */
public final class JournalCopy {

  private JournalCopy() {}

  /**
   * What was copied.
   *
   * @param firstSeq the first entry, 1 if there is none yet
   * @param lastSeq the last entry, 0 if there is none
   */
  public record Copied(long firstSeq, long lastSeq) {}

  /**
   * Copies.
   *
   * @param from the journal's directory
   * @param to where the copy is to be; made here
   * @return what the copy holds
   * @throws JournalFailure if there is no journal, it is damaged, the disk fails, or a file was let
   *     go meanwhile: then try again
   */
  public static Copied copy(Path from, Path to, JournalVerifier.Progress progress) {
    return Copying.copy(from, to, progress);
  }
}

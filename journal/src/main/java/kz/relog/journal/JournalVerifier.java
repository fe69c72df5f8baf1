package kz.relog.journal;

import java.nio.file.Path;
import kz.relog.journal.log.Verification;
import org.jspecify.annotations.Nullable;

/**
 * Checks every entry of a journal: framing, header and section CRCs, order without gaps, the end
 * against the durable position, and, given the vault, that every sealed section opens. Takes no
 * lock and changes nothing; may run beside the server, which then owns what lies above the durable
 * position.
 */
public final class JournalVerifier {

  private JournalVerifier() {}

  /** Told now and then how far the check is; called by the checking thread. */
  public interface Progress {
    /** Bytes read so far, and bytes in all. */
    void onProgress(long bytesDone, long bytesAll);
  }

  /**
   * Checks a journal; returns when all of it is read.
   *
   * @param directory the journal's directory
   * @param vault opens the sealed sections; null checks only what can be checked without keys
   * @throws JournalFailure if there is no journal or the disk fails
   */
  public static JournalReport verify(Path directory, @Nullable Vault vault, Progress progress) {
    return Verification.of(directory, vault, progress);
  }
}

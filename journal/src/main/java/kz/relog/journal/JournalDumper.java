package kz.relog.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints the headers of a journal's entries: never what is in a section. */
public final class JournalDumper {

  private JournalDumper() {}

  /** How an entry is printed. */
  public enum Format {
    /** A line for people. */
    TEXT,
    /** A JSON object on a line. */
    JSON
  }

  /** Asked for more text about a section that was opened; called by the dumping thread. */
  public interface Reveal {
    /**
     * Says what a section holds; the answer is printed after the header, in JSON as the value of
     * {@code "content"} (so it must be JSON then).
     *
     * @param kind kind of the entry
     * @param plain holds the plaintext from 0 to length; reused after the call
     */
    String describe(EntryKind kind, long seq, long subjectRef, byte[] plain, int length);
  }

  /**
   * Prints entries; takes no lock and changes nothing.
   *
   * @param fromSeq the first entry, {@code toSeq} the last one
   * @param vault opens the sections for reveal; null prints headers only
   * @param reveal describes opened sections; null prints headers only
   * @return the number of entries printed
   * @throws JournalFailure at the first damage: then verify is the tool
   */
  public static long dump(
      Path directory,
      long fromSeq,
      long toSeq,
      Format format,
      @Nullable Vault vault,
      @Nullable Reveal reveal,
      Appendable out)
      throws IOException {
    out.append("");
    throw new UnsupportedOperationException("not built yet: " + directory);
  }
}

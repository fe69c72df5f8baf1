package kz.relog.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import kz.relog.journal.log.Offline;
import org.jspecify.annotations.Nullable;

/** Prints the headers of a journal's entries: never what is in a section. */
public final class JournalDumper {

  private static final HexFormat HEX = HexFormat.of();

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
    byte[] plain = new byte[EntryHeaderDescriptor.ENTRY_BYTES_MAX];
    StringBuilder line = new StringBuilder();
    long printed = 0;
    try (JournalReader reader = Offline.look(directory).reader(fromSeq, vault)) {
      while (reader.poll() && reader.seq() <= toSeq) {
        line.setLength(0);
        if (format == Format.JSON) {
          appendJson(line, reader, plain, vault == null ? null : reveal);
        } else {
          appendText(line, reader, plain, vault == null ? null : reveal);
        }
        out.append(line).append('\n');
        printed++;
      }
    }
    return printed;
  }

  private static void appendText(
      StringBuilder line, JournalReader reader, byte[] plain, @Nullable Reveal reveal) {
    line.append(reader.seq()).append(' ').append(Instant.ofEpochMilli(reader.receivedMs()));
    line.append(' ')
        .append(reader.kind())
        .append(flagOf(reader, " "))
        .append(" from ")
        .append(reader.source());
    line.append(" boot=").append(reader.boot()).append(" durable=").append(reader.durableSeqThen());
    if (reader.deviceRef() != 0) {
      line.append(" device=").append(HEX.toHexDigits(reader.deviceRef()));
    }
    if (reader.kind() == EntryKind.ERASE) {
      ErasedRange erased = reader.erasedRange();
      line.append(" erases=").append(HEX.toHexDigits(erased.subjectRef()));
      line.append(" months=").append(erased.fromMonth()).append('-').append(erased.toMonth());
      line.append(" categories=").append(Integer.toBinaryString(erased.categories()));
    } else if (reader.keyId() != 0) {
      line.append(" key=").append(HEX.toHexDigits(reader.keyId(), 10));
      line.append(" counter=").append(Long.toUnsignedString(reader.packetCounter()));
    }
    if (reader.batchSeq() != 0 && reader.kind() != EntryKind.ERASE) {
      line.append(" batch=")
          .append(Long.toUnsignedString(reader.batchSeq()))
          .append(" held=")
          .append(reader.held());
    }
    if (reader.refused() != 0) {
      line.append(" refused=").append(reader.refused());
    }
    for (int i = 0; i < reader.sectionCount(); i++) {
      line.append(" [subject=").append(HEX.toHexDigits(reader.sectionSubjectRef(i)));
      line.append(" month=").append(reader.sectionKeyMonth(i));
      line.append(" purposes=").append(Integer.toBinaryString(reader.sectionPurposeMask(i)));
      line.append(" bytes=").append(reader.sectionPlainLength(i));
      if (reveal != null) {
        line.append(' ').append(describe(reader, i, plain, reveal, "key destroyed"));
      }
      line.append(']');
    }
  }

  private static void appendJson(
      StringBuilder line, JournalReader reader, byte[] plain, @Nullable Reveal reveal) {
    line.append("{\"seq\":")
        .append(reader.seq())
        .append(",\"received_ms\":")
        .append(reader.receivedMs());
    line.append(",\"kind\":\"")
        .append(reader.kind())
        .append("\",\"source\":\"")
        .append(reader.source());
    line.append("\",\"checkpoint\":\"")
        .append(flagOf(reader, ""))
        .append("\",\"boot\":")
        .append(reader.boot());
    line.append(",\"durable_seq\":").append(reader.durableSeqThen());
    line.append(",\"device\":\"").append(HEX.toHexDigits(reader.deviceRef()));
    line.append("\",\"key\":\"").append(HEX.toHexDigits(reader.keyId(), 10));
    // As text: these are unsigned 64-bit numbers, more than a JSON reader may keep.
    line.append("\",\"counter\":\"").append(Long.toUnsignedString(reader.packetCounter()));
    line.append("\",\"batch_seq\":\"").append(Long.toUnsignedString(reader.batchSeq()));
    line.append("\",\"held\":").append(reader.held());
    line.append(",\"refused\":").append(reader.refused()).append(",\"sections\":[");
    for (int i = 0; i < reader.sectionCount(); i++) {
      line.append(i == 0 ? "" : ",")
          .append("{\"subject\":\"")
          .append(HEX.toHexDigits(reader.sectionSubjectRef(i)));
      line.append("\",\"month\":").append(reader.sectionKeyMonth(i));
      line.append(",\"purposes\":").append(reader.sectionPurposeMask(i));
      line.append(",\"bytes\":").append(reader.sectionPlainLength(i));
      if (reveal != null) {
        line.append(",\"content\":").append(describe(reader, i, plain, reveal, "null"));
      }
      line.append('}');
    }
    line.append("]}");
  }

  private static String describe(
      JournalReader reader, int index, byte[] plain, Reveal reveal, String gone) {
    int length = reader.openSection(index, plain, 0);
    return length == JournalReader.KEY_GONE
        ? gone
        : reveal.describe(
            reader.kind(), reader.seq(), reader.sectionSubjectRef(index), plain, length);
  }

  private static String flagOf(JournalReader reader, String before) {
    if (reader.isCheckpointBegin()) {
      return before + "begin";
    }
    if (reader.isCheckpointEnd()) {
      return before + "end";
    }
    return reader.isCheckpointState() ? before + "state" : "";
  }
}

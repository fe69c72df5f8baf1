package kz.relog.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.JournalFailure;

/**
 * What all ERASE entries cover, also those whose files went long ago: the file {@code erased}
 * beside the runs. A row is forced before its entry is published, so that a key is never destroyed
 * without a row that allows it.
 *
 * <p>Any thread asks; the opening thread, then the writer's, adds.
 *
 * <pre>
 *   0       8             16           24        32      40           44       48
 *   +-------+-------------+------------+---------+-------+------------+--------+
 *   |  seq  | subject ref | device ref | from ms | to ms | categories | CRC32C |   of the 44 bytes before
 *   +-------+-------------+------------+---------+-------+------------+--------+
 * </pre>
 */
final class ErasedList {

  static final int ROW_BYTES = 48;

  private final Map<Long, List<ErasedRange>> bySubject = new ConcurrentHashMap<>();
  private final List<Row> unwritten = new ArrayList<>();
  private int rows;

  /** One row: an ERASE entry and what it covers. */
  record Row(long seq, ErasedRange range) {}

  /**
   * Reads the file; empty if there is none.
   *
   * @throws JournalFailure if a row other than one cut short at the end is damaged
   */
  static ErasedList read(Path file) throws IOException {
    ErasedList list = new ErasedList();
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at + ROW_BYTES <= bytes.length; at += ROW_BYTES) {
        ByteBuffer row = ByteBuffer.wrap(bytes, at, ROW_BYTES).slice();
        row.order(ByteOrder.LITTLE_ENDIAN);
        if (row.getInt(ROW_BYTES - 4) != crc(row)) {
          if (at + 2 * ROW_BYTES > bytes.length) {
            break; // cut short by a crash: its entry was never promised
          }
          throw new JournalFailure(
              JournalFailure.Kind.DAMAGED,
              "%s is damaged at %d. Run: relog journal verify; remove the file to have it made anew from the entries that are there"
                  .formatted(file, at),
              null);
        }
        list.remember(
            row.getLong(0),
            new ErasedRange(
                row.getLong(8), row.getLong(16), row.getLong(24), row.getLong(32), row.getInt(40)));
      }
      list.rows = list.unwritten.size();
      list.unwritten.clear();
    }
    return list;
  }

  private static int crc(ByteBuffer row) {
    CRC32C crc = new CRC32C();
    crc.update(row.duplicate().clear().limit(ROW_BYTES - 4));
    return (int) crc.getValue();
  }

  /** Whether a section of this subject and month may be gone. */
  boolean covers(long subjectRef, int keyMonth) {
    for (ErasedRange range : bySubject.getOrDefault(subjectRef, List.of())) {
      if (range.covers(keyMonth)) {
        return true;
      }
    }
    return false;
  }

  /** What all of them cover. */
  List<ErasedRange> all() {
    return bySubject.values().stream().flatMap(List::stream).toList();
  }

  /** Whether all of a subject may be gone. */
  boolean coversWhole(long subjectRef) {
    return bySubject.getOrDefault(subjectRef, List.of()).stream().anyMatch(ErasedRange::isWhole);
  }

  /** Takes the header of an entry if it is an ERASE that says something new. */
  void onEntry(byte[] array, int entry) {
    if (EntryHeaderDescriptor.isErase(array, entry)) {
      ErasedRange range = EntryHeaderDescriptor.erasedRange(array, entry);
      if (!bySubject.getOrDefault(range.subjectRef(), List.of()).contains(range)) {
        remember(EntryHeaderDescriptor.seq(array, entry), range);
      }
    }
  }

  private void remember(long seq, ErasedRange range) {
    bySubject.merge(
        range.subjectRef(),
        List.of(range),
        (before, now) -> {
          List<ErasedRange> all = new ArrayList<>(before);
          all.addAll(now);
          return List.copyOf(all);
        });
    unwritten.add(new Row(seq, range));
  }

  /** Makes what was taken since durable; cheap when there is nothing. */
  void write(Path file, Path directory, JournalDisk disk) throws IOException {
    if (unwritten.isEmpty() && Files.exists(file)) {
      return;
    }
    ByteBuffer out =
        ByteBuffer.allocate(ROW_BYTES * unwritten.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Row row : unwritten) {
      ByteBuffer one = ByteBuffer.allocate(ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      one.putLong(row.seq).putLong(row.range.subjectRef()).putLong(row.range.deviceRef());
      one.putLong(row.range.fromMs()).putLong(row.range.toMs()).putInt(row.range.categories());
      one.putInt(crc(one)).flip();
      out.put(one);
    }
    out.flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long at = (long) ROW_BYTES * rows;
      channel.truncate(at);
      while (out.hasRemaining()) {
        at += channel.write(out, at);
      }
      disk.force(channel);
    }
    disk.forceDirectory(directory);
    rows += unwritten.size();
    unwritten.clear();
  }

  /** Whether rows wait to be written. */
  boolean hasUnwritten() {
    return !unwritten.isEmpty();
  }
}

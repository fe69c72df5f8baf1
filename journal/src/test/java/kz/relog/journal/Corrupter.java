package kz.relog.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.journal.chronicle.EntryFileWalk;

/** Does to a file what disks, people and cosmic rays do. */
final class Corrupter {

  static final int PAGE_BYTES = 4096;

  private final Path file;

  Corrupter(Path file) {
    this.file = file;
  }

  /** Where an entry's document starts, and its bytes with the document's header. */
  record Place(long seq, long offset, int bytes) {}

  List<Place> entries() {
    List<Place> places = new ArrayList<>();
    try (EntryFileWalk walk = new EntryFileWalk(file)) {
      while (walk.next() == EntryFileWalk.Step.DOCUMENT) {
        places.add(
            new Place(
                EntryHeaderDescriptor.seq(walk.array(), walk.entry()),
                walk.documentOffset(),
                4 + walk.documentLength()));
      }
      return places;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  byte[] read(long offset, int bytes) {
    return with(
        open -> {
          byte[] read = new byte[(int) Math.min(bytes, open.length() - offset)];
          open.seek(offset);
          open.readFully(read);
          return read;
        });
  }

  void write(long offset, byte[] bytes) {
    with(
        open -> {
          open.seek(offset);
          open.write(bytes);
          return bytes;
        });
  }

  void flip(long offset, int bit) {
    byte[] one = read(offset, 1);
    one[0] ^= (byte) (1 << bit);
    write(offset, one);
  }

  /** Zeroes a page and returns what stood there. */
  byte[] zeroPage(long page) {
    byte[] before = read(page * PAGE_BYTES, PAGE_BYTES);
    write(page * PAGE_BYTES, new byte[before.length]);
    return before;
  }

  void truncate(long bytes) {
    with(
        open -> {
          open.setLength(bytes);
          return new byte[0];
        });
  }

  long length() {
    return file.toFile().length();
  }

  private interface Use {
    byte[] of(RandomAccessFile open) throws IOException;
  }

  private byte[] with(Use use) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      return use.of(open);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

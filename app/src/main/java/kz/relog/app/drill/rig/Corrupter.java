package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import kz.relog.journal.EntryHeaderDescriptor;

/** Does to a journal's files what disks, people and cosmic rays do. One thread. */
public final class Corrupter {
  /** What it does, in the order in which rounds take turns. */
  public static final List<String> KINDS =
      List.of("bit", "zeroed page", "first page", "truncation", "swapped entries");

  private static final int PAGE_BYTES = 4_096;

  /** The queue's own header of a document, before the entry. */
  private static final int DOCUMENT_HEADER_BYTES = 4;

  private final List<Source> sources = new ArrayList<>();

  /** A file with entries, as it was. */
  private static final class Source {
    private final Path file;
    private final byte[] used;
    private final long length;
    private final List<Place> places;

    Source(Path file, byte[] used, long length, List<Place> places) {
      this.file = file;
      this.used = used;
      this.length = length;
      this.places = places;
    }

    void restore() throws IOException {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(length);
        open.write(used);
      }
    }
  }

  /**
   * Where an entry stands in its file, with the queue's header before it.
   *
   * @param offset first byte
   * @param bytes how many
   */
  public record Place(int offset, int bytes) {
    int end() {
      return offset + bytes;
    }

    /** Whether a byte of the file is one of its own. */
    public boolean holds(long at) {
      return at >= offset && at < end();
    }
  }

  /** Reads a journal that nobody uses. */
  public Corrupter(Path journal) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cq4")).sorted().toList()) {
        byte[] all = Files.readAllBytes(file);
        List<Place> places = places(all);
        if (!places.isEmpty()) {
          int end = places.get(places.size() - 1).end();
          sources.add(new Source(file, Arrays.copyOf(all, end), all.length, places));
        }
      }
    }
  }

  /** Entries found by their own headers. */
  public long entries() {
    return sources.stream().mapToLong(source -> source.places.size()).sum();
  }

  /**
   * A damage that was done.
   *
   * @param kind one of {@link #KINDS}
   * @param offset first byte changed
   * @param touched places of the entries that it touches
   * @param undoing puts the file back as it was
   */
  public record Damage(String kind, Path file, long offset, List<Place> touched, Undoing undoing) {
    /** Undoes it. */
    public void undo() throws IOException {
      undoing.undo();
    }
  }

  /** Puts a file back as it was. */
  public interface Undoing {
    /** Does it. */
    void undo() throws IOException;
  }

  /** Does one; the kinds take turns. */
  public Damage damage(SplittableRandom random, int round) throws IOException {
    Source source = sources.get(random.nextInt(sources.size()));
    byte[] bytes = source.used.clone();
    List<Place> places = source.places;
    Place place = places.get(random.nextInt(places.size()));
    String kind = KINDS.get(round % KINDS.size());
    long length = source.length;
    int offset;
    switch (kind) {
      case "bit" -> {
        offset = place.offset() + random.nextInt(place.bytes());
        bytes[offset] ^= (byte) (1 << random.nextInt(8));
      }
      case "zeroed page" -> {
        offset = place.offset() / PAGE_BYTES * PAGE_BYTES;
        Arrays.fill(bytes, offset, Math.min(bytes.length, offset + PAGE_BYTES), (byte) 0);
      }
      case "first page" -> {
        offset = 0;
        Arrays.fill(bytes, 0, PAGE_BYTES, (byte) 0);
      }
      case "truncation" -> {
        offset = place.offset() + random.nextInt(place.bytes());
        length = offset;
        bytes = Arrays.copyOf(bytes, offset);
      }
      default -> {
        Place other = equalLength(random, places, place);
        System.arraycopy(source.used, place.offset(), bytes, other.offset(), place.bytes());
        System.arraycopy(source.used, other.offset(), bytes, place.offset(), place.bytes());
        offset = Math.min(place.offset(), other.offset());
      }
    }
    try (RandomAccessFile open = new RandomAccessFile(source.file.toFile(), "rw")) {
      open.write(bytes);
      open.setLength(length);
    }
    return new Damage(kind, source.file, offset, touched(source, bytes), source::restore);
  }

  private static Place equalLength(SplittableRandom random, List<Place> places, Place place) {
    List<Place> equal =
        places.stream().filter(p -> p.bytes() == place.bytes() && !p.equals(place)).toList();
    return equal.get(random.nextInt(equal.size()));
  }

  private static List<Place> touched(Source source, byte[] bytes) {
    return source.places.stream()
        .filter(
            p ->
                p.end() > bytes.length
                    || !Arrays.equals(source.used, p.offset(), p.end(), bytes, p.offset(), p.end()))
        .toList();
  }

  private static List<Place> places(byte[] all) {
    List<Place> places = new ArrayList<>();
    CRC32C crc = new CRC32C();
    for (int at = DOCUMENT_HEADER_BYTES;
        at + EntryHeaderDescriptor.HEADER_BYTES <= all.length;
        at += DOCUMENT_HEADER_BYTES) {
      if (EntryHeaderDescriptor.getInt(all, at) == EntryHeaderDescriptor.MAGIC
          && EntryHeaderDescriptor.computeHeaderCrc(crc, all, at)
              == EntryHeaderDescriptor.headerCrc(all, at)) {
        int bytes = EntryHeaderDescriptor.entryBytes(all, at);
        places.add(new Place(at - DOCUMENT_HEADER_BYTES, DOCUMENT_HEADER_BYTES + bytes));
      }
    }
    return places;
  }
}

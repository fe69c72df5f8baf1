package kz.relog.device.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kz.relog.device.disk.OwnerFiles;
import org.jspecify.annotations.Nullable;

/**
 * Segments in the order written. Only the oldest is ever deleted, and only when nothing in it is
 * needed: a record that ends another is always younger, so it never goes first. One thread.
 */
final class SpoolLog {
  private static final String SUFFIX = ".seg";
  private static final int GENERATION_DIGITS = 8;

  private final Path folder;
  private final int generation;
  private final byte[] key;
  private final SpoolCrypto crypto;
  private final long segmentBytesMax;
  private final boolean force;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private final byte[] scratch = new byte[Segment.RECORD_BYTES_MAX + Segment.RECORD_OVERHEAD_BYTES];
  private @Nullable Segment current;
  private long nextNumber = 1;
  private long bytes;
  private boolean unforced;

  SpoolLog(
      Path folder,
      int generation,
      byte[] key,
      SpoolCrypto crypto,
      long segmentBytesMax,
      boolean force) {
    this.folder = folder;
    this.generation = generation;
    this.key = key.clone();
    this.crypto = crypto;
    this.segmentBytesMax = segmentBytesMax;
    this.force = force;
  }

  /** Reads what earlier runs wrote; deletes files of other generations, which nobody can read. */
  void recover(Segment.Reader reader) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    }
    Collections.sort(names);
    for (String name : names) {
      Path file = folder.resolve(name);
      long number = numberOf(name);
      if (number < 0) {
        Files.delete(file);
        continue;
      }
      Segment segment = Segment.read(file, generation, number, key, crypto, reader);
      segments.add(segment);
      bytes += segment.bytes();
      nextNumber = number + 1;
    }
  }

  /** Bytes of all files. */
  long bytes() {
    return bytes;
  }

  /** Bytes by which an append of so many content bytes grows the files, at most. */
  static long growthBytes(int contentBytes) {
    return (long) Segment.HEADER_BYTES + Segment.RECORD_OVERHEAD_BYTES + contentBytes;
  }

  Segment.Place append(byte[] plain, int length) throws IOException {
    Segment segment = current;
    if (segment == null
        || !segment.isWritable()
        || segment.bytes() + length + Segment.RECORD_OVERHEAD_BYTES > segmentBytesMax) {
      segment = roll();
    }
    Segment.Place place = segment.append(plain, length, scratch);
    bytes += place.bytes();
    unforced = true;
    return place;
  }

  /** Makes durable what was appended, if the policy asks for it. */
  void force() throws IOException {
    if (force) {
      forceAlways();
    }
  }

  /** Makes durable what was appended. */
  void forceAlways() throws IOException {
    if (unforced && current != null) {
      try {
        current.force();
      } catch (IOException e) {
        current.close(); // after a failed force nobody knows what a later one would cover
        throw e;
      }
      unforced = false;
    }
  }

  int read(Segment.Place place, byte[] plain) throws IOException {
    return place.segment.read(place, plain);
  }

  /** The oldest segment unless it is the one being written. */
  @Nullable Segment oldest() {
    Segment first = segments.peekFirst();
    return first == current ? null : first;
  }

  /** Deletes the oldest segments in which nothing is needed; true if any went. */
  boolean deleteDead() throws IOException {
    boolean any = false;
    for (Segment first = oldest(); first != null && first.liveBytes == 0; first = oldest()) {
      segments.removeFirst();
      bytes -= first.bytes();
      first.delete();
      any = true;
    }
    return any;
  }

  void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }

  void deleteAll() throws IOException {
    for (Segment segment : segments) {
      segment.delete();
    }
    segments.clear();
    current = null;
    bytes = 0;
  }

  private Segment roll() throws IOException {
    if (current != null) {
      force();
      current.close();
    }
    Segment segment = Segment.create(folder, generation, nextNumber, key, crypto);
    nextNumber++;
    segments.add(segment);
    bytes += segment.bytes();
    current = segment;
    if (force) {
      OwnerFiles.forceFolderOf(folder.resolve("x"));
    }
    return segment;
  }

  /** The number in a segment's name, or -1 for a file of another generation. */
  private long numberOf(String name) {
    String prefix = Segment.name(generation, 0).substring(0, GENERATION_DIGITS + 1);
    if (!name.startsWith(prefix)) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(prefix.length(), name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

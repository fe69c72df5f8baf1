package kz.relog.app.prove;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Searches files for many byte patterns at once. For one thread. */
final class CanarySearch {
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int HEAD_BITS = 24;

  /** Places that are remembered; the rest is counted. */
  private static final int PLACES_MAX = 64;

  /** What to find, and of which canary. */
  private static final class Pattern {
    final String canary;
    final byte[] bytes;

    Pattern(String canary, byte[] bytes) {
      this.canary = canary;
      this.bytes = bytes;
    }
  }

  private final BitSet heads = new BitSet(1 << HEAD_BITS);
  private final Map<Integer, List<Pattern>> byHead = new HashMap<>();
  private int longest;

  CanarySearch(List<Canary> canaries) {
    for (Canary canary : canaries) {
      for (byte[] bytes : canary.patterns()) {
        int head = head(bytes, 0);
        heads.set(head);
        byHead
            .computeIfAbsent(head, none -> new ArrayList<>())
            .add(new Pattern(canary.name(), bytes));
        longest = Math.max(longest, bytes.length);
      }
    }
  }

  private static int head(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
  }

  /**
   * What was found.
   *
   * @param bytes searched
   * @param hits of each canary that was found
   * @param places the first of them
   */
  record Found(long bytes, Map<String, Long> hits, List<Place> places) {
    long hitCount() {
      return hits.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was found how often, and where first. */
    String note() {
      return places.isEmpty() ? "" : hits + ", first: " + places.get(0);
    }
  }

  /**
   * A hit.
   *
   * @param canary what was found
   * @param file in which
   * @param offset where in it
   */
  record Place(String canary, Path file, long offset) {
    @Override
    public String toString() {
      return canary + " in " + file.getFileName() + " at " + offset;
    }
  }

  /** Searches all files below a folder, or one file. */
  Found search(Path place) throws IOException {
    Map<String, Long> hits = new TreeMap<>();
    List<Place> places = new ArrayList<>();
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> walked = Files.walk(place)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        bytes += search(in, file, hits, places);
      } catch (NoSuchFileException gone) {
        // Deleted since it was listed.
      }
    }
    return new Found(bytes, hits, List.copyOf(places));
  }

  private long search(InputStream in, Path file, Map<String, Long> hits, List<Place> places)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES + longest];
    int kept = 0;
    long before = 0;
    while (true) {
      int read = in.readNBytes(block, kept, BLOCK_BYTES);
      int length = kept + read;
      boolean last = read < BLOCK_BYTES;
      int end = last ? length - 2 : length - longest;
      for (int at = 0; at < end; at++) {
        int head = head(block, at);
        if (heads.get(head)) {
          match(block, at, length, before + at, head, file, hits, places);
        }
      }
      if (last) {
        return before + length;
      }
      kept = longest;
      before += length - kept;
      System.arraycopy(block, length - kept, block, 0, kept);
    }
  }

  private void match(
      byte[] block,
      int at,
      int length,
      long offset,
      int head,
      Path file,
      Map<String, Long> hits,
      List<Place> places) {
    for (Pattern pattern : byHead.getOrDefault(head, List.of())) {
      int end = at + pattern.bytes.length;
      if (end <= length
          && java.util.Arrays.equals(block, at, end, pattern.bytes, 0, pattern.bytes.length)) {
        hits.merge(pattern.canary, 1L, Long::sum);
        if (places.size() < PLACES_MAX) {
          places.add(new Place(pattern.canary, file, offset));
        }
      }
    }
  }
}

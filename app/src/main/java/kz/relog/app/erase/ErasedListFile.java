package kz.relog.app.erase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.Vault;

/**
 * The list of what was erased, which a restore applies: one line per erasure, each chained to the
 * one before by SHA-256. It names a subject by a keyed hash only: who has the list alone learns how
 * often and when something was erased, not of whom.
 *
 * <pre>
 *   relog-erased 1 VAULT-ID
 *   N SUBJECT-HASH DEVICE-HASH FROM-MS TO-MS CATEGORIES ERASED-AT-MS CHAIN
 * </pre>
 */
public final class ErasedListFile {
  private static final String HEAD = "relog-erased 1 ";
  private static final int FIELDS = 8;
  private static final String SUBJECT = "erased-subject";
  private static final String DEVICE = "erased-device";

  private final Path file;
  private final String vaultId;
  private final List<Line> lines;

  private ErasedListFile(Path file, String vaultId, List<Line> lines) {
    this.file = file;
    this.vaultId = vaultId;
    this.lines = lines;
  }

  /**
   * One erasure.
   *
   * @param number from 1, without a gap
   * @param subjectHash keyed hash of the subject's reference, hex
   * @param deviceHash keyed hash of the device's reference, hex; - for every device
   * @param fromMs of the facts concerned
   * @param toMs exclusive
   * @param categories as the journal has them
   * @param erasedAtMs when it was ordered, Unix epoch ms UTC
   * @param chain SHA-256 of the chain before and of this line's other fields, hex
   */
  public record Line(
      long number,
      String subjectHash,
      String deviceHash,
      long fromMs,
      long toMs,
      int categories,
      long erasedAtMs,
      String chain) {

    /** What is erased, whenever that was ordered. */
    private String what() {
      return "%s %s %d %d %d".formatted(subjectHash, deviceHash, fromMs, toMs, categories);
    }

    private String text() {
      return "%d %s %s %d %d %d %d"
          .formatted(number, subjectHash, deviceHash, fromMs, toMs, categories, erasedAtMs);
    }
  }

  /**
   * Reads a list; one that does not exist is empty.
   *
   * @param vaultId whose list it must be
   * @throws BadErasedList if it is another vault's, or a line does not fit the one before; a last
   *     line that was cut short is left out
   */
  public static ErasedListFile read(Path file, String vaultId) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return new ErasedListFile(file, vaultId, new ArrayList<>());
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      List<String> all = text.lines().toList();
      int whole = text.endsWith("\n") ? all.size() : all.size() - 1;
      if (whole > 0 && !all.get(0).equals(HEAD + vaultId)) {
        throw new BadErasedList(
            "the erased list " + file + " belongs to another installation than this vault");
      }
      List<Line> lines = new ArrayList<>();
      for (String line : all.subList(Math.min(1, whole), whole)) {
        lines.add(parse(file, line, lines.size() + 1, chainOf(lines, vaultId)));
      }
      return new ErasedListFile(file, vaultId, lines);
    } catch (IOException failed) {
      throw new BadErasedList("the erased list " + file + " cannot be read: " + failed);
    }
  }

  private static Line parse(Path file, String text, long number, String before) {
    String[] fields = text.split(" ", -1);
    if (fields.length == FIELDS && fields[0].equals(Long.toString(number))) {
      try {
        Line line =
            new Line(
                number,
                fields[1],
                fields[2],
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Integer.parseInt(fields[5]),
                Long.parseLong(fields[6]),
                fields[7]);
        if (line.chain.equals(sha256(before + " " + line.text()))) {
          return line;
        }
      } catch (NumberFormatException notOurs) {
        // Told below.
      }
    }
    throw new BadErasedList("line " + (number + 1) + " of the erased list " + file + " is altered");
  }

  private static String chainOf(List<Line> lines, String vaultId) {
    return lines.isEmpty() ? sha256(HEAD + vaultId) : lines.get(lines.size() - 1).chain;
  }

  /** All lines, in order. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Hash over everything up to the last line. */
  public String chain() {
    return chainOf(lines, vaultId);
  }

  /** Hash over everything up to a line; that of an empty list for 0. */
  public String chainAt(int count) {
    return chainOf(lines.subList(0, count), vaultId);
  }

  /** Whether an erasure is in it. */
  public boolean holds(Vault vault, ErasedRange range) {
    String asked = lineOf(vault, range, 0).what();
    return lines.stream().anyMatch(line -> line.what().equals(asked));
  }

  private Line lineOf(Vault vault, ErasedRange range, long nowMs) {
    Line bare =
        new Line(
            lines.size() + 1L,
            hash(vault, SUBJECT, range.subjectRef()),
            range.deviceRef() == 0 ? "-" : hash(vault, DEVICE, range.deviceRef()),
            range.fromMs(),
            range.toMs(),
            range.categories(),
            nowMs,
            "");
    return new Line(
        bare.number,
        bare.subjectHash,
        bare.deviceHash,
        bare.fromMs,
        bare.toMs,
        bare.categories,
        bare.erasedAtMs,
        sha256(chain() + " " + bare.text()));
  }

  private static String hash(Vault vault, String kind, long ref) {
    return HexFormat.of().formatHex(vault.lookupHash(kind, Long.toString(ref)));
  }

  /** What the lines say of subjects and devices that somebody knows. */
  public List<ErasedRange> rangesOf(
      Vault vault, Iterable<Long> subjectRefs, Iterable<Long> deviceRefs) {
    Map<String, List<Line>> bySubject =
        lines.stream().collect(Collectors.groupingBy(Line::subjectHash));
    List<ErasedRange> ranges = new ArrayList<>();
    for (long subjectRef : subjectRefs) {
      for (Line line : bySubject.getOrDefault(hash(vault, SUBJECT, subjectRef), List.of())) {
        long deviceRef = deviceOf(vault, line, deviceRefs);
        ranges.add(new ErasedRange(subjectRef, deviceRef, line.fromMs, line.toMs, line.categories));
      }
    }
    return ranges;
  }

  /** A device that is not known any more: then all devices, rather too much than too little. */
  private static long deviceOf(Vault vault, Line line, Iterable<Long> deviceRefs) {
    if (!line.deviceHash.equals("-")) {
      for (long deviceRef : deviceRefs) {
        if (line.deviceHash.equals(hash(vault, DEVICE, deviceRef))) {
          return deviceRef;
        }
      }
    }
    return 0;
  }

  /** Adds erasures, those left out that are there, and forces the file. */
  public void append(Vault vault, List<ErasedRange> ranges, long nowMs) throws IOException {
    Set<String> known = new HashSet<>();
    lines.forEach(line -> known.add(line.what()));
    for (ErasedRange range : ranges) {
      Line line = lineOf(vault, range, nowMs);
      if (known.add(line.what())) {
        lines.add(line);
      }
    }
    write();
  }

  /** Takes over all lines of a longer list that continues this one; false if it is another one. */
  public boolean catchUp(ErasedListFile longer) throws IOException {
    if (longer.lines.size() < lines.size() || !longer.chainAt(lines.size()).equals(chain())) {
      return false;
    }
    lines.addAll(longer.lines.subList(lines.size(), longer.lines.size()));
    write();
    return true;
  }

  /** Writes the whole list: it is short, and a copy on another disk may have been lost. */
  private void write() throws IOException {
    StringBuilder text = new StringBuilder(HEAD + vaultId + "\n");
    lines.forEach(line -> text.append(line.text()).append(' ').append(line.chain).append('\n'));
    Path folder = file.toAbsolutePath().getParent();
    Path written = file.resolveSibling(file.getFileName() + ".new");
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        written,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}

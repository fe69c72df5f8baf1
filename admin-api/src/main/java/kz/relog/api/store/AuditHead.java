package kz.relog.api.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the audit's chain, kept beside the table so that a table that was cut off is found.
 *
 * @param number of the last row; 0 before the first
 * @param hash its hash, lower-case hex
 */
public record AuditHead(long number, String hash) {
  /** The file's name, beside the records. */
  public static final String FILE_NAME = "audit.head";

  private static final Pattern FORM = Pattern.compile("(\\d{1,19})[ :]([0-9a-f]{64})\\s*");

  /** Reads what {@link #text()} or the file holds; empty when it is something else. */
  public static Optional<AuditHead> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** As an operator keeps it: {@code number:hash}. */
  public String text() {
    return number + ":" + hash;
  }

  static AuditHead of(long number, byte[] hash) {
    return new AuditHead(number, HexFormat.of().formatHex(hash));
  }

  /** Replaces the line and forces it. */
  void write(Path file) {
    // Always as long, and well below a sector: the line is replaced as a whole.
    byte[] line = String.format("%019d %s%n", number, hash).getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(line), 0);
      channel.force(false);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write " + file, unwritable);
    }
  }

  /** What the file says; empty when there is none or it is damaged. */
  static Optional<AuditHead> read(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }
}

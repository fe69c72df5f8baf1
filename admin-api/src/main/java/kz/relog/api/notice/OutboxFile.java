package kz.relog.api.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Mails in a file, for an installation without a mail server: mboxrd, the owner's alone, UTF-8 as
 * it is so that it can be read as text. One thread writes; others may read meanwhile.
 */
public final class OutboxFile implements Delivery {
  /** The file's name in the data directory. */
  public static final String FILE_NAME = "outbox.mbox";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final DateTimeFormatter FROM_TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final String from;
  private final Session session = Session.getInstance(new Properties());

  OutboxFile(Path dataDir, String from) {
    this.file = dataDir.resolve(FILE_NAME);
    this.from = from;
  }

  /**
   * A mail of the file.
   *
   * @param id its Message-ID without brackets
   * @param at when it was queued
   * @param to the address
   * @param subject the subject
   * @param body the text
   */
  public record Kept(String id, Instant at, String to, String subject, String body) {
    @Override
    public String toString() {
      return "Kept[" + id + "]";
    }
  }

  /**
   * The mails of a file, oldest first.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static List<Kept> read(Path dataDir) {
    Path file = dataDir.resolve(FILE_NAME);
    try {
      List<Kept> mails = new ArrayList<>();
      for (String one : split(file)) {
        mails.add(parse(one));
      }
      return mails;
    } catch (IOException | MessagingException unreadable) {
      throw new UncheckedIOException(
          "cannot read " + file, new IOException(unreadable.getMessage(), unreadable));
    }
  }

  @Override
  public Outcome deliver(Mail mail) {
    try {
      MimeMessage message = MailMessages.of(mail, from, session);
      // Not base64: people read this file.
      message.setHeader("Content-Transfer-Encoding", "8bit");
      message.saveChanges();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.writeTo(bytes);
      append(mbox(bytes.toString(StandardCharsets.UTF_8), mail.atMs()));
      return new Outcome.Taken("written to " + FILE_NAME);
    } catch (AddressException notAddress) {
      return new Outcome.Refused("not an address");
    } catch (MessagingException impossible) {
      return new Outcome.Refused("cannot be written as a message");
    } catch (IOException unwritable) {
      return new Outcome.Unreachable("the file cannot be written");
    }
  }

  @Override
  public void forget(Set<String> mailIds) {
    keep(mail -> !mailIds.contains(mail.id()));
  }

  @Override
  public void forgetBefore(long atMs) {
    keep(mail -> mail.at().toEpochMilli() >= atMs);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private void keep(Predicate<Kept> wanted) {
    try {
      List<String> all = split(file);
      StringBuilder kept = new StringBuilder();
      int left = 0;
      for (String one : all) {
        Kept mail = parse(one);
        if (wanted.test(mail)) {
          kept.append(mbox(one, mail.at().toEpochMilli()));
          left++;
        }
      }
      if (left < all.size()) {
        replace(kept.toString());
      }
    } catch (IOException | MessagingException failed) {
      throw new UncheckedIOException(
          "cannot rewrite " + file, new IOException(failed.getMessage(), failed));
    }
  }

  private void replace(String text) throws IOException {
    Path fresh = file.resolveSibling(FILE_NAME + ".new");
    Files.deleteIfExists(fresh);
    write(fresh, text);
    overwrite(file);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What is forgotten must not stay in the blocks of a deleted file. */
  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeroes = ByteBuffer.allocate(8_192);
      for (long at = 0; at < channel.size(); at += zeroes.capacity()) {
        zeroes.clear().limit((int) Math.min(zeroes.capacity(), channel.size() - at));
        channel.write(zeroes, at);
      }
      channel.force(false);
    }
  }

  private void append(String text) throws IOException {
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    write(file, text);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** A line that looks like the start of a mail is quoted. */
  private static String mbox(String message, long atMs) {
    String lines = message.replace("\r\n", "\n").replaceAll("(?m)^(>*From )", ">$1");
    String end = lines.endsWith("\n") ? "\n" : "\n\n";
    return "From relog " + FROM_TIME.format(Instant.ofEpochMilli(atMs)) + "\n" + lines + end;
  }

  private static List<String> split(Path file) throws IOException {
    List<String> messages = new ArrayList<>();
    if (Files.exists(file)) {
      for (String one : Files.readString(file).split("(?m)^From relog .*\n", -1)) {
        if (!one.isEmpty()) {
          messages.add(one.replaceAll("(?m)^>(>*From )", "$1"));
        }
      }
    }
    return messages;
  }

  private static Kept parse(String text) throws MessagingException, IOException {
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    Date sent = message.getSentDate();
    String id = message.getMessageID();
    return new Kept(
        id == null ? "" : id.replaceAll("[<>]", ""),
        sent == null ? Instant.EPOCH : sent.toInstant(),
        String.valueOf(message.getHeader("To", ", ")),
        String.valueOf(message.getSubject()),
        String.valueOf(message.getContent()).strip());
  }
}

package kz.relog.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tests work with: a data directory, a clock that stands still, entries that say their own
 * name.
 */
final class Bench {

  static final String MASTER_KEY = "0f".repeat(32);
  static final long RESERVE_BYTES = 4 << 20;
  static final int MONTH = 680;

  private Bench() {}

  /** A clock that moves only when told. */
  static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:30Z");

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static VaultConfig vaultConfig(Path data) {
    return new VaultConfig(
        data.resolve("vault.db"),
        data.resolve("master.key"),
        MASTER_KEY,
        data.resolve("journal"),
        null);
  }

  static Vault vault(Path data) {
    return Vaults.open(vaultConfig(data));
  }

  static JournalConfig.Builder config(Path data) {
    return JournalConfig.in(data.resolve("journal"))
        .reserveBytes(RESERVE_BYTES)
        .clock(new TestClock());
  }

  static Journal journal(Path data, Vault vault) {
    return Journals.open(config(data).build(), vault);
  }

  /** Text of entry n, the same on every run. */
  static byte[] text(long n) {
    return ("entry " + n + " says it").getBytes(StandardCharsets.US_ASCII);
  }

  /** Commits one FACTS entry that holds the text of its number. */
  static long append(JournalWriter writer) {
    long n = writer.nextSeq();
    return append(writer, 1 + n % 7, text(n));
  }

  static long append(JournalWriter writer, long subjectRef, byte[] text) {
    writer.begin(
        EntryKind.FACTS, EntrySource.DEVICE, 1_795_000_000_000L + writer.nextSeq(), 77, 5, 6, 7, 8);
    writer.section(subjectRef, MONTH, 3, text, 0, text.length);
    return writer.commit();
  }

  /** Commits an ERASE of everything of a subject, and makes it durable. */
  static long erase(Journal journal, long subjectRef) {
    return erase(journal, ErasedRange.whole(subjectRef));
  }

  static long erase(Journal journal, ErasedRange range) {
    JournalWriter writer = journal.writer();
    writer.beginErase(EntrySource.ADMIN, 1_795_000_000_000L + writer.nextSeq(), range);
    long seq = writer.commit();
    writer.sync();
    return seq;
  }

  /** Writes entries, syncing after each group. */
  static void write(Journal journal, int entries, int group) {
    for (int i = 1; i <= entries; i++) {
      append(journal.writer());
      if (i % group == 0) {
        journal.writer().sync();
      }
    }
    journal.writer().sync();
  }

  /** Texts of all entries that a reader gives now. */
  static List<String> read(JournalReader reader) {
    List<String> texts = new ArrayList<>();
    byte[] plain = new byte[4096];
    while (reader.poll()) {
      int length = reader.sectionCount() == 0 ? 0 : reader.openSection(0, plain, 0);
      texts.add(length < 0 ? "gone" : new String(plain, 0, length, StandardCharsets.US_ASCII));
    }
    return texts;
  }

  static List<String> read(Journal journal, long fromSeq) {
    try (JournalReader reader = journal.reader(fromSeq)) {
      return read(reader);
    }
  }

  static List<String> texts(long from, long to) {
    return java.util.stream.LongStream.rangeClosed(from, to)
        .mapToObj(n -> new String(text(n), StandardCharsets.US_ASCII))
        .toList();
  }

  /** What a kill -9 leaves: the files as they are now. */
  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        // The reserve is only weight.
        if (!file.endsWith("reserve")) {
          Path target = to.resolve(from.relativize(file));
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(
                file,
                target,
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
      return to;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Files of entries, oldest first. */
  static List<Path> entryFiles(Path data) {
    try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
      return files
          .filter(file -> file.toString().endsWith(".cq4"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static JournalReport verify(Path data, @Nullable Vault vault) {
    return JournalVerifier.verify(data.resolve("journal"), vault, (done, all) -> {});
  }
}

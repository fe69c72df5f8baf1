package kz.relog.app.drill.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalReader;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;

/** A journal of several files, without a server. Stateless. */
public final class SampleJournal {
  private static final int FILES = 3;
  private static final int ENTRIES_PER_SYNC = 7;
  private static final int BYTES_MAX = 300;
  private static final long FILE_AGE_MS = 60_000;

  private SampleJournal() {}

  /** Writes so many entries, of several lengths, and closes the journal. */
  public static void write(Path data, int entries) {
    MovableClock clock = new MovableClock(System.currentTimeMillis() - FILES * FILE_AGE_MS);
    SplittableRandom random = new SplittableRandom(entries);
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal = Journals.open(config(data, clock), vault)) {
      JournalWriter writer = journal.writer();
      for (int i = 1; i <= entries; i++) {
        // Few lengths, so that there are entries of equal length to swap.
        byte[] plain = new byte[20 + random.nextInt(4) * (BYTES_MAX / 4)];
        random.nextBytes(plain);
        writer.begin(EntryKind.FACTS, EntrySource.ADAPTER, clock.millis(), 1, 1, i, i, 0);
        writer.section(1 + i % 5, 600, 1, plain, 0, plain.length);
        writer.commit();
        if (i % ENTRIES_PER_SYNC == 0) {
          writer.sync();
        }
        if (i % (entries / FILES) == 0) {
          clock.set(clock.millis() + FILE_AGE_MS);
        }
      }
      writer.sync();
    }
  }

  /** Opens the journal as a server does, and closes it; gives why it is refused, else empty. */
  public static Optional<JournalFailure> refusal(Path data) {
    return tried(data, journal -> {});
  }

  /** The same, but reads every entry besides. */
  public static Optional<JournalFailure> refusalWhenRead(Path data) {
    return tried(
        data,
        journal -> {
          byte[] plain = new byte[BYTES_MAX];
          try (JournalReader reader = journal.reader(1)) {
            while (reader.poll()) {
              for (int i = 0; i < reader.sectionCount(); i++) {
                reader.openSection(i, plain, 0);
              }
            }
          }
        });
  }

  private static Optional<JournalFailure> tried(Path data, Consumer<Journal> use) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal =
            Journals.open(config(data, new MovableClock(System.currentTimeMillis())), vault)) {
      use.accept(journal);
      return Optional.empty();
    } catch (JournalFailure refused) {
      return Optional.of(refused);
    }
  }

  private static JournalConfig config(Path data, MovableClock clock) {
    return JournalConfig.in(data.resolve("journal"))
        .rollEvery(Duration.ofMillis(FILE_AGE_MS))
        .reserveBytes(4 << 20)
        .clock(clock)
        .build();
  }
}

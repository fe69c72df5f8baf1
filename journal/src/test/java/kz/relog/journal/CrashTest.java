package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left when a run ends without saying so. A copy of the open directory is what a kill
 * leaves.
 */
class CrashTest {

  @TempDir Path data;
  @TempDir Path elsewhere;

  @Test
  void aCopyTakenAtAnyMomentOpensAndHoldsEveryDurableEntry() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Bench.TestClock clock = new Bench.TestClock();
    try (Vault vault = Bench.vault(data);
        Journal journal = Journals.open(Bench.config(data).clock(clock).build(), vault)) {
      for (int copy = 0; copy < 20; copy++) {
        for (int step = random.nextInt(40); step >= 0; step--) {
          switch (random.nextInt(12)) {
            case 0, 1, 2 -> journal.writer().sync();
            case 3 -> clock.move(Duration.ofMinutes(random.nextInt(40) - 5));
            case 4 ->
                Bench.append(
                    journal.writer(),
                    1 + random.nextInt(1 << 30),
                    Bench.text(journal.writer().nextSeq()));
            default -> Bench.append(journal.writer());
          }
        }
        checkCopy(Bench.copy(data, elsewhere.resolve("copy" + copy)), journal);
      }
    }
  }

  private static void checkCopy(Path copy, Journal original) {
    long kept;
    try (Vault vault = Bench.vault(copy)) {
      assertThat(Bench.verify(copy, vault).problems()).isEmpty();
      try (Journal journal = Bench.journal(copy, vault)) {
        kept = journal.durableSeq();
        assertThat(kept).isBetween(original.durableSeq(), original.writer().nextSeq() - 1);
        assertThat(journal.boot()).isGreaterThan(original.boot());
        assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, kept));
        Bench.write(journal, 5, 2);
      }
    }
    try (Vault vault = Bench.vault(copy);
        Journal journal = Bench.journal(copy, vault)) {
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, kept + 5));
      assertThat(Bench.verify(copy, vault).problems()).isEmpty();
    }
  }

  @Test
  void aTornTailIsCutOffWhateverItLooksLike() {
    Path copy = elsewhere.resolve("copy");
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 50, 50);
      for (int i = 0; i < 200; i++) {
        Bench.append(journal.writer());
      }
      Bench.copy(data, copy);
    }
    List<Corrupter.Place> places = new Corrupter(Bench.entryFiles(copy).get(0)).entries();
    for (int round = 0; round < 20; round++) {
      Path torn = Bench.copy(copy, elsewhere.resolve("torn" + round));
      Corrupter corrupter = new Corrupter(Bench.entryFiles(torn).get(0));
      Random random = new Random(round);
      long from = places.get(50 + random.nextInt(150)).offset();
      switch (round % 4) {
        case 0 -> corrupter.write(from + random.nextInt(100), new byte[random.nextInt(5000) + 50]);
        case 1 -> corrupter.flip(from + random.nextInt(100), random.nextInt(8));
        case 2 -> corrupter.truncate(from + random.nextInt(100));
        default -> {
          byte[] noise = new byte[300];
          random.nextBytes(noise);
          corrupter.write(from, noise);
        }
      }
      try (Vault vault = Bench.vault(torn)) {
        JournalReport report = Bench.verify(torn, vault);
        assertThat(report.problems()).isEmpty();
        try (Journal journal = Bench.journal(torn, vault)) {
          assertThat(journal.durableSeq()).isBetween(50L, 249L);
          assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, journal.durableSeq()));
          Bench.write(journal, 3, 1);
        }
        assertThat(Bench.verify(torn, vault).problems()).isEmpty();
      }
    }
  }

  @Test
  void aHoleBelowAPositionThatALaterHeaderTellsIsDamageNotATornTail() throws IOException {
    Path copy = elsewhere.resolve("copy");
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 50, 50);
      Bench.append(journal.writer());
      Bench.copy(data, copy);
    }
    // Only the header of entry 51 knows that 50 is durable: the mark is older.
    assertThat(Files.exists(copy.resolve("journal/durable.mark"))).isTrue();
    Corrupter corrupter = new Corrupter(Bench.entryFiles(copy).get(0));
    corrupter.write(corrupter.entries().get(20).offset(), new byte[300]);
    try (Vault vault = Bench.vault(copy)) {
      assertThat(Bench.verify(copy, vault).ok()).isFalse();
      assertThatThrownBy(() -> Bench.journal(copy, vault))
          .isInstanceOfSatisfying(
              JournalFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.DAMAGED));
    }
  }

  @Test
  void anUnackedEntryWhoseKeyNeverReachedTheVaultIsCutOff() {
    Path copy = elsewhere.resolve("copy");
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 10, 10);
      Bench.append(journal.writer());
      Bench.append(journal.writer(), 4711, Bench.text(12));
      Bench.append(journal.writer());
      Bench.copy(data, copy);
    }
    try (Vault vault = Bench.vault(copy);
        Journal journal = Bench.journal(copy, vault)) {
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 11));
    }
  }

  @Test
  void noNonceEverComesTwiceUnderOneKeyThoughSeqsDo() throws IOException {
    Set<List<Long>> nonces = new HashSet<>();
    Path from = data;
    for (int run = 0; run < 6; run++) {
      Path copy = elsewhere.resolve("run" + run);
      try (Vault vault = Bench.vault(from);
          Journal journal = Bench.journal(from, vault)) {
        Bench.write(journal, 3, 3);
        for (int i = 0; i < 4; i++) {
          Bench.append(journal.writer());
        }
        Bench.copy(from, copy);
        // The tail above the durable position is lost, so its seqs come again.
        Corrupter lost =
            new Corrupter(Bench.entryFiles(copy).get(Bench.entryFiles(copy).size() - 1));
        lost.write(lost.entries().get(lost.entries().size() - 4).offset(), new byte[4096]);
        for (long seq = journal.durableSeq() - 2; seq < journal.writer().nextSeq(); seq++) {
          assertThat(nonces.add(List.of((long) journal.boot(), seq))).isTrue();
        }
      }
      from = copy;
    }
  }

  @Test
  void aRunThatHasThePidOfTheOneThatWasKilledOpensAndWritesAtOnce() {
    // This process wrote the copy and opens it: the same pid, with Chronicle's lock as the killed
    // run left it.
    Path copy = elsewhere.resolve("copy");
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 5, 5);
      Bench.copy(data, copy);
      try (Vault other = Bench.vault(copy);
          Journal reopened = Bench.journal(copy, other)) {
        Bench.write(reopened, 5, 5);
        assertThat(Bench.read(reopened, 1)).isEqualTo(Bench.texts(1, 10));
      }
    }
  }
}

package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that says no. */
class FailureTest {

  @TempDir Path data;
  private final Bench.TestClock clock = new Bench.TestClock();

  /**
   * Fails when told to; full as long as the reserve stands, as a disk is when only the reserve is
   * left to give.
   */
  private final class FaultyDisk implements JournalDisk {
    boolean forceFails;
    boolean full;
    boolean reserveHelps;
    int forces;

    @Override
    public void force(FileChannel file) throws IOException {
      forces++;
      if (forceFails) {
        throw new IOException("Input/output error");
      }
      file.force(false);
    }

    @Override
    public void allocate(FileChannel file, long offset, ByteBuffer zeros) throws IOException {
      if (full && !(reserveHelps && !Files.exists(data.resolve("journal/reserve")))) {
        throw new IOException("No space left on device");
      }
      JournalDisk.super.allocate(file, offset, zeros);
    }
  }

  private final FaultyDisk disk = new FaultyDisk();

  private Journal open(Vault vault) {
    return Journals.open(Bench.config(data).clock(clock).disk(disk).build(), vault);
  }

  @Test
  void aFailedForceStopsTheJournalForGoodAndPromisesNothing() {
    try (Vault vault = Bench.vault(data)) {
      Journal journal = open(vault);
      Bench.write(journal, 5, 5);
      Bench.append(journal.writer());
      disk.forceFails = true;
      assertThatThrownBy(() -> journal.writer().sync())
          .isInstanceOfSatisfying(
              JournalFailure.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.IO);
                assertThat(failure).hasMessageContaining("relog journal verify");
              });
      disk.forceFails = false;
      assertThat(journal.durableSeq()).isEqualTo(5);
      assertThat(journal.failure()).isPresent();
      assertThatThrownBy(() -> journal.writer().sync()).isInstanceOf(JournalFailure.class);
      assertThatThrownBy(() -> Bench.append(journal.writer())).isInstanceOf(JournalFailure.class);
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 5));
      journal.close();
      try (Journal reopened = open(vault)) {
        assertThat(reopened.durableSeq()).isBetween(5L, 6L);
        Bench.write(reopened, 5, 5);
        assertThat(Bench.read(reopened, 1)).isEqualTo(Bench.texts(1, reopened.durableSeq()));
      }
    }
  }

  @Test
  void osModeForcesOncePerSecondOnly() {
    try (Vault vault = Bench.vault(data);
        Journal journal =
            Journals.open(
                Bench.config(data).sync(SyncMode.OS).clock(clock).disk(disk).build(), vault)) {
      int before = disk.forces;
      Bench.write(journal, 100, 1);
      assertThat(disk.forces).isEqualTo(before);
      assertThat(journal.durableSeq()).isEqualTo(100);
      clock.move(Duration.ofSeconds(1));
      journal.writer().sync();
      assertThat(disk.forces).isEqualTo(before + 2);
    }
  }

  @Test
  void aShortDiskIsAValueAndNothingIsWrittenUntilSpaceReturns() {
    try (Vault vault = Bench.vault(data);
        Journal journal = open(vault)) {
      byte[] big = new byte[500_000];
      Bench.append(journal.writer());
      disk.full = true;
      long seq = fill(journal, big);
      journal.writer().sync();
      assertThat(journal.durableSeq()).isEqualTo(seq);
      assertThat(Bench.append(journal.writer())).isEqualTo(JournalWriter.DISK_SHORT);
      disk.full = false;
      assertThat(Bench.append(journal.writer())).isEqualTo(JournalWriter.DISK_SHORT);
      clock.move(Duration.ofSeconds(1));
      assertThat(Bench.append(journal.writer())).isEqualTo(seq + 1);
      journal.writer().sync();
      assertThat(journal.durableSeq()).isEqualTo(seq + 1);
    }
    try (Vault vault = Bench.vault(data)) {
      assertThat(Bench.verify(data, vault).problems()).isEmpty();
    }
  }

  private static long fill(Journal journal, byte[] big) {
    long last = journal.writer().nextSeq() - 1;
    for (long seq = 0;
        seq != JournalWriter.DISK_SHORT;
        seq = Bench.append(journal.writer(), 1, big)) {
      last = Math.max(last, seq);
    }
    return last;
  }

  @Test
  void aVaultThatHasNoSpaceForAKeyHoldsUpThePromiseUntilThereIsSome() {
    try (FullableVault vault = new FullableVault(Bench.vault(data));
        Journal journal = open(vault)) {
      Bench.write(journal, 3, 3);
      vault.full = true;
      long seq = Bench.append(journal.writer(), 99, Bench.text(4));
      journal.writer().sync();
      assertThat(journal.durableSeq()).isEqualTo(3);
      assertThat(journal.isDiskShort()).isTrue();
      assertThat(journal.failure()).isEmpty();
      clock.move(Duration.ofSeconds(2));
      journal.writer().sync();
      assertThat(journal.durableSeq()).isEqualTo(3);
      vault.full = false;
      journal.writer().sync();
      assertThat(journal.durableSeq()).isEqualTo(seq);
      assertThat(journal.isDiskShort()).isFalse();
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 4));
    }
  }

  @Test
  void whatWasNeverPromisedForWantOfAKeyIsCutOffAtTheNextStart() {
    try (FullableVault vault = new FullableVault(Bench.vault(data))) {
      Journal journal = open(vault);
      Bench.write(journal, 3, 3);
      vault.full = true;
      Bench.append(journal.writer(), 99, Bench.text(4));
      journal.close();
    }
    try (Vault vault = Bench.vault(data);
        Journal journal = open(vault)) {
      assertThat(journal.durableSeq()).isEqualTo(3);
      Bench.write(journal, 2, 2);
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 5));
    }
  }

  @Test
  void preparedKeysAreStoredTogetherAndUsed() {
    try (Vault vault = Bench.vault(data)) {
      try (Journal journal = open(vault)) {
        for (long subject = 1; subject <= 100; subject++) {
          journal.writer().prepareKey(subject, Bench.MONTH);
        }
        assertThat(vault.keyState(1, Bench.MONTH, 1)).isEqualTo(Vault.KeyState.PRESENT);
        journal.writer().sync();
      }
    }
    try (Vault vault = Bench.vault(data);
        Journal journal = open(vault)) {
      assertThat(vault.keyState(100, Bench.MONTH, 1)).isEqualTo(Vault.KeyState.PRESENT);
      Bench.append(journal.writer(), 100, Bench.text(1));
      journal.writer().sync();
      assertThat(vault.keyState(100, Bench.MONTH, 2)).isEqualTo(Vault.KeyState.UNKNOWN);
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 1));
    }
  }

  @Test
  void anErasureGetsThroughOnAFullDiskByTheReserve() {
    try (Vault vault = Bench.vault(data);
        Journal journal = open(vault)) {
      disk.full = true;
      disk.reserveHelps = true;
      byte[] big = new byte[900_000];
      long seq = fill(journal, big);
      JournalWriter writer = journal.writer();
      for (int i = 1; i <= 3; i++) {
        writer.beginErase(EntrySource.ADMIN, 1, ErasedRange.whole(100 + i));
        writer.section(0, 0, 0, big, 0, big.length);
        assertThat(writer.commit()).isEqualTo(seq + i);
      }
      assertThat(data.resolve("journal/reserve")).doesNotExist();
      disk.reserveHelps = false;
      clock.move(Duration.ofSeconds(1));
      assertThat(Bench.append(writer)).isEqualTo(JournalWriter.DISK_SHORT);
      disk.full = false;
      clock.move(Duration.ofSeconds(1));
      assertThat(Bench.append(writer)).isPositive();
      assertThat(data.resolve("journal/reserve")).hasSize(Bench.RESERVE_BYTES);
    }
  }

  @Test
  void aFullDiskAtTheStartIsToldInWords() {
    try (Vault vault = Bench.vault(data)) {
      disk.full = true;
      assertThatThrownBy(() -> open(vault))
          .isInstanceOf(JournalFailure.class)
          .hasMessageContaining("the disk is full");
      disk.full = false;
      open(vault).close();
    }
  }

  @Test
  void aConfigurationTellsAllItsProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                JournalConfig.in(data)
                    .rollEvery(Duration.ofSeconds(61))
                    .fileBytesMax(1)
                    .reserveBytes(2)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rollEvery", "fileBytesMax", "reserveBytes");
  }

  @Test
  void theBootNumberEndsAtThreeBytes() throws IOException {
    try (Vault vault = Bench.vault(data)) {
      open(vault).close();
      Files.writeString(data.resolve("journal/boot"), "16777214\n");
      open(vault).close();
      assertThatThrownBy(() -> open(vault))
          .isInstanceOfSatisfying(
              JournalFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.BOOT_EXHAUSTED));
    }
  }
}

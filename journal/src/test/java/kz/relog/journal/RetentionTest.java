package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old files go when nobody needs them, and only then. */
class RetentionTest {

  @TempDir Path data;
  private final Bench.TestClock clock = new Bench.TestClock();
  private Vault vault;
  private Journal journal;

  @BeforeEach
  void open() {
    vault = Bench.vault(data);
    journal = Journals.open(Bench.config(data).clock(clock).build(), vault);
  }

  @AfterEach
  void close() {
    journal.close();
    vault.close();
  }

  /** Files of ten entries each; a checkpoint in the last one. */
  private void writeFiles(int files) {
    for (int i = 0; i < files; i++) {
      Bench.write(journal, 10, 10);
      clock.move(Duration.ofHours(1));
      journal.writer().sync();
    }
    checkpoint();
  }

  private void checkpoint() {
    journal.writer().checkpointBegin(1);
    journal.writer().checkpointEnd(2);
    journal.writer().sync();
  }

  /** The mark is written once a second, and with it files are let go. */
  private void letGo(long belowSeq) {
    journal.release(belowSeq);
    Bench.append(journal.writer());
    clock.move(Duration.ofSeconds(2));
    journal.writer().sync();
  }

  private void awaitFiles(int count) {
    long deadlineNs = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Bench.entryFiles(data).size() != count && System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(Bench.entryFiles(data)).hasSize(count);
  }

  @Test
  void filesWhoseLastEntryNobodyNeedsAreDeleted() {
    writeFiles(4);
    letGo(25);
    awaitFiles(3);
    assertThat(journal.firstSeq()).isEqualTo(21);
    letGo(31);
    awaitFiles(2);
    assertThat(journal.firstSeq()).isEqualTo(31);
    assertThat(journal.files().get(0).firstSeq()).isEqualTo(31);
    assertThat(Bench.verify(data, vault).problems()).isEmpty();
    assertThat(Bench.verify(data, vault).firstSeq()).isEqualTo(31);
  }

  @Test
  void whatARecoveryReadsStaysWhateverIsAsked() {
    Bench.write(journal, 10, 10);
    clock.move(Duration.ofHours(1));
    journal.writer().sync();
    journal.writer().checkpointBegin(1);
    letGo(1_000);
    assertThat(journal.firstSeq()).isEqualTo(1);
    journal.writer().checkpointEnd(2);
    journal.writer().sync();
    letGo(1_000);
    assertThat(journal.firstSeq()).isEqualTo(11);
    awaitFiles(1);
  }

  @Test
  void theFileBeingWrittenStays() {
    Bench.write(journal, 10, 10);
    checkpoint();
    letGo(Long.MAX_VALUE);
    awaitFiles(1);
    assertThat(journal.firstSeq()).isEqualTo(1);
  }

  @Test
  void aReaderAmidAFileThatIsLetGoReadsOn() {
    writeFiles(3);
    try (JournalReader reader = journal.reader(5)) {
      assertThat(reader.poll()).isTrue();
      letGo(11);
      awaitFiles(3);
      long last = 5;
      while (reader.poll()) {
        assertThat(reader.seq()).isEqualTo(++last);
      }
      assertThat(last).isEqualTo(journal.durableSeq());
    }
  }

  @Test
  void aRestartGoesOnWithWhatIsLeft() {
    writeFiles(4);
    letGo(31);
    awaitFiles(2);
    close();
    open();
    assertThat(journal.firstSeq()).isEqualTo(31);
    assertThat(journal.reader(1).poll()).isTrue();
    Bench.write(journal, 3, 3);
    assertThat(Bench.verify(data, vault).problems()).isEmpty();
  }

  @Test
  void aCrashBetweenMarkAndDeletionLeavesFilesThatTheNextStartDeletes() throws IOException {
    writeFiles(4);
    List<Path> before = Bench.entryFiles(data);
    byte[] second = Files.readAllBytes(before.get(1));
    byte[] third = Files.readAllBytes(before.get(2));
    letGo(31);
    awaitFiles(2);
    close();
    Files.createDirectories(before.get(0).getParent());
    Files.write(before.get(1), second);
    Files.write(before.get(2), third);
    assertThat(Bench.verify(data, null).problems()).isEmpty();
    vault = Bench.vault(data);
    journal = Journals.open(Bench.config(data).clock(clock).build(), vault);
    assertThat(journal.firstSeq()).isEqualTo(31);
    assertThat(before.get(1)).doesNotExist();
    assertThat(before.get(2)).doesNotExist();
  }
}

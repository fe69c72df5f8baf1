package kz.relog.app.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalDisk;
import kz.relog.journal.JournalFile;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of four files, each an hour older than the next, may go. */
class JournalRetentionTest {

  private static final int FILES = 4;
  private static final int ENTRIES = 10;

  @TempDir private Path data;

  private final MovingClock clock = new MovingClock();
  private final FillableDisk disk = new FillableDisk();
  private Vault vault;
  private Journal journal;
  private long archived = Long.MAX_VALUE;
  private long plans = Long.MAX_VALUE;

  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:30Z");

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

  private static final class FillableDisk implements JournalDisk {
    private boolean full;

    @Override
    public void allocate(FileChannel file, long offset, ByteBuffer zeros) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      JournalDisk.super.allocate(file, offset, zeros);
    }
  }

  @BeforeEach
  void writeFiles() throws IOException {
    vault = Vaults.open(VaultConfig.below(data, null));
    journal =
        Journals.open(
            JournalConfig.in(data.resolve("journal"))
                .reserveBytes(4 << 20)
                .clock(clock)
                .disk(disk)
                .build(),
            vault);
    for (int file = 0; file < FILES; file++) {
      for (int i = 0; i < ENTRIES; i++) {
        tick();
      }
      moveAnHour();
    }
    journal.writer().checkpointBegin(1);
    journal.writer().checkpointEnd(2);
    moveAnHour();
    int age = journal.files().size();
    for (JournalFile file : journal.files()) {
      Instant written = clock.instant().minus(Duration.ofHours(age--));
      Files.setLastModifiedTime(file.path(), FileTime.from(written));
    }
  }

  @AfterEach
  void close() {
    journal.close();
    vault.close();
  }

  private long tick() {
    JournalWriter writer = journal.writer();
    writer.begin(EntryKind.TICK, EntrySource.SERVER, clock.millis(), 0);
    return writer.commit();
  }

  private void moveAnHour() {
    clock.now = clock.now.plus(Duration.ofHours(1));
    journal.writer().sync();
  }

  /**
   * The first entry that is left after one look; the mark is written, and files go, with a sync.
   */
  private long firstSeqAfter(Duration keep) throws IOException {
    JournalRetention retention =
        new JournalRetention(journal, keep, clock, List.of(() -> archived, () -> plans));
    retention.step();
    retention.close();
    tick();
    clock.now = clock.now.plusSeconds(2);
    journal.writer().sync();
    return journal.firstSeq();
  }

  @Test
  void files_older_than_wanted_go_when_nobody_needs_them() throws IOException {
    assertThat(firstSeqAfter(Duration.ofHours(4))).isEqualTo(1 + ENTRIES);
    assertThat(firstSeqAfter(Duration.ofHours(3))).isEqualTo(1 + 3 * ENTRIES);
  }

  @Test
  void young_files_stay() throws IOException {
    assertThat(firstSeqAfter(Duration.ofDays(1))).isEqualTo(1);
  }

  @Test
  void what_the_archive_has_not_taken_stays() throws IOException {
    archived = ENTRIES + 5;
    assertThat(firstSeqAfter(Duration.ofMinutes(1))).isEqualTo(1 + ENTRIES);
  }

  @Test
  void what_a_plan_needs_that_may_still_be_driven_stays() throws IOException {
    plans = 2;
    assertThat(firstSeqAfter(Duration.ofMinutes(1))).isEqualTo(1);
  }

  @Test
  void while_the_disk_is_short_everything_goes_that_nobody_needs() throws IOException {
    disk.full = true;
    while (tick() != JournalWriter.DISK_SHORT) {
      // Until what is allocated is full.
    }
    journal.writer().sync();
    assertThat(journal.isDiskShort()).isTrue();
    archived = 1 + 2 * ENTRIES;
    assertThat(firstSeqAfter(Duration.ofDays(30))).isEqualTo(1 + 2 * ENTRIES);
  }
}

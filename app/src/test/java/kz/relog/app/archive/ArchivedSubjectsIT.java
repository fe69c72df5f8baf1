package kz.relog.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.MonthKeeper.Month;
import kz.relog.api.spi.SubjectTracks.Stretch;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people in one vehicle: each has positions and months of their own. */
class ArchivedSubjectsIT {
  private static final long DEVICE = 7;
  private static final long ANNA = 70;
  private static final long BORIS = 71;
  private static final long HOUR_MS = 3_600_000;

  /** 2026-01-31T22:00:00Z. */
  private static final long START_MS = 1_769_896_800_000L;

  @TempDir private Path data;

  private Vault vault;
  private Journal journal;
  private TrackArchive archive;
  private long batchSeq;

  @BeforeEach
  void open() {
    vault = Vaults.open(VaultConfig.below(data, null));
    journal = Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault);
    archive = TrackArchive.start(data.resolve("archive.db"), journal, vault);
    drive(ANNA, START_MS);
    drive(BORIS, START_MS + 600_000);
    drive(ANNA, START_MS + HOUR_MS);
    drive(ANNA, START_MS + 4 * HOUR_MS);
    archive.flush();
  }

  @AfterEach
  void close() {
    archive.close();
    journal.close();
    vault.close();
  }

  private void drive(long subject, long startMs) {
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1000, 6).batchSeq(++batchSeq);
    for (int i = 0; i < 10; i++) {
      encoder.add(
          startMs + i * 1000L, 432_000_000, 769_000_000, 100, 90, 5, FixLimits.ALTITUDE_UNKNOWN);
    }
    byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    int length = encoder.encode(plain, 0);
    JournalWriter writer = journal.writer();
    writer.begin(EntryKind.FACTS, EntrySource.DEVICE, startMs, DEVICE, 1, batchSeq, batchSeq, 0);
    writer.section(subject, Months.of(startMs), 1, plain, 0, length);
    writer.commit();
    writer.sync();
  }

  private List<Long> times(long subject) {
    List<Long> times = new ArrayList<>();
    archive
        .subjects()
        .read(
            subject,
            DEVICE,
            START_MS,
            START_MS + 9 * HOUR_MS,
            (timeMs, lat, lon, speed, course, accuracy) -> times.add(timeMs));
    return times;
  }

  @Test
  void a_person_gets_their_own_positions_of_a_shared_device() {
    assertThat(times(ANNA)).hasSize(30).isSorted();
    assertThat(times(BORIS))
        .hasSize(10)
        .allMatch(time -> time >= START_MS + 600_000 && time < START_MS + 700_000);
  }

  @Test
  void stretches_join_hours_that_follow_each_other() {
    assertThat(archive.subjects().stretches(ANNA))
        .containsExactly(
            new Stretch(DEVICE, START_MS, START_MS + 2 * HOUR_MS),
            new Stretch(DEVICE, START_MS + 4 * HOUR_MS, START_MS + 5 * HOUR_MS));
    assertThat(archive.subjects().stretches(4711)).isEmpty();
  }

  @Test
  void a_month_that_goes_takes_its_key_and_its_rows_and_leaves_all_others() {
    int january = Months.of(START_MS);
    try (ArchivedMonths months =
        ArchivedMonths.open(data.resolve("archive.db"), vault, () -> Long.MAX_VALUE)) {
      assertThat(months.upTo(january))
          .containsExactlyInAnyOrder(new Month(ANNA, january), new Month(BORIS, january));
      assertThat(months.last(ANNA)).hasValue(january + 1);
      months.forget(new Month(ANNA, january));
      months.forget(new Month(ANNA, january));
      assertThat(months.upTo(january)).containsExactly(new Month(BORIS, january));
    }
    assertThat(vault.keyMonths(ANNA)).containsExactly(january + 1);
    assertThat(times(ANNA)).hasSize(10).allMatch(time -> time >= START_MS + 4 * HOUR_MS);
    assertThat(times(BORIS)).hasSize(10);
  }

  @Test
  void rows_whose_key_is_gone_already_are_still_found() {
    int january = Months.of(START_MS);
    vault.destroySubjectMonth(BORIS, january);
    try (ArchivedMonths months =
        ArchivedMonths.open(data.resolve("archive.db"), vault, () -> Long.MAX_VALUE)) {
      assertThat(months.upTo(january)).contains(new Month(BORIS, january));
      months.forget(new Month(BORIS, january));
      assertThat(months.upTo(january)).doesNotContain(new Month(BORIS, january));
    }
  }

  @Test
  void a_month_that_the_journal_may_still_hold_is_not_named() {
    assertThat(archive.months().upTo(Months.of(START_MS) + 12)).isEmpty();
  }
}

package kz.relog.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.ErasedRange;
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

/** The archive behind a real journal: exactly once, over hours, months and restarts. */
class TrackArchiveIT {
  private static final long DEVICE = 7;
  private static final long SUBJECT = 70;

  /** 2026-01-31T23:59:00Z: a minute before the month, the day and the hour turn. */
  private static final long NEAR_MONTH_END_MS = 1_769_903_940_000L;

  @TempDir private Path data;

  private Vault vault;
  private Journal journal;
  private TrackArchive archive;
  private final List<String> written = new ArrayList<>();
  private long batchSeq;

  @BeforeEach
  void open() {
    vault = Vaults.open(VaultConfig.below(data, null));
    journal = Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault);
    archive = TrackArchive.start(data.resolve("archive.db"), journal, vault);
  }

  @AfterEach
  void close() {
    archive.close();
    journal.close();
    vault.close();
  }

  @Test
  void facts_are_read_back_in_order_of_time_whatever_the_order_they_came_in() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      starts.add(NEAR_MONTH_END_MS - 3_600_000 + i * 300_000L);
    }
    Collections.shuffle(starts, new Random(seed));
    starts.forEach(startMs -> writeBatch(startMs, 30));

    Collections.sort(written);
    assertThat(readAll()).isEqualTo(written);
  }

  @Test
  void a_restart_archives_what_is_missing_and_nothing_twice() {
    writeBatch(NEAR_MONTH_END_MS - 1_000_000, 100);
    archive.flush();
    writeBatch(NEAR_MONTH_END_MS - 500_000, 100);
    close();
    open();
    writeBatch(NEAR_MONTH_END_MS - 200_000, 100);

    assertThat(readAll()).isEqualTo(written);
    assertThat(archive.archivedFixes()).isEqualTo(300);
  }

  @Test
  void a_range_gives_what_lies_in_it_and_nothing_else() {
    writeBatch(NEAR_MONTH_END_MS, 120);

    List<String> found = new ArrayList<>();
    archive.read(
        DEVICE,
        NEAR_MONTH_END_MS + 30_000,
        NEAR_MONTH_END_MS + 90_000,
        (timeMs, lat, lon, speed, course, accuracy) -> found.add(text(timeMs, lat, lon)));

    assertThat(found).isEqualTo(written.subList(30, 90));
  }

  @Test
  void facts_whose_key_was_destroyed_are_absent_and_all_others_are_there() {
    writeBatch(NEAR_MONTH_END_MS, 120);
    archive.flush();
    journal
        .writer()
        .beginErase(
            EntrySource.ADMIN,
            NEAR_MONTH_END_MS,
            new ErasedRange(SUBJECT, 0, 1, NEAR_MONTH_END_MS + 1, ErasedRange.TRACKS));
    journal.writer().commit();
    journal.writer().sync();
    vault.destroySubjectMonth(SUBJECT, Months.of(NEAR_MONTH_END_MS));

    assertThat(readAll()).isEqualTo(written.subList(60, 120));
  }

  @Test
  void a_file_that_cannot_be_written_for_a_while_delays_the_archive_and_loses_nothing()
      throws Exception {
    String url = "jdbc:sqlite:" + data.resolve("archive.db");
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      writeBatch(NEAR_MONTH_END_MS - 1_000_000, 100);
      Thread reading = new Thread(() -> archive.flush());
      reading.start();
      while (archive.isWorking()) {
        Thread.onSpinWait();
      }
      statement.execute("ROLLBACK");
      reading.join();
    }

    assertThat(readAll()).isEqualTo(written);
    while (!archive.isWorking()) {
      Thread.onSpinWait(); // it says so right after the rows are in
    }
  }

  @Test
  void rows_of_the_first_form_of_the_table_are_taken_over() throws Exception {
    writeBatch(NEAR_MONTH_END_MS, 120);
    archive.flush();
    archive.close();
    String url = "jdbc:sqlite:" + data.resolve("archive.db");
    try (Connection first = DriverManager.getConnection(url);
        Statement statement = first.createStatement()) {
      statement.execute(
          "CREATE TABLE track (subject INTEGER, device INTEGER, hour INTEGER, first_seq INTEGER,"
              + " part INTEGER, fixes INTEGER, sealed BLOB,"
              + " PRIMARY KEY (subject, device, hour, first_seq, part)) WITHOUT ROWID");
      statement.execute(
          "INSERT INTO track SELECT subject, device, hour, first_seq, part, fixes, sealed"
              + " FROM track_row");
      statement.execute("DELETE FROM track_row");
    }
    archive = TrackArchive.start(data.resolve("archive.db"), journal, vault);

    assertThat(readAll()).isEqualTo(written);
    assertThat(archive.archivedFixes()).isEqualTo(120);
  }

  private List<String> readAll() {
    List<String> found = new ArrayList<>();
    archive.read(
        DEVICE,
        NEAR_MONTH_END_MS - 86_400_000,
        NEAR_MONTH_END_MS + 864_000_000,
        (timeMs, lat, lon, speed, course, accuracy) -> found.add(text(timeMs, lat, lon)));
    return found;
  }

  /** A batch of one fix per second; over a month's end it has a section for each month. */
  private void writeBatch(long startMs, int fixes) {
    JournalWriter writer = journal.writer();
    writer.begin(EntryKind.FACTS, EntrySource.DEVICE, startMs, DEVICE, 1, ++batchSeq, batchSeq, 0);
    int from = 0;
    while (from < fixes) {
      int month = Months.of(startMs + from * 1000L);
      int to = from;
      while (to < fixes && Months.of(startMs + to * 1000L) == month) {
        to++;
      }
      writeSection(writer, startMs, month, from, to);
      from = to;
    }
    writer.commit();
    writer.sync();
  }

  private void writeSection(JournalWriter writer, long startMs, int month, int from, int to) {
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1000, 6).batchSeq(batchSeq);
    for (int i = from; i < to; i++) {
      long timeMs = startMs + i * 1000L;
      int lat = 432_000_000 + i * 10;
      encoder.add(timeMs, lat, 769_000_000, 100, 90, 5, FixLimits.ALTITUDE_UNKNOWN);
      written.add(text(timeMs, lat, 769_000_000));
    }
    byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    int length = encoder.encode(plain, 0);
    writer.section(SUBJECT, month, 1, plain, 0, length);
  }

  private static String text(long timeMs, int latE7, int lonE7) {
    return timeMs + " " + latE7 + " " + lonE7;
  }
}

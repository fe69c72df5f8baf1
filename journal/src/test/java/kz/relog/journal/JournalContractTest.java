package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every journal does on a good day. */
class JournalContractTest {

  @TempDir Path data;
  private Vault vault;
  private Journal journal;
  private final Bench.TestClock clock = new Bench.TestClock();

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

  private Path fileOfEntries() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }

  private void reopen() {
    close();
    open();
  }

  @Test
  void anEmptyJournalHasNothingToRead() {
    assertThat(journal.durableSeq()).isZero();
    assertThat(journal.firstSeq()).isEqualTo(1);
    assertThat(journal.recoverySeq()).isEqualTo(1);
    assertThat(journal.files()).isEmpty();
    assertThat(Bench.read(journal, 1)).isEmpty();
  }

  @Test
  void entriesAreReadAsTheyWereWritten() {
    JournalWriter writer = journal.writer();
    writer.begin(
        EntryKind.FACTS, EntrySource.ADAPTER, 1234, 11, 0xFF_FFFF_FFFFL, Long.MAX_VALUE, -1, 64);
    writer.section(5, 682, 0b101, new byte[] {9, 8, 7}, 1, 2);
    writer.section(5, 683, 0b001, new byte[] {6}, 0, 1);
    assertThat(writer.commit()).isEqualTo(1);
    writer.sync();
    try (JournalReader reader = journal.reader(1)) {
      assertThat(reader.poll()).isTrue();
      assertThat(reader.seq()).isEqualTo(1);
      assertThat(reader.kind()).isEqualTo(EntryKind.FACTS);
      assertThat(reader.source()).isEqualTo(EntrySource.ADAPTER);
      assertThat(reader.boot()).isEqualTo(journal.boot());
      assertThat(reader.receivedMs()).isEqualTo(1234);
      assertThat(reader.durableSeqThen()).isZero();
      assertThat(reader.deviceRef()).isEqualTo(11);
      assertThat(reader.keyId()).isEqualTo(0xFF_FFFF_FFFFL);
      assertThat(reader.packetCounter()).isEqualTo(Long.MAX_VALUE);
      assertThat(reader.batchSeq()).isEqualTo(-1);
      assertThat(reader.held()).isEqualTo(64);
      assertThat(reader.sectionCount()).isEqualTo(2);
      assertThat(reader.sectionSubjectRef(1)).isEqualTo(5);
      assertThat(reader.sectionKeyMonth(1)).isEqualTo(683);
      assertThat(reader.sectionPurposeMask(0)).isEqualTo(0b101);
      assertThat(reader.sectionPlainLength(0)).isEqualTo(2);
      byte[] plain = new byte[10];
      assertThat(reader.openSection(0, plain, 3)).isEqualTo(2);
      assertThat(plain).startsWith(0, 0, 0, 8, 7);
      assertThat(reader.openSection(1, plain, 0)).isEqualTo(1);
      assertThat(plain[0]).isEqualTo((byte) 6);
      assertThat(reader.poll()).isFalse();
    }
  }

  @Test
  void aReaderNeverPassesTheDurablePosition() {
    try (JournalReader reader = journal.reader(1)) {
      Bench.append(journal.writer());
      assertThat(reader.poll()).isFalse();
      journal.writer().sync();
      Bench.append(journal.writer());
      assertThat(Bench.read(reader)).isEqualTo(Bench.texts(1, 1));
      journal.writer().sync();
      assertThat(Bench.read(reader)).isEqualTo(Bench.texts(2, 2));
    }
  }

  @Test
  void whatWasWrittenIsThereAfterAStop() {
    Bench.write(journal, 10, 3);
    reopen();
    assertThat(journal.durableSeq()).isEqualTo(10);
    Bench.write(journal, 5, 5);
    reopen();
    assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 15));
    assertThat(journal.files()).hasSize(2);
  }

  @Test
  void closingSyncsWhatWasCommitted() {
    Bench.append(journal.writer());
    reopen();
    assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 1));
  }

  @Test
  void aReaderStartsAnywhere() {
    Bench.write(journal, 100, 10);
    for (long from : List.of(1L, 2L, 57L, 100L)) {
      assertThat(Bench.read(journal, from)).isEqualTo(Bench.texts(from, 100));
    }
    assertThat(Bench.read(journal, 101)).isEmpty();
    assertThat(Bench.read(journal, -5)).isEqualTo(Bench.texts(1, 100));
  }

  @Test
  void everyRunHasAGreaterBootNumberThatFollowsTheMinute() {
    int boot = journal.boot();
    assertThat(boot).isEqualTo(325 * 24 * 60 + 10 * 60);
    reopen();
    assertThat(journal.boot()).isEqualTo(boot + 1);
    clock.move(Duration.ofHours(1));
    reopen();
    assertThat(journal.boot()).isEqualTo(boot + 60);
    clock.move(Duration.ofDays(-100));
    reopen();
    assertThat(journal.boot()).isEqualTo(boot + 61);
  }

  @Test
  void filesRollWithTimeAndReadersFollow() {
    try (JournalReader reader = journal.reader(1)) {
      for (int hour = 0; hour < 4; hour++) {
        Bench.write(journal, 10, 10);
        clock.move(Duration.ofHours(1));
        journal.writer().sync();
      }
      assertThat(Bench.read(reader)).isEqualTo(Bench.texts(1, 40));
    }
    assertThat(journal.files()).hasSize(4);
    assertThat(journal.files().get(1).firstSeq()).isEqualTo(11);
    assertThat(journal.files().get(1).lastSeq()).isEqualTo(20);
    assertThat(Bench.read(journal, 15)).isEqualTo(Bench.texts(15, 40));
    reopen();
    assertThat(Bench.read(journal, 15)).isEqualTo(Bench.texts(15, 40));
  }

  @Test
  void aClockThatGoesBackAnHourAcrossARollLosesNothing() {
    for (int move : new int[] {1, -2, 1, -1, 3}) {
      Bench.write(journal, 10, 5);
      clock.move(Duration.ofHours(move));
      journal.writer().sync();
    }
    assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 50));
    reopen();
    assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 50));
  }

  @Test
  void manyRestartsWithinOneMinuteLoseNothing() {
    for (int run = 0; run < 6; run++) {
      Bench.write(journal, 3, 3);
      reopen();
    }
    assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, 18));
  }

  @Test
  void filesRollWithSize() {
    journal.close();
    journal = Journals.open(Bench.config(data).fileBytesMax(4 << 20).build(), vault);
    byte[] big = new byte[900_000];
    for (int i = 0; i < 12; i++) {
      Bench.append(journal.writer(), 1, big);
    }
    journal.writer().sync();
    assertThat(journal.files()).hasSize(3);
    try (JournalReader reader = journal.reader(1)) {
      byte[] plain = new byte[big.length];
      for (int i = 0; i < 12; i++) {
        assertThat(reader.poll()).isTrue();
        assertThat(reader.openSection(0, plain, 0)).isEqualTo(big.length);
      }
    }
  }

  @Test
  void recoveryStartsAtTheLastCheckpointThatEnded() {
    JournalWriter writer = journal.writer();
    Bench.append(writer);
    assertThat(writer.checkpointBegin(1)).isEqualTo(2);
    Bench.append(writer);
    writer.begin(EntryKind.DEVICE, EntrySource.SERVER, 1, 77);
    writer.section(0, 0, 0, new byte[] {1}, 0, 1);
    writer.markCheckpoint();
    writer.commit();
    writer.sync();
    assertThat(journal.recoverySeq()).isEqualTo(1);
    writer.checkpointEnd(2);
    assertThat(journal.recoverySeq()).isEqualTo(1);
    writer.sync();
    assertThat(journal.recoverySeq()).isEqualTo(2);
    writer.checkpointBegin(3);
    writer.sync();
    reopen();
    assertThat(journal.recoverySeq()).isEqualTo(2);
    assertThatThrownBy(() -> journal.writer().checkpointEnd(4))
        .isInstanceOf(IllegalStateException.class);
    try (JournalReader reader = journal.reader(journal.recoverySeq())) {
      assertThat(reader.poll() && reader.isCheckpointBegin()).isTrue();
      assertThat(reader.poll() && reader.isCheckpointState()).isFalse();
      assertThat(reader.poll() && reader.isCheckpointState()).isTrue();
      assertThat(reader.poll() && reader.isCheckpointEnd()).isTrue();
    }
  }

  @Test
  void sectionsThatMustNotBeAreRefused() {
    JournalWriter writer = journal.writer();
    byte[] byteArray = new byte[EntryHeaderDescriptor.ENTRY_BYTES_MAX];
    assertThatThrownBy(() -> writer.section(1, 1, 1, byteArray, 0, 1))
        .isInstanceOf(IllegalStateException.class);
    writer.begin(EntryKind.FACTS, EntrySource.DEVICE, 1, 1);
    writer.section(1, 1, 1, byteArray, 0, 1);
    assertThatThrownBy(() -> writer.section(0, 0, 1, byteArray, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.section(-1, 1, 1, byteArray, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.section(2, 65536, 1, byteArray, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.section(2, 1, 1, byteArray, 0, byteArray.length))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(writer.commit()).isEqualTo(1);
    assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sectionsOfOneSubjectAndMonthAreSealedUnderNoncesOfTheirOwn() throws IOException {
    JournalWriter writer = journal.writer();
    byte[] same = new byte[24];
    writer.begin(EntryKind.FACTS, EntrySource.DEVICE, 1, 1);
    writer.section(1, 1, 1, same, 0, same.length);
    writer.section(1, 1, 3, same, 0, same.length);
    writer.commit();
    writer.sync();
    try (JournalReader reader = journal.reader(1)) {
      assertThat(reader.poll()).isTrue();
      for (int i = 0; i < 2; i++) {
        byte[] plain = new byte[same.length];
        assertThat(reader.openSection(i, plain, 0)).isEqualTo(same.length);
        assertThat(plain).isEqualTo(same);
        assertThat(reader.sectionPurposeMask(i)).isEqualTo(1 + 2 * i);
      }
    }
    byte[] file = Files.readAllBytes(fileOfEntries());
    int entry = 0;
    while (EntryHeaderDescriptor.getInt(file, entry) != EntryHeaderDescriptor.MAGIC) {
      entry += 4;
    }
    int first = EntryHeaderDescriptor.sectionsStart(entry, 2);
    int second = first + same.length + SectionCipher.TAG_BYTES;
    byte[] one = Arrays.copyOfRange(file, first, first + same.length);
    byte[] two = Arrays.copyOfRange(file, second, second + same.length);
    // Under one nonce equal bytes would be equal on disk too.
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void theLargestEntryIsWrittenAndRead() {
    byte[] plain = new byte[EntryHeaderDescriptor.ENTRY_BYTES_MAX - 80 - 24 - 16];
    plain[plain.length - 1] = 42;
    assertThat(Bench.append(journal.writer(), 9, plain)).isEqualTo(1);
    journal.writer().sync();
    try (JournalReader reader = journal.reader(1)) {
      assertThat(reader.poll()).isTrue();
      byte[] opened = new byte[plain.length];
      assertThat(reader.openSection(0, opened, 0)).isEqualTo(plain.length);
      assertThat(opened).isEqualTo(plain);
    }
  }

  @Test
  void aSecondJournalOnTheSameDirectoryIsRefused() {
    assertThatThrownBy(() -> Bench.journal(data, vault))
        .isInstanceOfSatisfying(
            JournalFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.IN_USE));
  }

  @Test
  void aClosedJournalRefusesTheWriter() {
    journal.close();
    assertThatThrownBy(() -> journal.writer().sync())
        .isInstanceOfSatisfying(
            JournalFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.CLOSED));
  }
}

package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that was stopped well, and then altered. */
class DamageTest {

  private static final int ENTRIES = 300;

  @TempDir Path data;
  private Vault vault;
  private Corrupter corrupter;
  private List<Corrupter.Place> places;

  @BeforeEach
  void write() {
    vault = Bench.vault(data);
    try (Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, ENTRIES, 7);
    }
    corrupter = new Corrupter(Bench.entryFiles(data).get(0));
    places = corrupter.entries();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private void assertFound() {
    assertThat(Bench.verify(data, null).ok()).isFalse();
  }

  private void assertRefusedAtOpen() {
    assertThatThrownBy(() -> Bench.journal(data, vault).close())
        .isInstanceOfSatisfying(
            JournalFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.DAMAGED);
              assertThat(failure)
                  .hasMessageContaining("relog journal verify " + data.resolve("journal"));
            });
  }

  @Test
  void aSoundJournalIsFoundSound() {
    JournalReport report = Bench.verify(data, vault);
    assertThat(report.problems()).isEmpty();
    assertThat(report.exitStatus()).isZero();
    assertThat(report.entries()).isEqualTo(ENTRIES);
    assertThat(report.firstSeq()).isEqualTo(1);
    assertThat(report.lastSeq()).isEqualTo(ENTRIES);
    assertThat(report.durableSeq()).isEqualTo(ENTRIES);
    assertThat(report.sectionsOpened()).isEqualTo(ENTRIES);
    assertThat(report.tornTail()).isFalse();
  }

  @Test
  void aFlippedBitAnywhereInAnEntryIsFound() {
    for (int index : new int[] {0, ENTRIES / 2, ENTRIES - 1}) {
      Corrupter.Place place = places.get(index);
      for (int at = 0; at < place.bytes(); at++) {
        int bit = at % 8;
        corrupter.flip(place.offset() + at, bit);
        assertThat(Bench.verify(data, null).problemCount())
            .as("bit %d of byte %d of entry %d", bit, at, place.seq())
            .isPositive();
        corrupter.flip(place.offset() + at, bit);
      }
    }
    assertThat(Bench.verify(data, vault).ok()).isTrue();
  }

  @Test
  void everyBitOfAnEntryIsCovered() {
    Corrupter.Place place = places.get(1);
    for (int bit = 0; bit < 8 * place.bytes(); bit++) {
      corrupter.flip(place.offset() + bit / 8, bit % 8);
      assertFound();
      corrupter.flip(place.offset() + bit / 8, bit % 8);
    }
  }

  @Test
  void everyDamagedEntryIsReportedWithFileSeqAndOffset() {
    for (int index : new int[] {3, 100, 101, 250}) {
      Corrupter.Place place = places.get(index);
      corrupter.flip(place.offset() + place.bytes() - 1, 0);
    }
    assertThat(Bench.verify(data, null).problems())
        .extracting(JournalProblem::kind, JournalProblem::seq, JournalProblem::offset)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                JournalProblem.Kind.BAD_SECTION, 4L, places.get(3).offset()),
            org.assertj.core.groups.Tuple.tuple(
                JournalProblem.Kind.BAD_SECTION, 101L, places.get(100).offset()),
            org.assertj.core.groups.Tuple.tuple(
                JournalProblem.Kind.BAD_SECTION, 102L, places.get(101).offset()),
            org.assertj.core.groups.Tuple.tuple(
                JournalProblem.Kind.BAD_SECTION, 251L, places.get(250).offset()));
  }

  @Test
  void aZeroedPageIsFoundByVerifyAndAtOpen() {
    long first = places.get(0).offset() / Corrupter.PAGE_BYTES;
    long last = places.get(ENTRIES - 1).offset() / Corrupter.PAGE_BYTES;
    for (long page = first; page <= last; page++) {
      byte[] before = corrupter.zeroPage(page);
      assertFound();
      assertRefusedAtOpen();
      corrupter.write(page * Corrupter.PAGE_BYTES, before);
    }
  }

  @Test
  void aZeroedFirstPageIsFoundByVerifyAndAtOpen() {
    corrupter.zeroPage(0);
    assertFound();
    assertRefusedAtOpen();
  }

  @Test
  void aZeroedFirstPageOfAnOlderFileIsFoundToo() {
    try (Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 10, 10);
    }
    corrupter.zeroPage(0);
    assertFound();
    assertRefusedAtOpen();
  }

  @Test
  void aTruncatedFileIsFoundWhereverItIsCut() {
    for (int index = 0; index < ENTRIES; index += 29) {
      byte[] whole = corrupter.read(0, (int) corrupter.length());
      corrupter.truncate(places.get(index).offset() + index % 50);
      assertFound();
      assertRefusedAtOpen();
      corrupter.write(0, whole);
    }
    corrupter.truncate(0);
    assertFound();
    assertRefusedAtOpen();
  }

  @Test
  void anEntryCutOffBehindItsHeaderIsFoundWhereverItIsCut() {
    Corrupter.Place last = places.get(ENTRIES - 1);
    byte[] whole = corrupter.read(0, (int) corrupter.length());
    for (int bytes = 1; bytes < last.bytes(); bytes++) {
      corrupter.truncate(last.offset() + bytes);
      assertFound();
      assertRefusedAtOpen();
    }
    corrupter.write(0, whole);
  }

  @Test
  void swappedEntriesAreFound() {
    Corrupter.Place one = places.get(120);
    Corrupter.Place other = places.get(121);
    assertThat(one.bytes()).isEqualTo(other.bytes());
    byte[] first = corrupter.read(one.offset(), one.bytes());
    corrupter.write(one.offset(), corrupter.read(other.offset(), other.bytes()));
    corrupter.write(other.offset(), first);
    assertFound();
    assertRefusedAtOpen();
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    try (Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 10, 10);
    }
    Path last = Bench.entryFiles(data).get(1);
    Path aside = data.resolve("aside");
    for (Path file : Bench.entryFiles(data)) {
      Files.move(file, aside);
      assertFound();
      assertRefusedAtOpen();
      Files.move(aside, file);
    }
    assertThat(last).exists();
    assertThat(Bench.verify(data, vault).ok()).isTrue();
  }

  @Test
  void aDamagedMarkIsRefusedAndRemovingItAcceptsWhatIsThere() throws IOException {
    Path mark = data.resolve("journal/durable.mark");
    Files.write(mark, new byte[100]);
    assertFound();
    assertRefusedAtOpen();
    Files.delete(mark);
    try (Journal journal = Bench.journal(data, vault)) {
      assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, ENTRIES));
    }
  }

  @Test
  void damageThatHappensWhileTheJournalIsOpenStopsTheReader() {
    try (Journal journal = Bench.journal(data, vault);
        JournalReader reader = journal.reader(1)) {
      corrupter.flip(places.get(50).offset() + 20, 3);
      for (int i = 0; i < 50; i++) {
        assertThat(reader.poll()).isTrue();
      }
      assertThatThrownBy(reader::poll)
          .isInstanceOfSatisfying(
              JournalFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.DAMAGED));
    }
  }

  @Test
  void aSectionMovedToAnotherEntryDoesNotOpen() {
    // Same subject, same length; every checksum made right again, as an attacker would.
    Corrupter.Place from = places.get(100);
    Corrupter.Place to = places.get(107);
    byte[] entry = corrupter.read(to.offset() + 4, to.bytes() - 4);
    byte[] other = corrupter.read(from.offset() + 4, from.bytes() - 4);
    int section = EntryHeaderDescriptor.sectionsStart(0, 1);
    System.arraycopy(other, section, entry, section, entry.length - section);
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(entry, section, entry.length - section);
    EntryHeaderDescriptor.putInt(
        entry,
        EntryHeaderDescriptor.row(0, 0) + EntryHeaderDescriptor.ROW_CRC_OFFSET,
        (int) crc.getValue());
    EntryHeaderDescriptor.putInt(
        entry,
        EntryHeaderDescriptor.HEADER_CRC_OFFSET,
        EntryHeaderDescriptor.computeHeaderCrc(crc, entry, 0));
    corrupter.write(to.offset() + 4, entry);
    assertThat(Bench.verify(data, null).ok()).isTrue();
    assertThat(Bench.verify(data, vault).problems())
        .extracting(JournalProblem::kind)
        .containsExactly(JournalProblem.Kind.NOT_AUTHENTIC);
  }
}

package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure overwrites, what it leaves as it was, and what verify thinks of it. */
class RedactionTest {

  private static final long ERASED = 3;

  @TempDir Path data;
  private Vault vault;
  private Journal journal;

  @BeforeEach
  void open() {
    vault = Bench.vault(data);
    journal = Bench.journal(data, vault);
  }

  @AfterEach
  void close() {
    journal.close();
    vault.close();
  }

  private void reopen() {
    close();
    open();
  }

  private static void nothing(long done, long all) {}

  private long redact() {
    return journal.redact(ERASED, RedactionTest::nothing);
  }

  /** Seqs whose section, as the test writes them, is the erased subject's. */
  private static boolean isErased(long seq) {
    return 1 + seq % 7 == ERASED;
  }

  @Test
  void sectionsOfManyGoInOnePass() {
    Bench.write(journal, 70, 10);
    Bench.erase(journal, ERASED);
    Bench.erase(journal, ERASED + 1);
    assertThat(vault.destroySubjects(List.of(ERASED, ERASED + 1))).isEqualTo(2);

    assertThat(journal.redact(Set.of(ERASED, ERASED + 1), RedactionTest::nothing)).isEqualTo(20);

    assertThat(Bench.verify(data, null).problems()).isEmpty();
  }

  @Test
  void ofAPlanOnlyWhatIsUnderItsOneKeyMayBeGone() {
    ErasedRange plan = ErasedRange.ofPlan(5, ErasedRange.PLAN);
    assertThat(plan.covers(0)).isTrue();
    assertThat(plan.covers(1)).isFalse();
    assertThat(plan.coversFact(1, 1)).isFalse();
    assertThat(plan.isWhole()).isFalse();
    assertThat(ErasedRange.ofPlan(5, ErasedRange.WORDS).covers(0))
        .as("the journal has no words of stops")
        .isFalse();
  }

  @Test
  void sectionsOfTheErasedAreZerosAndEveryOtherByteIsAsItWas() throws IOException {
    Bench.write(journal, 70, 10);
    Path file = Bench.entryFiles(data).get(0);
    Bench.erase(journal, ERASED);
    byte[] before = Files.readAllBytes(file);
    vault.destroySubject(ERASED);

    assertThat(redact()).isEqualTo(10);

    byte[] expected = before.clone();
    int zeroed = 0;
    for (Corrupter.Place place : new Corrupter(file).entries()) {
      if (place.seq() <= 70 && isErased(place.seq())) {
        int from = (int) place.offset() + 4 + EntryHeaderDescriptor.sectionsStart(0, 1);
        Arrays.fill(expected, from, (int) place.offset() + place.bytes(), (byte) 0);
        zeroed++;
      }
    }
    assertThat(zeroed).isEqualTo(10);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertThat(Bench.verify(data, null).problems()).isEmpty();
    Remains remains = journal.findRemains(ERASED, RedactionTest::nothing);
    assertThat(remains.zeroedSections()).isEqualTo(10);
    assertThat(remains.sealedSections()).isZero();
    assertThat(remains.keptSections()).isZero();
    assertThat(remains.files()).hasSize(1);
    assertThat(remains.files().get(0).sha256()).hasSize(64);
  }

  @Test
  void hashesTellThatNothingButTheSectionsOfTheErasedHasChanged() {
    Bench.write(journal, 70, 10);
    Path directory = data.resolve("journal");
    SubjectDigests before = SubjectDigests.of(directory, Long.MAX_VALUE);
    assertThat(before.lastSeq()).isEqualTo(70);
    assertThat(before.sections()).hasSize(7);
    Bench.erase(journal, ERASED);
    vault.destroySubject(ERASED);
    redact();
    SubjectDigests after = SubjectDigests.of(directory, before.lastSeq());
    assertThat(after.headers()).isEqualTo(before.headers());
    before
        .sections()
        .forEach(
            (subjectRef, hash) -> {
              boolean same = hash.equals(after.sections().get(subjectRef));
              assertThat(same).as("subject %d", subjectRef).isEqualTo(subjectRef != ERASED);
            });
  }

  @Test
  void whatIsWrittenDuringAnErasureIsAllThereAndWhatIsErasedTwiceIsErasedOnce() {
    Bench.write(journal, 30, 10);
    Bench.erase(journal, ERASED);
    vault.destroySubject(ERASED);
    List<Thread> erasing = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(this::redact);
      thread.start();
      erasing.add(thread);
    }
    for (long n = 32; n <= 2_000; n++) {
      Bench.append(journal.writer(), 5, Bench.text(n));
      journal.writer().sync();
    }
    erasing.forEach(
        thread -> {
          try {
            thread.join();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    redact();
    List<String> expected = new ArrayList<>(Bench.texts(1, 2_000));
    for (long seq = 1; seq <= 30; seq++) {
      if (isErased(seq)) {
        expected.set((int) seq - 1, "gone");
      }
    }
    expected.set(30, "");
    assertThat(Bench.read(journal, 1)).isEqualTo(expected);
    reopen();
    assertThat(Bench.read(journal, 1)).isEqualTo(expected);
    JournalReport report = Bench.verify(data, vault);
    assertThat(report.problems()).isEmpty();
    assertThat(report.sectionsOverwritten()).isEqualTo(report.sectionsErased()).isEqualTo(5);
  }

  @Test
  void aZeroedSectionThatNoEraseCoversIsDamage() throws IOException {
    Bench.write(journal, 20, 10);
    journal.close();
    Path file = Bench.entryFiles(data).get(0);
    Corrupter.Place place = new Corrupter(file).entries().get(4);
    int head = 4 + EntryHeaderDescriptor.sectionsStart(0, 1);
    new Corrupter(file).write(place.offset() + head, new byte[place.bytes() - head]);

    assertThat(Bench.verify(data, null).problems())
        .extracting(JournalProblem::kind)
        .containsExactly(JournalProblem.Kind.BAD_SECTION);
    assertThatThrownBy(() -> Bench.journal(data, vault)).isInstanceOf(JournalFailure.class);
  }

  @Test
  void aDestroyedKeyThatNoEraseCoversIsDamage() {
    Bench.write(journal, 20, 10);
    vault.destroySubject(ERASED);
    assertThatThrownBy(() -> Bench.read(journal, 1))
        .isInstanceOf(JournalFailure.class)
        .hasMessageContaining("no ERASE covers it");
    assertThat(redact()).isZero();
    reopen();
    assertThatThrownBy(() -> Bench.read(journal, 1)).isInstanceOf(JournalFailure.class);
    assertThat(Bench.verify(data, vault).problems())
        .extracting(JournalProblem::kind)
        .containsOnly(JournalProblem.Kind.KEY_UNKNOWN);
  }

  @Test
  void aHalfOverwrittenSectionIsNoDamageUnderAnErase() throws IOException {
    Bench.write(journal, 20, 10);
    Bench.erase(journal, ERASED);
    vault.destroySubject(ERASED);
    journal.close();
    Path file = Bench.entryFiles(data).get(0);
    Corrupter.Place place = new Corrupter(file).entries().get(8); // seq 9
    int head = 4 + EntryHeaderDescriptor.sectionsStart(0, 1);
    new Corrupter(file).write(place.offset() + head, new byte[5]);
    journal = Bench.journal(data, vault);
    assertThat(redact()).isEqualTo(3);
    assertThat(Bench.verify(data, vault).problems()).isEmpty();
  }

  @Test
  void anEraseIsRememberedWhenItsListIsLost() throws IOException {
    Bench.write(journal, 20, 10);
    Bench.erase(journal, ERASED);
    vault.destroySubject(ERASED);
    redact();
    journal.close();
    Files.delete(data.resolve("journal").resolve("erased"));
    assertThat(Bench.verify(data, vault).problems())
        .extracting(JournalProblem::kind)
        .contains(JournalProblem.Kind.ERASED_LIST);
    journal = Bench.journal(data, vault);
    assertThat(journal.isErasedWhole(ERASED)).isTrue();
    assertThat(Bench.verify(data, vault).problems()).isEmpty();
  }

  @Test
  void aRotatedMonthKeepsWhatItRetiredUntilThatIsDestroyed() {
    Bench.append(journal.writer(), ERASED, Bench.text(1));
    Bench.erase(
        journal,
        new ErasedRange(ERASED, 0, 1_789_000_000_000L, 1_789_000_000_001L, ErasedRange.TRACKS));
    assertThat(vault.keyMonths(ERASED)).containsExactly(Bench.MONTH);
    assertThat(vault.rotateSubjectMonth(ERASED, Bench.MONTH)).isTrue();
    assertThat(vault.rotateSubjectMonth(ERASED, Bench.MONTH + 1)).isFalse();
    assertThat(vault.findRetiredArchiveCiphers(ERASED, Bench.MONTH)).hasSize(1);
    Bench.append(journal.writer(), ERASED, Bench.text(3));
    journal.writer().sync();
    reopen();
    assertThat(Bench.read(journal, 1)).containsExactly("entry 1 says it", "", "entry 3 says it");
    assertThat(redact()).isZero();

    assertThat(vault.destroyRetired(ERASED)).isEqualTo(1);

    assertThat(Bench.read(journal, 1)).containsExactly("gone", "", "entry 3 says it");
    assertThat(redact()).isEqualTo(1);
    assertThat(journal.findRemains(ERASED, RedactionTest::nothing).keptSections()).isEqualTo(1);
    reopen();
    assertThat(Bench.read(journal, 1)).containsExactly("gone", "", "entry 3 says it");
    assertThat(Bench.verify(data, vault).problems()).isEmpty();
    assertThat(journal.isErasedWhole(ERASED)).isFalse();
    assertThat(journal.isErased(ERASED, Bench.MONTH - 1)).isFalse();
  }

  @Test
  void theVaultsRollbackJournalHoldsNoDestroyedKey() throws IOException {
    Bench.append(journal.writer(), ERASED, Bench.text(1));
    journal.writer().sync();
    byte[] before = Files.readAllBytes(data.resolve("vault.db"));
    vault.destroySubject(ERASED);
    Path rollback = data.resolve("vault.db-journal");
    assertThat(Files.size(rollback)).isPositive();
    assertThat(Files.readAllBytes(rollback)).containsOnly(0);
    assertThat(before).isNotEqualTo(Files.readAllBytes(data.resolve("vault.db")));
  }
}

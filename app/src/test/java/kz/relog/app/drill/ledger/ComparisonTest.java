package kz.relog.app.drill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import kz.relog.app.drill.ledger.Comparison.Breach;
import kz.relog.device.DeviceListener;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill is worth what its comparison notices: each promise broken on purpose must be told. */
class ComparisonTest {
  private static final long DEVICE = 42;
  private static final int BATCHES = 20;
  private static final int FIXES = 5;
  private static final FixPattern DRIVE = new FixPattern(3, 1_790_000_000_000L);

  @TempDir private Path data;

  private final AckLedger ledger = new AckLedger();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  /** Everything was sent and acked. */
  @BeforeEach
  void ack() {
    ledger.device(DEVICE, DRIVE);
    ledger.offered(DEVICE, BATCHES * FIXES);
    for (int batch = 1; batch <= BATCHES; batch++) {
      int first = (batch - 1) * FIXES;
      ledger.sent(DEVICE, batch, FIXES, DRIVE.timeMs(first), DRIVE.timeMs(first + FIXES - 1));
      ledger.acked(DEVICE, batch, FIXES, batch % 2 == 0 ? 0 : DeviceListener.REFUSED_UNKNOWN);
    }
  }

  /** Journals a batch under a number, its fixes moved by so many 10^-7 degrees. */
  private void journal(JournalWriter writer, int batch, int from, int movedE7) {
    encoder.begin(1000, 6).batchSeq(batch);
    for (int i = from; i < from + FIXES; i++) {
      encoder.add(
          DRIVE.timeMs(i),
          DRIVE.latE7(i) + (i == from ? movedE7 : 0),
          DRIVE.lonE7(i),
          DRIVE.speedDmps(i),
          DRIVE.courseDegrees(i),
          FixPattern.ACCURACY_METRES,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    int length = encoder.encode(plain, 0);
    writer.begin(EntryKind.FACTS, EntrySource.DEVICE, 1, DEVICE, 7, batch, batch, 0);
    writer.section(DEVICE, 600, 1, plain, 0, length);
    writer.commit();
  }

  private interface More {
    void journal(JournalWriter writer);
  }

  /** Journals the batches wanted, and more, and compares. */
  private Finding compare(IntPredicate wanted, More more) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null));
        Journal journal =
            Journals.open(
                JournalConfig.in(data.resolve("journal")).reserveBytes(4 << 20).build(), vault)) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        if (wanted.test(batch)) {
          journal(journal.writer(), batch, (batch - 1) * FIXES, 0);
        }
      }
      more.journal(journal.writer());
      journal.writer().sync();
    }
    Comparison comparison = new Comparison(ledger);
    Stored.readJournal(data, comparison);
    return comparison.finish();
  }

  @Test
  void what_was_acked_and_is_stored_once_is_right() {
    Finding finding = compare(batch -> true, writer -> {});
    assertThat(finding.breaches()).isEmpty();
    assertThat(finding.holds()).isTrue();
    assertThat(finding.ackedFixes()).isEqualTo(BATCHES * FIXES);
    assertThat(finding.storedFixes()).isEqualTo(BATCHES * FIXES);
  }

  @Test
  void an_acked_entry_that_is_gone_is_told_as_after_an_ack_before_the_force() {
    Finding finding = compare(batch -> batch != 13, writer -> {});
    assertThat(finding.holds()).isFalse();
    assertThat(finding.count(Breach.LOST)).isEqualTo(1);
    assertThat(finding.breaches()).singleElement().asString().contains("batch 13 was acked");
  }

  @Test
  void an_ack_for_what_never_was_stored_is_told_as_after_a_failed_force() {
    ledger.offered(DEVICE, (BATCHES + 1) * FIXES);
    ledger.acked(DEVICE, BATCHES + 1, FIXES, 0);
    assertThat(compare(batch -> true, writer -> {}).count(Breach.LOST)).isEqualTo(1);
  }

  @Test
  void a_batch_stored_again_is_told_as_without_the_dedupe() {
    Finding finding = compare(batch -> true, writer -> journal(writer, 7, 6 * FIXES, 0));
    assertThat(finding.holds()).isFalse();
    assertThat(finding.count(Breach.TWICE)).isEqualTo(1 + FIXES);
  }

  @Test
  void a_fix_stored_under_another_batch_is_told_too() {
    Finding finding = compare(batch -> true, writer -> journal(writer, BATCHES + 1, 6 * FIXES, 0));
    assertThat(finding.count(Breach.TWICE)).isEqualTo(FIXES);
  }

  @Test
  void a_fix_moved_by_the_least_step_is_told() {
    Finding finding = compare(batch -> batch != 4, writer -> journal(writer, 4, 3 * FIXES, 10));
    assertThat(finding.count(Breach.ALTERED)).isEqualTo(1);
    assertThat(finding.count(Breach.LOST)).isZero();
  }

  @Test
  void a_batch_with_other_fixes_than_were_sent_is_told() {
    ledger.offered(DEVICE, 100 * FIXES);
    Finding finding = compare(batch -> batch != 4, writer -> journal(writer, 4, 90 * FIXES, 0));
    assertThat(finding.count(Breach.ALTERED)).isEqualTo(1);
  }

  @Test
  void a_fix_that_nobody_offered_is_told() {
    Finding finding = compare(batch -> true, writer -> journal(writer, 99, 90 * FIXES, 0));
    assertThat(finding.count(Breach.UNKNOWN)).isEqualTo(FIXES);
  }

  @Test
  void fixes_that_the_server_refused_need_not_be_stored() {
    ledger.refused(DEVICE, 13, FIXES);
    Finding finding = compare(batch -> batch != 13, writer -> {});
    assertThat(finding.holds()).isTrue();
    assertThat(finding.refusedFixes()).isEqualTo(FIXES);
  }

  @Test
  void an_archive_that_misses_a_journalled_fix_or_holds_it_twice_is_told() {
    compare(batch -> true, writer -> {});
    Comparison comparison = new Comparison(ledger);
    for (int i = 1; i < BATCHES * FIXES; i++) {
      archived(comparison, i);
    }
    archived(comparison, 50);
    Stored.readJournal(data, comparison);
    Finding finding = comparison.finish();
    assertThat(finding.count(Breach.LOST)).isEqualTo(1);
    assertThat(finding.count(Breach.TWICE)).isEqualTo(1);
  }

  private static void archived(Comparison comparison, int index) {
    comparison.onArchived(
        DEVICE,
        DRIVE.timeMs(index),
        DRIVE.latE7(index),
        DRIVE.lonE7(index),
        DRIVE.speedDmps(index),
        DRIVE.courseDegrees(index),
        FixPattern.ACCURACY_METRES);
  }
}

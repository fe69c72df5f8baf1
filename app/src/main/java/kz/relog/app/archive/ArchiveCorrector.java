package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.relog.api.spi.RoadGate;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.journal.Vault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/**
 * Gives archived facts of one device and time, which stand under the wrong person, to the right
 * one: those that the gate allows are sealed anew under the keys of the right person, hour by hour,
 * each hour in one transaction. What the gate does not allow stays where it is, to be erased. May
 * be repeated: what was given is not found again. For one thread.
 */
final class ArchiveCorrector {
  private final ArchiveStore store;
  private final Vault vault;
  private final RowSealer sealer;
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  ArchiveCorrector(ArchiveStore store, Vault vault, RowSealer sealer) {
    this.store = store;
    this.vault = vault;
    this.sealer = sealer;
  }

  /** Facts of one hour, by whom they belong to from now on. */
  private record Split(FactColumns staying, Map<Integer, FactColumns> given) {}

  /**
   * Gives what may be given.
   *
   * @param seq of an entry that carries no facts: names the new rows, which no others are named by
   * @return how many facts were given
   */
  long give(TrackArchive.Correction correction, TrackArchive.FactGate gate, long seq) {
    long given = 0;
    int last = ArchiveRow.hourOf(correction.toMs() - 1);
    for (int hour :
        store.hours(correction.deviceRef(), ArchiveRow.hourOf(correction.fromMs()), last)) {
      given += give(correction, gate, seq, hour);
    }
    return given;
  }

  private long give(
      TrackArchive.Correction correction, TrackArchive.FactGate gate, long seq, int hour) {
    Map<Integer, FactColumns> given = new TreeMap<>();
    List<ArchiveRow> kept = new ArrayList<>();
    long facts = 0;
    for (ArchiveRow row : store.rows(correction.wrongRef(), correction.deviceRef(), hour)) {
      Split split = split(correction, gate, row, given);
      FactColumns staying = split.staying;
      int all = row.fixes();
      if (staying.count() == all) {
        kept.add(row);
      } else if (staying.count() > 0) {
        keep(row.key(), staying, kept);
      }
      facts += all - staying.count();
    }
    if (facts > 0) {
      store.move(
          correction.wrongRef(),
          correction.deviceRef(),
          hour,
          kept,
          sealed(correction, given, seq, hour));
    }
    return facts;
  }

  private Split split(
      TrackArchive.Correction correction,
      TrackArchive.FactGate gate,
      ArchiveRow row,
      Map<Integer, FactColumns> given) {
    FactColumns all = new FactColumns();
    FactColumns staying = new FactColumns();
    sealer.open(row).ifPresent(bytes -> TrackArchive.decode(decoder, bytes, all));
    // What the first one refused for a purpose stays refused for it.
    int purposes = row.key().purposes() == 0 ? RoadGate.PLAN_FACT : row.key().purposes();
    for (int i = 0; i < all.count(); i++) {
      long timeMs = all.timeMs(i);
      boolean concerned = timeMs >= correction.fromMs() && timeMs < correction.toMs();
      int allowed = concerned ? purposes & gate.purposesAt(timeMs) : 0;
      // The archive keeps what plan and fact are compared by, and nothing else.
      if ((allowed & RoadGate.PLAN_FACT) != 0) {
        given.computeIfAbsent(allowed, mask -> new FactColumns()).addFrom(all, i);
      } else {
        staying.addFrom(all, i);
      }
    }
    return new Split(staying, given);
  }

  private void keep(ArchiveRow.Key key, FactColumns staying, List<ArchiveRow> kept) {
    SectionCipher cipher =
        sealer
            .ciphersFor(List.of(new SubjectMonth(key.subjectRef(), monthOf(key))))
            .get(0)
            .orElseThrow(() -> new ArchiveFailure("the month has no key to seal what stays"));
    new ArchiveEraser(store, sealer).keep(key, staying, cipher, kept);
    cipher.destroy();
  }

  private List<ArchiveRow> sealed(
      TrackArchive.Correction correction, Map<Integer, FactColumns> given, long seq, int hour) {
    List<ArchiveRow> rows = new ArrayList<>();
    SectionCipher cipher =
        vault.archiveCipherForSealing(correction.rightRef(), ArchiveRow.monthOf(hour));
    given.forEach(
        (purposes, facts) ->
            new RowPacking(sealer, encoder, plain)
                .seal(
                    new ArchiveRow.Key(
                        correction.rightRef(),
                        correction.deviceRef(),
                        hour,
                        seq,
                        ArchiveRow.Key.part(purposes, 0)),
                    facts,
                    cipher,
                    rows));
    cipher.destroy();
    return rows;
  }

  private static int monthOf(ArchiveRow.Key key) {
    return ArchiveRow.monthOf(key.hour());
  }
}

package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.relog.app.archive.TrackArchive.Progress;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/**
 * Takes a range of one subject out of the archive, hour by hour. An hour that lies in the range is
 * deleted; one that lies in it in part is opened, and what stays is sealed anew; other hours of the
 * months concerned are sealed under the months' new keys, so that the retired ones can go. For one
 * thread.
 */
final class ArchiveEraser {
  private static final long HOUR_MS = 3_600_000;

  /** Above every count that the parts of an hour have, and how many one part may become. */
  private static final int SPLIT_PARTS = 0x8000;

  private static final int SPLIT_MAX = 32;

  private final ArchiveStore store;
  private final RowSealer sealer;
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  ArchiveEraser(ArchiveStore store, RowSealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  void forget(ErasedRange range, Progress progress) {
    Map<Long, List<Integer>> hours = store.hoursOf(range.subjectRef());
    long all = hours.values().stream().mapToLong(List::size).sum();
    long done = 0;
    for (Map.Entry<Long, List<Integer>> device : hours.entrySet()) {
      if (range.isWhole()) {
        List<Integer> of = device.getValue();
        store.delete(range.subjectRef(), device.getKey(), of.get(0), of.get(of.size() - 1));
        done += of.size();
      } else {
        for (int hour : device.getValue()) {
          if (range.covers(ArchiveRow.monthOf(hour))) {
            forget(range, device.getKey(), hour);
          }
          done++;
        }
      }
      progress.onProgress(done, all);
    }
  }

  private void forget(ErasedRange range, long deviceRef, int hour) {
    if (isInside(range, deviceRef, hour)) {
      store.delete(range.subjectRef(), deviceRef, hour, hour);
      return;
    }
    List<ArchiveRow> rows = store.rows(range.subjectRef(), deviceRef, hour);
    boolean untouched = !touches(range, deviceRef, hour);
    if (untouched && rows.stream().allMatch(sealer::isPresent)) {
      return;
    }
    List<ArchiveRow> kept = new ArrayList<>();
    SectionCipher cipher =
        sealer
            .ciphersFor(List.of(new SubjectMonth(range.subjectRef(), ArchiveRow.monthOf(hour))))
            .get(0)
            .orElseThrow(() -> new ArchiveFailure("the month has no key to seal what stays"));
    for (ArchiveRow row : rows) {
      sealAgain(range, row, cipher, kept);
    }
    cipher.destroy();
    store.replace(range.subjectRef(), deviceRef, hour, kept);
  }

  private void sealAgain(
      ErasedRange range, ArchiveRow row, SectionCipher cipher, List<ArchiveRow> kept) {
    FactColumns all = new FactColumns();
    FactColumns staying = new FactColumns();
    sealer.open(row).ifPresent(bytes -> TrackArchive.decode(decoder, bytes, all));
    for (int i = 0; i < all.count(); i++) {
      if (!range.coversFact(row.key().deviceRef(), all.timeMs(i))) {
        staying.addFrom(all, i);
      }
    }
    if (staying.count() > 0) {
      keep(row.key(), staying, cipher, kept);
    }
  }

  /** Seals what stays of a row under its name, or under several when one row cannot hold it. */
  void keep(ArchiveRow.Key key, FactColumns staying, SectionCipher cipher, List<ArchiveRow> kept) {
    int length = encode(staying);
    if (length > 0) {
      kept.add(new ArchiveRow(key, staying.count(), sealer.seal(cipher, key, plain, length)));
    } else {
      // Neighbours that lie far apart now need rows of their own.
      new RowPacking(sealer, encoder, plain)
          .seal(
              new ArchiveRow.Key(
                  key.subjectRef(),
                  key.deviceRef(),
                  key.hour(),
                  key.firstSeq(),
                  SPLIT_PARTS + key.part() + (key.part() & 0x3FF) * (SPLIT_MAX - 1)),
              staying,
              cipher,
              kept);
    }
  }

  /** Bytes of all facts as one batch, 0 if one does not hold them. */
  private int encode(FactColumns facts) {
    encoder.begin(facts.tickMs(), facts.digits()).batchSeq(1);
    for (int index : facts.order()) {
      if (!facts.addTo(encoder, index)) {
        return 0;
      }
    }
    return encoder.encode(plain, 0);
  }

  /** Whether all facts of an hour are to go. */
  private static boolean isInside(ErasedRange range, long deviceRef, int hour) {
    long fromMs = ArchiveRow.startMs(hour);
    return range.coversFact(deviceRef, fromMs) && range.coversFact(deviceRef, fromMs + HOUR_MS - 1);
  }

  private static boolean touches(ErasedRange range, long deviceRef, int hour) {
    long fromMs = ArchiveRow.startMs(hour);
    return (range.deviceRef() == 0 || range.deviceRef() == deviceRef)
        && range.fromMs() < fromMs + HOUR_MS
        && range.toMs() > fromMs;
  }

  /** How many hours hold anything of the range, or anything under a key that must go. */
  long holds(ErasedRange range) {
    long held = 0;
    for (Map.Entry<Long, List<Integer>> device : store.hoursOf(range.subjectRef()).entrySet()) {
      for (int hour : device.getValue()) {
        if (touches(range, device.getKey(), hour) && holds(range, device.getKey(), hour)) {
          held++;
        }
      }
    }
    return held;
  }

  private boolean holds(ErasedRange range, long deviceRef, int hour) {
    if (isInside(range, deviceRef, hour)) {
      return true;
    }
    FactColumns facts = new FactColumns();
    for (ArchiveRow row : store.rows(range.subjectRef(), deviceRef, hour)) {
      sealer.open(row).ifPresent(bytes -> TrackArchive.decode(decoder, bytes, facts));
    }
    for (int i = 0; i < facts.count(); i++) {
      if (range.coversFact(deviceRef, facts.timeMs(i))) {
        return true;
      }
    }
    return false;
  }
}

package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/**
 * Facts that wait for the next transaction, by subject, device and hour. Owned by the archiver's
 * thread.
 */
final class OpenRows {
  private final RowSealer sealer;
  private final Map<Place, Waiting> waiting = new HashMap<>();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int fixes;

  OpenRows(RowSealer sealer) {
    this.sealer = sealer;
  }

  private record Place(long subjectRef, long deviceRef, int hour) {}

  /** Facts of one place and the entry with which they began. */
  private static final class Waiting {
    final FactColumns facts = new FactColumns();
    final long firstSeq;

    Waiting(long firstSeq) {
      this.firstSeq = firstSeq;
    }
  }

  /** Facts that wait. */
  int fixes() {
    return fixes;
  }

  /** Takes the facts of a decoded section. */
  void add(long seq, long subjectRef, long deviceRef, FixBatchDecoder batch) {
    for (int i = 0; i < batch.count(); i++) {
      Place place = new Place(subjectRef, deviceRef, ArchiveRow.hourOf(batch.timeMs(i)));
      waiting.computeIfAbsent(place, p -> new Waiting(seq)).facts.add(batch, i);
    }
    fixes += batch.count();
  }

  /** Seals all that waits into rows and starts anew. Facts whose key is gone are left out. */
  List<ArchiveRow> take() {
    List<ArchiveRow> rows = new ArrayList<>();
    waiting.forEach((place, facts) -> seal(place, facts, rows));
    waiting.clear();
    fixes = 0;
    return rows;
  }

  private void seal(Place place, Waiting waitingFacts, List<ArchiveRow> rows) {
    FactColumns facts = waitingFacts.facts;
    int tickMs = facts.tickMs();
    int digits = facts.digits();
    int part = 0;
    encoder.begin(tickMs, digits).batchSeq(1);
    for (int index : facts.order()) {
      if (!facts.addTo(encoder, index)) {
        sealPart(place, waitingFacts.firstSeq, part++, rows);
        encoder.begin(tickMs, digits).batchSeq(1);
        facts.addTo(encoder, index);
      }
    }
    sealPart(place, waitingFacts.firstSeq, part, rows);
  }

  private void sealPart(Place place, long firstSeq, int part, List<ArchiveRow> rows) {
    int length = encoder.encode(plain, 0);
    ArchiveRow.Key key =
        new ArchiveRow.Key(place.subjectRef(), place.deviceRef(), place.hour(), firstSeq, part);
    Optional<byte[]> sealed = sealer.seal(key, plain, length);
    if (sealed.isPresent()) {
      rows.add(new ArchiveRow(key, encoder.count(), sealed.get()));
    }
  }
}

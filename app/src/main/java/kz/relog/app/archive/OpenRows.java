package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts that wait for the next transaction, by subject, device and hour. Owned by the archiver's
 * thread.
 */
final class OpenRows {
  private final RowSealer sealer;
  private final Long2ObjectHashMap<Waiting> waiting = new Long2ObjectHashMap<>();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int fixes;

  OpenRows(RowSealer sealer) {
    this.sealer = sealer;
  }

  /** Facts of one subject, device and hour, and the entry with which they began. */
  private static final class Waiting {
    final FactColumns facts = new FactColumns();
    final long subjectRef;
    final int hour;
    final long firstSeq;

    /** Other hours or subjects of the same device; there are few. */
    final @Nullable Waiting next;

    Waiting(long subjectRef, int hour, long firstSeq, @Nullable Waiting next) {
      this.subjectRef = subjectRef;
      this.hour = hour;
      this.firstSeq = firstSeq;
      this.next = next;
    }
  }

  /** Facts that wait. */
  int fixes() {
    return fixes;
  }

  /** Takes the facts of a decoded section. */
  void add(long seq, long subjectRef, long deviceRef, FixBatchDecoder batch) {
    for (int i = 0; i < batch.count(); i++) {
      int hour = ArchiveRow.hourOf(batch.timeMs(i));
      Waiting first = waiting.get(deviceRef);
      Waiting found = first;
      while (found != null && (found.hour != hour || found.subjectRef != subjectRef)) {
        found = found.next;
      }
      if (found == null) {
        found = new Waiting(subjectRef, hour, seq, first);
        waiting.put(deviceRef, found);
      }
      found.facts.add(batch, i);
    }
    fixes += batch.count();
  }

  /** Seals all that waits into rows and starts anew. Facts whose key is gone are left out. */
  List<ArchiveRow> take() {
    List<ArchiveRow> rows = new ArrayList<>();
    waiting.longForEach(
        (deviceRef, first) -> {
          for (Waiting one = first; one != null; one = one.next) {
            seal(deviceRef, one, rows);
          }
        });
    waiting.clear();
    fixes = 0;
    return rows;
  }

  private void seal(long deviceRef, Waiting place, List<ArchiveRow> rows) {
    FactColumns facts = place.facts;
    int tickMs = facts.tickMs();
    int digits = facts.digits();
    int part = 0;
    encoder.begin(tickMs, digits).batchSeq(1);
    for (int index : facts.order()) {
      if (!facts.addTo(encoder, index)) {
        sealPart(deviceRef, place, part++, rows);
        encoder.begin(tickMs, digits).batchSeq(1);
        facts.addTo(encoder, index);
      }
    }
    sealPart(deviceRef, place, part, rows);
  }

  private void sealPart(long deviceRef, Waiting place, int part, List<ArchiveRow> rows) {
    int length = encoder.encode(plain, 0);
    ArchiveRow.Key key =
        new ArchiveRow.Key(place.subjectRef, deviceRef, place.hour, place.firstSeq, part);
    Optional<byte[]> sealed = sealer.seal(key, plain, length);
    if (sealed.isPresent()) {
      rows.add(new ArchiveRow(key, encoder.count(), sealed.get()));
    }
  }
}

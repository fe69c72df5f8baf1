package kz.relog.app.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts that wait for the next transaction, by subject, device and hour. Owned by the archiver's
 * thread.
 */
final class OpenRows {
  /** The vault serves others too, so it is not asked for more at a time. */
  private static final int KEYS_AT_ONCE = 256;

  /** Neighbours in the table are written one after the other. */
  private static final Comparator<Waiting> IN_ORDER_OF_KEYS =
      Comparator.<Waiting>comparingLong(place -> place.subjectRef)
          .thenComparingLong(place -> place.deviceRef)
          .thenComparingInt(place -> place.hour);

  private final RowSealer sealer;
  private final Long2ObjectHashMap<Waiting> waiting = new Long2ObjectHashMap<>();
  private FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int fixes;

  OpenRows(RowSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * Facts of one subject, device, hour and set of purposes, and the entry with which they began.
   */
  private static final class Waiting {
    final FactColumns facts = new FactColumns();
    final long subjectRef;
    final long deviceRef;
    final int purposes;
    final int hour;
    final long firstSeq;

    /** Other hours, subjects or purposes of the same device; there are few. */
    final @Nullable Waiting next;

    Waiting(
        long subjectRef,
        long deviceRef,
        int purposes,
        int hour,
        long firstSeq,
        @Nullable Waiting next) {
      this.subjectRef = subjectRef;
      this.purposes = purposes;
      this.deviceRef = deviceRef;
      this.hour = hour;
      this.firstSeq = firstSeq;
      this.next = next;
    }
  }

  /** Leaves nothing in the buffers of what was sealed before. */
  void scrub() {
    encoder = new FixBatchEncoder();
    Arrays.fill(plain, (byte) 0);
  }

  /** Facts that wait. */
  int fixes() {
    return fixes;
  }

  /** Takes the facts of a decoded section. */
  void add(long seq, long subjectRef, long deviceRef, int purposes, FixBatchDecoder batch) {
    for (int i = 0; i < batch.count(); i++) {
      int hour = ArchiveRow.hourOf(batch.timeMs(i));
      Waiting first = waiting.get(deviceRef);
      Waiting found = first;
      while (found != null
          && (found.hour != hour || found.subjectRef != subjectRef || found.purposes != purposes)) {
        found = found.next;
      }
      if (found == null) {
        found = new Waiting(subjectRef, deviceRef, purposes, hour, seq, first);
        waiting.put(deviceRef, found);
      }
      found.facts.add(batch, i);
    }
    fixes += batch.count();
  }

  /**
   * Seals all that waits into rows, in the order of their keys, and starts anew. Facts whose key is
   * gone are left out.
   */
  List<ArchiveRow> take() {
    List<Waiting> all = new ArrayList<>();
    for (Waiting first : waiting.values()) {
      for (Waiting one = first; one != null; one = one.next) {
        all.add(one);
      }
    }
    waiting.clear();
    fixes = 0;
    all.sort(IN_ORDER_OF_KEYS);
    List<ArchiveRow> rows = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      seal(all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE)), rows);
    }
    return rows;
  }

  private void seal(List<Waiting> places, List<ArchiveRow> rows) {
    List<Optional<SectionCipher>> ciphers =
        sealer.ciphersFor(
            places.stream()
                .map(place -> new SubjectMonth(place.subjectRef, ArchiveRow.monthOf(place.hour)))
                .toList());
    for (int i = 0; i < places.size(); i++) {
      if (ciphers.get(i).isPresent()) {
        SectionCipher cipher = ciphers.get(i).get();
        seal(places.get(i), cipher, rows);
        cipher.destroy();
      } else {
        Waiting gone = places.get(i);
        sealer.requireErased(gone.subjectRef, ArchiveRow.monthOf(gone.hour));
      }
    }
  }

  private void seal(Waiting place, SectionCipher cipher, List<ArchiveRow> rows) {
    FactColumns facts = place.facts;
    int tickMs = facts.tickMs();
    int digits = facts.digits();
    int part = 0;
    encoder.begin(tickMs, digits).batchSeq(1);
    for (int index : facts.order()) {
      if (!facts.addTo(encoder, index)) {
        sealPart(place, part++, cipher, rows);
        encoder.begin(tickMs, digits).batchSeq(1);
        facts.addTo(encoder, index);
      }
    }
    sealPart(place, part, cipher, rows);
  }

  private void sealPart(Waiting place, int part, SectionCipher cipher, List<ArchiveRow> rows) {
    int length = encoder.encode(plain, 0);
    ArchiveRow.Key key =
        new ArchiveRow.Key(
            place.subjectRef,
            place.deviceRef,
            place.hour,
            place.firstSeq,
            ArchiveRow.Key.part(place.purposes, part));
    rows.add(new ArchiveRow(key, encoder.count(), sealer.seal(cipher, key, plain, length)));
  }
}

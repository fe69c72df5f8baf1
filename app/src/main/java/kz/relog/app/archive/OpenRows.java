package kz.relog.app.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kz.relog.journal.SectionCipher;
import kz.relog.journal.SubjectMonth;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Batches that wait for the next transaction, as they came, by device; turned into rows by subject,
 * device and hour. Owned by the archiver's thread.
 *
 * <p>They wait encoded, a tenth of the size of their facts, so that many wait at once: a row costs
 * several times what a batch in it does.
 */
final class OpenRows {
  /** The vault serves others too, so it is not asked for more at a time. */
  private static final int PLACES_AT_ONCE = 256;

  /** Neighbours in the table are written one after the other. */
  private static final Comparator<Waiting> IN_ORDER_OF_KEYS =
      Comparator.<Waiting>comparingLong(waiting -> waiting.subjectRef)
          .thenComparingLong(waiting -> waiting.deviceRef);

  private final RowSealer sealer;
  private final Long2ObjectHashMap<Waiting> byDevice = new Long2ObjectHashMap<>();
  private FixBatchDecoder decoder = new FixBatchDecoder();
  private FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int bytes;

  OpenRows(RowSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * Batches of one subject, device and set of purposes, each behind its journal seq and length.
   *
   * <pre>
   *  | seq | length | batch ..... | seq | length | batch ... |
   *  | 8   | 4      |             | 8   | 4      |
   * </pre>
   */
  private static final class Waiting {
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;
    private static final int FIRST_BYTES = 64;

    final long subjectRef;
    final long deviceRef;
    final int purposes;

    /** Other subjects or purposes of the same device; there are few. */
    final @Nullable Waiting next;

    byte[] batches = new byte[FIRST_BYTES];
    int end;

    Waiting(long subjectRef, long deviceRef, int purposes, @Nullable Waiting next) {
      this.subjectRef = subjectRef;
      this.deviceRef = deviceRef;
      this.purposes = purposes;
      this.next = next;
    }

    void add(long seq, byte[] batch, int length) {
      int batchAt = end + HEAD_BYTES;
      if (batchAt + length > batches.length) {
        byte[] larger = Arrays.copyOf(batches, Math.max(batchAt + length, 2 * batches.length));
        scrub();
        batches = larger;
      }
      ByteBuffer.wrap(batches).putLong(end, seq).putInt(end + Long.BYTES, length);
      System.arraycopy(batch, 0, batches, batchAt, length);
      end = batchAt + length;
    }

    void scrub() {
      Arrays.fill(batches, (byte) 0);
    }
  }

  /** Facts of one row: of one hour. */
  private record Place(
      long subjectRef, long deviceRef, int purposes, int hour, long firstSeq, FactColumns facts) {

    SubjectMonth month() {
      return new SubjectMonth(subjectRef, ArchiveRow.monthOf(hour));
    }

    ArchiveRow.Key key() {
      return new ArchiveRow.Key(
          subjectRef, deviceRef, hour, firstSeq, ArchiveRow.Key.part(purposes, 0));
    }
  }

  /** Leaves nothing in the buffers of what was sealed before. */
  void scrub() {
    decoder = new FixBatchDecoder();
    encoder = new FixBatchEncoder();
    Arrays.fill(plain, (byte) 0);
  }

  /** Bytes of the batches that wait. */
  int bytes() {
    return bytes;
  }

  /** Takes a batch of the journal. */
  void add(long seq, long subjectRef, long deviceRef, int purposes, byte[] batch, int length) {
    Waiting first = byDevice.get(deviceRef);
    Waiting found = first;
    while (found != null && (found.subjectRef != subjectRef || found.purposes != purposes)) {
      found = found.next;
    }
    if (found == null) {
      found = new Waiting(subjectRef, deviceRef, purposes, first);
      byDevice.put(deviceRef, found);
    }
    found.add(seq, batch, length);
    bytes += length;
  }

  /**
   * Seals all that waits into rows, in the order of their keys, and starts anew. Facts whose key is
   * gone are left out.
   */
  List<ArchiveRow> take() {
    List<Waiting> all = new ArrayList<>();
    for (Waiting first : byDevice.values()) {
      for (Waiting one = first; one != null; one = one.next) {
        all.add(one);
      }
    }
    byDevice.clear();
    bytes = 0;
    all.sort(IN_ORDER_OF_KEYS);
    List<ArchiveRow> rows = new ArrayList<>(all.size());
    List<Place> places = new ArrayList<>(PLACES_AT_ONCE);
    for (Waiting waiting : all) {
      addPlaces(waiting, places);
      waiting.scrub();
      if (places.size() >= PLACES_AT_ONCE) {
        seal(places, rows);
        places.clear();
      }
    }
    seal(places, rows);
    return rows;
  }

  /** Parts what waits by hours, in their order. */
  private void addPlaces(Waiting waiting, List<Place> places) {
    int from = places.size();
    ByteBuffer batches = ByteBuffer.wrap(waiting.batches, 0, waiting.end);
    while (batches.hasRemaining()) {
      long seq = batches.getLong();
      int length = batches.getInt();
      BatchFault fault = decoder.decode(waiting.batches, batches.position(), length);
      if (fault != BatchFault.NONE) {
        throw new ArchiveFailure("journal entry " + seq + " is not a batch: " + fault);
      }
      batches.position(batches.position() + length);
      for (int i = 0; i < decoder.count(); i++) {
        int hour = ArchiveRow.hourOf(decoder.timeMs(i));
        place(waiting, hour, seq, places, from).facts.add(decoder, i);
      }
    }
    places.subList(from, places.size()).sort(Comparator.comparingInt(Place::hour));
  }

  /** The place of an hour, which is nearly always the one before; from is this device's first. */
  private static Place place(Waiting waiting, int hour, long seq, List<Place> places, int from) {
    for (int i = places.size() - 1; i >= from; i--) {
      if (places.get(i).hour == hour) {
        return places.get(i);
      }
    }
    Place place =
        new Place(
            waiting.subjectRef, waiting.deviceRef, waiting.purposes, hour, seq, new FactColumns());
    places.add(place);
    return place;
  }

  private void seal(List<Place> places, List<ArchiveRow> rows) {
    List<Optional<SectionCipher>> ciphers =
        sealer.ciphersFor(places.stream().map(Place::month).toList());
    RowPacking packing = new RowPacking(sealer, encoder, plain);
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (ciphers.get(i).isPresent()) {
        SectionCipher cipher = ciphers.get(i).get();
        packing.seal(place.key(), place.facts, cipher, rows);
        cipher.destroy();
      } else {
        sealer.requireErased(place.subjectRef, place.month().keyMonth());
      }
    }
  }
}

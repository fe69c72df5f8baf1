package kz.relog.device.spool;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rebuilds what a spool holds from its records, in the order written. Used once. */
final class SpoolReplay implements Segment.Reader {
  final TreeMap<Long, Segment.Place> fixes = new TreeMap<>();
  final TreeMap<Long, Backlog.Pending> backlog = new TreeMap<>();
  final TreeMap<Long, SpooledBatch> batches = new TreeMap<>();
  final TreeMap<Long, Segment.Place> batchPlaces = new TreeMap<>();
  SpoolState state = SpoolState.FIRST;
  Segment.@Nullable Place statePlace;
  long highestSeq;
  long seqEnd;
  long fixThrough;
  long pendingThrough;

  @Override
  public void onRecord(Segment.Place place, byte[] plain, int length) {
    ByteBuffer in = ByteBuffer.wrap(plain, 0, length);
    switch (in.get()) {
      case SpoolRecord.FIX -> fixes.put(in.getLong(), place);
      case SpoolRecord.PENDING -> onPending(place, in);
      case SpoolRecord.FROZEN -> onFrozen(place, in);
      case SpoolRecord.RELEASED -> onReleased(in.getLong());
      case SpoolRecord.OVERFLOW -> pendingThrough = Math.max(pendingThrough, in.getLong());
      case SpoolRecord.STATE -> onState(place, in);
      default -> {} // of a newer release
    }
  }

  /** Forgets what lies below the watermarks. */
  void end() {
    fixes.headMap(fixThrough, true).clear();
    backlog.headMap(pendingThrough, true).clear();
  }

  private void onPending(Segment.Place place, ByteBuffer in) {
    long id = in.getLong();
    long through = in.getLong();
    boolean thinned = in.get() != 0;
    int count = in.getShort();
    in.getLong(); // first and last time: for people who read the format
    in.getLong();
    fixThrough = Math.max(fixThrough, in.getLong());
    backlog.subMap(id, true, through, true).clear();
    backlog.put(id, new Backlog.Pending(id, through, count, thinned, place));
  }

  private void onFrozen(Segment.Place place, ByteBuffer in) {
    long seq = in.getLong();
    seqEnd = Math.max(seqEnd, in.getLong());
    long bornMs = in.getLong();
    int kind = in.get();
    int count = in.getShort();
    long firstMs = in.getLong();
    long lastMs = in.getLong();
    fixThrough = Math.max(fixThrough, in.getLong());
    pendingThrough = Math.max(pendingThrough, in.getLong());
    highestSeq = Math.max(highestSeq, seq);
    byte[] content = new byte[in.remaining()];
    in.get(content);
    batches.put(
        seq, new SpooledBatch(seq, kind, count, firstMs, lastMs, bornMs, content, content.length));
    batchPlaces.put(seq, place);
  }

  private void onReleased(long seq) {
    batches.remove(seq);
    batchPlaces.remove(seq);
  }

  private void onState(Segment.Place place, ByteBuffer in) {
    int flags = in.get();
    long day = in.getLong();
    long bytes = in.getLong();
    highestSeq = Math.max(highestSeq, in.getLong());
    seqEnd = Math.max(seqEnd, in.getLong());
    fixThrough = Math.max(fixThrough, in.getLong());
    pendingThrough = Math.max(pendingThrough, in.getLong());
    state = SpoolRecord.state(flags, day, bytes, in);
    statePlace = place;
  }
}

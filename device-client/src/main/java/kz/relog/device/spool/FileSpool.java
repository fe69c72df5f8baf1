package kz.relog.device.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kz.relog.device.disk.OwnerFiles;
import kz.relog.proto.frame.FrameDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The spool in a folder: sealed records in append-only segments. What is needed no more goes when
 * the oldest segment is deleted; what is still needed there is written again at the end first. The
 * files never take more than the capacity: when what is needed does, the backlog is thinned, then
 * its oldest batches are dropped. One thread.
 */
public final class FileSpool implements Spool {
  /** Longest message of the backlog: with any number it fits a datagram. */
  public static final int PENDING_BYTES_MAX =
      FrameDescriptor.UDP_FRAME_BYTES_MAX - FrameDescriptor.OVERHEAD_BYTES - 12;

  /** A segment is a part of the capacity, so that deleting one frees enough and costs little. */
  private static final int SEGMENTS = 32;

  private static final long SEGMENT_BYTES_MIN = 16 << 10;
  private static final long SEGMENT_BYTES_MAX = 1 << 20;

  /** A segment of which less than this share is needed is cleared at once. */
  private static final int TIDY_SHARE = 8;

  /** Steps to make room before giving up; a step frees a record or rewrites a segment. */
  private static final int STEPS_MAX = 100_000;

  private final Path folder;
  private final SpoolCrypto crypto;
  private final SpoolKeyFile keyFile;
  private final long segmentBytes;
  private final long roomBytes;
  private final boolean force;
  private final byte[] record = new byte[Segment.RECORD_BYTES_MAX];
  private final byte[] spare = new byte[Segment.RECORD_BYTES_MAX];
  private final TreeMap<Long, Segment.Place> fixes = new TreeMap<>();
  private final BacklogStore backlog;
  private final TreeMap<Long, Segment.Place> batches = new TreeMap<>();
  private List<SpooledBatch> recovered = new ArrayList<>();
  private LiveRecords records;
  private SpoolState state;
  private Segment.@Nullable Place statePlace;
  private long highestSeq;
  private long seqEnd;
  private long fixThrough;
  private long lastFix;
  private boolean destroyed;

  private FileSpool(
      Path folder, List<byte[]> secrets, long capacityBytes, int thinMetres, boolean force)
      throws IOException {
    this.folder = folder;
    this.crypto = new SpoolCrypto();
    this.force = force;
    this.segmentBytes =
        Math.min(SEGMENT_BYTES_MAX, Math.max(SEGMENT_BYTES_MIN, capacityBytes / SEGMENTS));
    // What is rewritten to free a segment needs room of its own.
    this.roomBytes = capacityBytes - segmentBytes - 2 * Segment.RECORD_BYTES_MAX;
    OwnerFiles.folder(folder);
    this.keyFile = SpoolKeyFile.open(folder, crypto, secrets);
    this.records = new LiveRecords(newLog(keyFile.generation(), keyFile.key()));
    this.backlog = new BacklogStore(records, thinMetres);
    SpoolReplay replay = new SpoolReplay();
    records.log().recover(replay);
    replay.end();
    this.state = replay.state;
    take(replay);
    records.log().deleteDead();
  }

  /**
   * Opens the spool of a folder, which is made if there is none.
   *
   * @param secrets the device's secret; during a change of key the next one too
   * @param capacityBytes most bytes of all files, at least 1 MiB
   * @param thinMetres bound of the thinning when full, 0 for none
   * @param force whether batches and states are forced to the disk
   * @throws IOException if it cannot be read, or belongs to another device
   */
  public static FileSpool open(
      Path folder, List<byte[]> secrets, long capacityBytes, int thinMetres, boolean force)
      throws IOException {
    return new FileSpool(folder, secrets, capacityBytes, thinMetres, force);
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public void losses(Losses to) {
    backlog.losses(to);
  }

  /** Bytes of all its files but the key's. */
  public long bytes() {
    return records.log().bytes();
  }

  @Override
  public void recoverFixes(Fixes to) {
    // Who takes a fix may put it into a batch at once.
    for (Long number : new ArrayList<>(fixes.keySet())) {
      Segment.Place place = fixes.get(number);
      try {
        if (place == null) {
          continue;
        }
        records.read(place, spare);
      } catch (IOException e) {
        continue; // read well a moment ago: the disk fails, and there is nothing to hand over
      }
      ByteBuffer in = ByteBuffer.wrap(spare);
      in.get();
      to.onFix(
          in.getLong(),
          in.getLong(),
          in.getInt(),
          in.getInt(),
          in.getShort(),
          in.getShort(),
          in.getInt());
    }
  }

  @Override
  public Iterable<SpooledBatch> recoverBatches() {
    List<SpooledBatch> found = recovered;
    recovered = new ArrayList<>();
    return found;
  }

  @Override
  public SpoolState state() {
    return state;
  }

  @Override
  public long nextBatchSeq(long storedNext) {
    // Who used numbers without this spool has moved the stored one to another place. Without force
    // a power cut may have taken the record of a batch that was sent.
    boolean inStep = force && (storedNext == seqEnd || storedNext == highestSeq + 1);
    return highestSeq > 0 && inStep ? highestSeq + 1 : storedNext;
  }

  @Override
  public long addFix(long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracy)
      throws IOException {
    room(64);
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.FIX);
    out.putLong(lastFix + 1).putLong(timeMs).putInt(latE7).putInt(lonE7);
    out.putShort((short) speedDmps).putShort((short) course).putInt(accuracy);
    Segment.Place place = records.append(record, out.position());
    fixes.put(++lastFix, place);
    return lastFix;
  }

  @Override
  public void pend(long through, int count, long firstMs, long lastMs, byte[] message, int length)
      throws IOException {
    room(SpoolRecord.PENDING_HEAD_BYTES + length);
    backlog.add(through, count, firstMs, lastMs, message, length);
    fixesGone(through);
    tidy();
  }

  @Override
  public int backlogBatches() {
    return backlog.batches();
  }

  @Override
  public long backlogFixes() {
    return backlog.fixes();
  }

  @Override
  public int readOldest(byte[] message) throws IOException {
    return backlog.readOldest(message);
  }

  @Override
  public void dropOldest() throws IOException {
    backlog.dropOldest();
  }

  @Override
  public void freeze(SpooledBatch batch, long through, boolean fromBacklog, long newSeqEnd)
      throws IOException {
    room(SpoolRecord.FROZEN_HEAD_BYTES + batch.length());
    long newFixThrough = Math.max(fixThrough, through);
    long pendingThrough = fromBacklog ? backlog.throughOldest() : backlog.through();
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.FROZEN);
    out.putLong(batch.batchSeq()).putLong(newSeqEnd).putLong(batch.bornMs());
    out.put((byte) batch.kind()).putShort((short) batch.fixes());
    out.putLong(batch.firstMs()).putLong(batch.lastMs());
    out.putLong(newFixThrough).putLong(pendingThrough);
    out.put(batch.content(), 0, batch.length());
    Segment.Place place = records.append(record, out.position());
    records.log().force();
    batches.put(batch.batchSeq(), place);
    highestSeq = Math.max(highestSeq, batch.batchSeq());
    seqEnd = Math.max(seqEnd, newSeqEnd);
    if (fromBacklog) {
      backlog.takeOldest();
    }
    fixesGone(newFixThrough);
  }

  @Override
  public void release(long batchSeq) throws IOException {
    Segment.Place place = batches.remove(batchSeq);
    if (place == null || destroyed) {
      return;
    }
    records.kill(place);
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.RELEASED).putLong(batchSeq);
    records.note(record, out.position());
    tidy();
  }

  @Override
  public void save(SpoolState next) throws IOException {
    room(256);
    SpoolState before = state;
    state = next;
    try {
      writeState();
      records.log().force();
    } catch (IOException e) {
      state = before;
      throw e;
    }
  }

  @Override
  public void forget(SpoolState next) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    TreeMap<Long, Segment.Place> places = new TreeMap<>();
    List<Long> numbers = new ArrayList<>();
    for (Map.Entry<Long, Segment.Place> batch : batches.entrySet()) {
      int length = records.read(batch.getValue(), spare);
      ByteBuffer in = ByteBuffer.wrap(spare);
      if (in.getShort(1 + 8 + 8 + 8 + 1) == 0) {
        kept.add(Arrays.copyOf(spare, length));
        numbers.add(batch.getKey());
      }
    }
    int generation = keyFile.generation() + 1;
    byte[] key = keyFile.newKey();
    SpoolLog fresh = newLog(generation, key);
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.STATE);
    SpoolRecord.putState(out, next, highestSeq, seqEnd, lastFix, backlog.last());
    Segment.Place freshState = fresh.append(record, out.position());
    for (int i = 0; i < kept.size(); i++) {
      places.put(numbers.get(i), fresh.append(kept.get(i), kept.get(i).length));
    }
    fresh.forceAlways();
    keyFile.write(generation, key); // from here on the old files are noise
    records.log().deleteAll();
    records = new LiveRecords(fresh);
    state = next;
    fixes.clear();
    backlog.clear(records);
    batches.clear();
    fixThrough = lastFix;
    statePlace = records.live(freshState);
    for (Map.Entry<Long, Segment.Place> place : places.entrySet()) {
      batches.put(place.getKey(), records.live(place.getValue()));
    }
  }

  @Override
  public void rewrap(byte[] secret) throws IOException {
    keyFile.rewrap(secret);
  }

  @Override
  public void destroy() throws IOException {
    destroyed = true;
    fixes.clear();
    backlog.clear(records);
    batches.clear();
    keyFile.destroy();
    records.log().deleteAll();
  }

  @Override
  public void close() throws IOException {
    if (!destroyed) {
      records.log().force();
      records.log().close();
    }
  }

  private void take(SpoolReplay replay) {
    highestSeq = replay.highestSeq;
    seqEnd = replay.seqEnd;
    fixThrough = replay.fixThrough;
    lastFix = fixThrough;
    for (Map.Entry<Long, Segment.Place> fix : replay.fixes.entrySet()) {
      fixes.put(fix.getKey(), records.live(fix.getValue()));
      lastFix = fix.getKey();
    }
    backlog.recover(replay);
    for (Map.Entry<Long, Segment.Place> batch : replay.batchPlaces.entrySet()) {
      batches.put(batch.getKey(), records.live(batch.getValue()));
    }
    recovered = new ArrayList<>(replay.batches.values());
    if (replay.statePlace != null) {
      statePlace = records.live(replay.statePlace);
    }
  }

  private SpoolLog newLog(int generation, byte[] key) {
    return new SpoolLog(folder, generation, key, crypto, segmentBytes, force);
  }

  /** Sees that an append of so many bytes stays within the capacity. */
  private void room(int contentBytes) throws IOException {
    if (destroyed) {
      throw new IOException("the spool was destroyed");
    }
    if (statePlace == null) {
      writeState();
    }
    long growth = SpoolLog.growthBytes(contentBytes);
    SpoolLog log = records.log();
    for (int step = 0; log.bytes() + growth > roomBytes; step++) {
      if (step == STEPS_MAX) {
        throw new IOException("the spool has no room");
      }
      boolean full = records.bytes() + growth > roomBytes / 4 * 3;
      if (!log.deleteDead() && !(full && giveUp()) && !rewriteOldest()) {
        break;
      }
    }
  }

  /** Thins the oldest that were never thinned, or drops the oldest; false without a backlog. */
  private boolean giveUp() throws IOException {
    return backlog.thinOldest(fixThrough) || backlog.dropOldest();
  }

  /**
   * Writes again what is needed of the oldest segment, which can then go; false if there is none.
   */
  private boolean rewriteOldest() throws IOException {
    SpoolLog log = records.log();
    Segment oldest = log.oldest();
    if (oldest == null) {
      return false;
    }
    records.rewrite(fixes, oldest);
    backlog.rewrite(oldest);
    records.rewrite(batches, oldest);
    if (statePlace != null && statePlace.segment == oldest) {
      writeState();
    }
    log.forceAlways(); // the copies are there before the originals go
    return log.deleteDead();
  }

  private void tidy() throws IOException {
    records.log().deleteDead();
    Segment oldest = records.log().oldest();
    if (oldest != null && oldest.liveBytes * TIDY_SHARE < oldest.bytes()) {
      rewriteOldest();
    }
  }

  private void writeState() throws IOException {
    ByteBuffer out = SpoolRecord.begin(record, SpoolRecord.STATE);
    SpoolRecord.putState(out, state, highestSeq, seqEnd, fixThrough, backlog.through());
    Segment.Place before = statePlace;
    statePlace = records.append(record, out.position());
    if (before != null) {
      records.kill(before);
    }
  }

  private void fixesGone(long through) {
    fixThrough = Math.max(fixThrough, through);
    SortedMap<Long, Segment.Place> gone = fixes.headMap(fixThrough, true);
    for (Segment.Place place : gone.values()) {
      records.kill(place);
    }
    gone.clear();
  }
}

package kz.relog.ingest.sequence;

import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.admit.RingEntry;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.device.SettledWindow;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;

/**
 * Judges admitted frames in order: replay, revocation, dedupe; then appends. Thread: the sequencer;
 * allocates nothing.
 *
 * <p><b>Settled batches.</b> A batch comes once more when its ack was lost: it is acked again and
 * not stored. If it then says something else, or lies more than {@link #RETRY_REACH} below the
 * highest, the device has lost its state and counts from 1 again. Such a frame gets no answer: an
 * OK would let the device forget facts that are nowhere. HELLO tells it where the server stands,
 * and it enrols anew.
 *
 * <p><b>Batches with nothing storable</b> are settled in memory only, since they leave no byte on
 * disk. After a restart they are known as settled as soon as the device's next batch says through
 * {@code held} that it no longer holds them.
 */
final class FrameSequencer implements ControlledMessageHandler {

  /**
   * A device holds 64 batches at most, so a retry lies at most 63 below the highest; as much again
   * for datagrams that the network held back within the replay window.
   */
  static final int RETRY_REACH = 128;

  private final KeyTable keys;
  private final EntryWriter writer;
  private final AckBatch acks;
  private final ContentHashes contents;
  private final Counters counters;
  private final int groupBytesMax;
  private final byte[] plain = new byte[64 * 1024];
  private int groupBytes;

  FrameSequencer(
      KeyTable keys,
      EntryWriter writer,
      AckBatch acks,
      ContentHashes contents,
      Counters counters,
      int groupBytesMax) {
    this.keys = keys;
    this.writer = writer;
    this.acks = acks;
    this.contents = contents;
    this.counters = counters;
    this.groupBytesMax = groupBytesMax;
  }

  void beginGroup() {
    groupBytes = 0;
  }

  @Override
  public Action onMessage(int type, MutableDirectBuffer entry, int at, int length) {
    FrameOutcome outcome = judge(entry, at);
    counters.frame(outcome);
    groupBytes += length;
    return groupBytes < groupBytesMax ? Action.CONTINUE : Action.BREAK;
  }

  private FrameOutcome judge(MutableDirectBuffer entry, int at) {
    DeviceKey key = keys.at(RingEntry.key(entry, at));
    long counter = RingEntry.counter(entry, at);
    if (!key.accept(counter)) {
      return FrameOutcome.REPLAYED;
    }
    if (!RingEntry.isTcp(entry, at) && counter == key.highestCounter()) {
      key.peer(
          RingEntry.peerHigh(entry, at),
          RingEntry.peerLow(entry, at),
          RingEntry.peerPort(entry, at));
    }
    if (key.isRevoked()) {
      acks.addOwn(entry, at, Ack.Status.REVOKED, 0);
      return FrameOutcome.REVOKED;
    }
    if (RingEntry.kind(entry, at) == FrameKind.HELLO) {
      acks.addOwn(entry, at, Ack.Status.OK, 0);
      return FrameOutcome.HELLO;
    }
    return key.device().settled().isSettled(RingEntry.batchSeq(entry, at))
        ? again(key, entry, at)
        : store(key, entry, at);
  }

  private FrameOutcome again(DeviceKey key, MutableDirectBuffer entry, int at) {
    Device device = key.device();
    SettledWindow settled = device.settled();
    long batchSeq = RingEntry.batchSeq(entry, at);
    if (settled.highest() - batchSeq > RETRY_REACH) {
      return FrameOutcome.STATE_LOST;
    }
    if (contents.conflicts(device.deviceRef(), batchSeq, RingEntry.contentHash(entry, at))) {
      return FrameOutcome.CONFLICTING;
    }
    settled.settleBelow(batchSeq - RingEntry.held(entry, at));
    counters.fixes(FixOutcome.DUPLICATE, RingEntry.fixes(entry, at));
    ack(key, entry, at);
    return FrameOutcome.DUPLICATE;
  }

  private FrameOutcome store(DeviceKey key, MutableDirectBuffer entry, int at) {
    boolean storable = RingEntry.length1(entry, at) > 0;
    if (storable && !append(key, entry, at)) {
      acks.addOwn(entry, at, Ack.Status.SLOW_DOWN, 0);
      return FrameOutcome.DISK_SHORT;
    }
    long batchSeq = RingEntry.batchSeq(entry, at);
    Device device = key.device();
    device.settled().settleBelow(batchSeq - RingEntry.held(entry, at));
    device.settled().settle(batchSeq);
    contents.remember(device.deviceRef(), batchSeq, RingEntry.contentHash(entry, at));
    countFixes(entry, at);
    ack(key, entry, at);
    return storable ? FrameOutcome.STORED : FrameOutcome.NOTHING_STORABLE;
  }

  private boolean append(DeviceKey key, MutableDirectBuffer entry, int at) {
    Device device = key.device();
    boolean facts = RingEntry.kind(entry, at) == FrameKind.FACTS;
    JournalWriter sections =
        writer.begin(
            facts ? EntryKind.FACTS : EntryKind.CONSENT,
            EntrySource.DEVICE,
            RingEntry.receivedMs(entry, at),
            device.deviceRef(),
            key.keyId(),
            RingEntry.counter(entry, at),
            RingEntry.batchSeq(entry, at),
            RingEntry.held(entry, at));
    int length1 = RingEntry.length1(entry, at);
    int length2 = RingEntry.length2(entry, at);
    entry.getBytes(at + RingEntry.HEADER_BYTES, plain, 0, length1 + length2);
    int purposes = EntryWriter.EVERY_PURPOSE;
    sections.section(device.subjectRef(), RingEntry.month1(entry, at), purposes, plain, 0, length1);
    if (length2 > 0) {
      sections.section(
          device.subjectRef(), RingEntry.month2(entry, at), purposes, plain, length1, length2);
    }
    return writer.commit(length1 + length2) != JournalWriter.DISK_SHORT;
  }

  private void countFixes(MutableDirectBuffer entry, int at) {
    int tooOld = RingEntry.tooOld(entry, at);
    int ahead = RingEntry.ahead(entry, at);
    int nullIsland = RingEntry.nullIsland(entry, at);
    counters.fixes(FixOutcome.TOO_OLD, tooOld);
    counters.fixes(FixOutcome.IN_FUTURE, ahead);
    counters.fixes(FixOutcome.NULL_ISLAND, nullIsland);
    counters.fixes(FixOutcome.STORED, RingEntry.fixes(entry, at) - tooOld - ahead - nullIsland);
  }

  private void ack(DeviceKey key, MutableDirectBuffer entry, int at) {
    int refused =
        RingEntry.tooOld(entry, at) + RingEntry.ahead(entry, at) + RingEntry.nullIsland(entry, at);
    if (refused == 0) {
      acks.addPlain(key, entry, at);
    } else {
      acks.addOwn(entry, at, Ack.Status.OK, refused);
    }
  }
}

package kz.relog.ingest.sequence;

import java.util.List;
import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.ack.AckLane;
import kz.relog.ingest.ack.AckRecord;
import kz.relog.ingest.admit.RingEntry;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.device.SettledWindow;
import kz.relog.proto.v1.Ack;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The acks of one group, held back until the group is durable. At most one per frame, and one for
 * several frames of a key when all of them are plain: status OK, nothing refused. What is settled
 * is read when the group ends, so the last word of the group is told. Thread: the sequencer.
 */
final class AckBatch {

  private final KeyTable keys;
  private final List<AckLane> lanes;
  private final Counters counters;
  private final int retrySeconds;
  private final UnsafeBuffer records;
  private int count;

  AckBatch(KeyTable keys, List<AckLane> lanes, Counters counters, int framesMax, int retrySeconds) {
    this.keys = keys;
    this.lanes = lanes;
    this.counters = counters;
    this.retrySeconds = retrySeconds;
    this.records = new UnsafeBuffer(new byte[framesMax * AckRecord.BYTES]);
  }

  /** An ack that says OK and nothing else; takes the place of an earlier such one of this key. */
  void addPlain(DeviceKey key, DirectBuffer entry, int at) {
    int earlier = key.pendingAck();
    if (earlier >= 0) {
      counters.ack(AckOutcome.COALESCED);
      long counter = RingEntry.counter(entry, at);
      if (Long.compareUnsigned(counter, AckRecord.counter(records, earlier)) > 0) {
        put(earlier, entry, at, Ack.Status.OK_VALUE, 0);
      }
      return;
    }
    key.pendingAck(add(entry, at, Ack.Status.OK_VALUE, 0));
  }

  /** An ack of its own. */
  void addOwn(DirectBuffer entry, int at, Ack.Status status, int refused) {
    DeviceKey key = keys.at(RingEntry.key(entry, at));
    add(entry, at, status.getNumber(), refused);
    // A later plain ack must leave behind this one: the device ignores what is older than the last.
    key.pendingAck(-1);
  }

  private int add(DirectBuffer entry, int at, int status, int refused) {
    int record = count++ * AckRecord.BYTES;
    put(record, entry, at, status, refused);
    return record;
  }

  private void put(int record, DirectBuffer entry, int at, int status, int refused) {
    AckRecord.putFrame(
        records,
        record,
        RingEntry.key(entry, at),
        RingEntry.isTcp(entry, at),
        RingEntry.loop(entry, at),
        RingEntry.counter(entry, at),
        RingEntry.frameBytes(entry, at),
        RingEntry.receivedNs(entry, at));
    DeviceKey key = keys.at(RingEntry.key(entry, at));
    boolean trackingOn =
        status != Ack.Status.REVOKED_VALUE
            && status != Ack.Status.ERASED_VALUE
            && !key.isQuarantined()
            && key.device().isTracked(RingEntry.receivedMs(entry, at));
    int retry = status == Ack.Status.SLOW_DOWN_VALUE ? retrySeconds : 0;
    AckRecord.putAnswer(records, record, status, trackingOn, refused, retry);
    AckRecord.putPeer(
        records,
        record,
        RingEntry.peerHigh(entry, at),
        RingEntry.peerLow(entry, at),
        RingEntry.peerPort(entry, at));
  }

  /** The group is durable: lets the acks go. */
  void publish() {
    for (int i = 0; i < count; i++) {
      int record = i * AckRecord.BYTES;
      DeviceKey key = keys.at(AckRecord.key(records, record));
      key.pendingAck(-1);
      SettledWindow settled = key.device().settled();
      AckRecord.putSettled(records, record, settled.durableSeq(), settled.durableAbove());
      if (!AckRecord.isTcp(records, record)) {
        AckRecord.putPeer(records, record, key.peerHigh(), key.peerLow(), key.peerPort());
      }
      if (!lanes.get(AckRecord.loop(records, record)).offer(records, record)) {
        counters.ack(AckOutcome.BACKLOG);
      }
    }
    count = 0;
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).publish();
    }
  }
}

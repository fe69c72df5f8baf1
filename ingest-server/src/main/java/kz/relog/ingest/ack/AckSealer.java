package kz.relog.ingest.ack;

import kz.relog.ingest.AckOutcome;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.count.AckLatency;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.KeyTable;
import kz.relog.proto.fix.AckEncoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * Seals acks and hands them to the sockets of one loop.
 *
 * <p>Why here: the sequencer alone decides that an ack exists, at most one per counter, so a nonce
 * (boot, counter) never repeats; the sealing itself needs no order, and there are several loops but
 * one sequencer. Thread: the loop; allocates nothing.
 */
public final class AckSealer implements MessageHandler {

  private static final Ack.Status[] STATUS = new Ack.Status[Ack.Status.ERASED_VALUE + 1];

  static {
    for (int i = 0; i < STATUS.length; i++) {
      STATUS[i] = Ack.Status.forNumber(i);
    }
  }

  private final KeyTable keys;
  private final int boot;
  private final IngestClock clock;
  private final Counters counters;
  private final AckLatency latency;
  private final AckSink sink;
  private final FrameCipher cipher = new FrameCipher();
  private final AckEncoder encoder = new AckEncoder();
  private final byte[] plain = new byte[AckEncoder.ENCODED_BYTES_MAX];
  private final byte[] frame =
      new byte[AckEncoder.ENCODED_BYTES_MAX + FrameDescriptor.OVERHEAD_BYTES];

  /**
   * For one loop.
   *
   * @param keys whose keys seal
   * @param boot number of this run
   * @param clock for latencies
   * @param counters the loop's
   * @param latency the loop's
   * @param sink the loop's sockets
   */
  public AckSealer(
      KeyTable keys,
      int boot,
      IngestClock clock,
      Counters counters,
      AckLatency latency,
      AckSink sink) {
    this.keys = keys;
    this.boot = boot;
    this.clock = clock;
    this.counters = counters;
    this.latency = latency;
    this.sink = sink;
  }

  @Override
  public void onMessage(int type, MutableDirectBuffer b, int at, int length) {
    AckOutcome outcome = send(b, at);
    counters.ack(outcome);
    if (outcome == AckOutcome.SENT) {
      latency.record(clock.nanoTime() - AckRecord.receivedNs(b, at));
    }
  }

  private AckOutcome send(MutableDirectBuffer b, int at) {
    DeviceKey key = keys.at(AckRecord.key(b, at));
    FrameKeys frameKeys = key.derivedFrameKeys();
    if (frameKeys == null) {
      return AckOutcome.GONE;
    }
    int plainLength =
        encoder
            .reset()
            .durableSeq(AckRecord.durableSeq(b, at))
            .durableAbove(AckRecord.durableAbove(b, at))
            .status(STATUS[AckRecord.status(b, at)])
            .trackingOn(AckRecord.trackingOn(b, at))
            .refused(AckRecord.refused(b, at))
            .retryAfterSeconds(AckRecord.retryAfterSeconds(b, at))
            .nextKeyId(key.nextKeyId())
            .encode(plain, 0, AckRecord.frameBytes(b, at));
    if (plainLength == AckEncoder.SEND_NONE) {
      return AckOutcome.LONGER_THAN_FRAME;
    }
    long counter = AckRecord.counter(b, at);
    int sealed =
        cipher.sealDown(
            frameKeys, FrameKind.ACK, key.keyId(), boot, counter, plain, 0, plainLength, frame, 0);
    return !AckRecord.isTcp(b, at)
        ? sink.datagram(
            frame,
            sealed,
            AckRecord.peerHigh(b, at),
            AckRecord.peerLow(b, at),
            AckRecord.peerPort(b, at))
        : sink.connection(frame, sealed, AckRecord.peerHigh(b, at));
  }
}

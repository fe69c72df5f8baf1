package kz.relog.ingest.admit;

import java.security.SecureRandom;
import java.util.Arrays;
import kz.relog.ingest.DeviceSecrets;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.Transport;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.FrameTags;
import kz.relog.ingest.device.KeyTable;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.frame.PacketCounter;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a received frame into an entry of the ring, or counts why not. In this order, the cheapest
 * question first: length, version, kind, key, replay, authenticity, message, fixes. Whatever fails
 * before authenticity is silent. Thread: one event loop; allocates nothing.
 *
 * <p>Who guesses key ids learns nothing: a frame under an unknown id, one that is forged and one
 * whose counter was used all meet silence and cost one try to open. Only an exact copy of a frame
 * that was accepted costs less, and who has one knows that its id exists. (The first frame ever
 * under an id costs the derivation of its keys besides, once.)
 */
public final class Admission {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final int loop;
  private final KeyTable keys;
  private final DeviceSecrets secrets;
  private final IngestClock clock;
  private final ManyToOneRingBuffer ring;
  private final Counters counters;
  private final FrameCipher cipher = new FrameCipher();
  private final FrameTags tags;
  private final FrameKeys decoy = randomKeys();
  private FixBatchDecoder batch = new FixBatchDecoder();
  private final ConsentDecoder consent = new ConsentDecoder();
  private final BatchJudge judge;
  private final byte[] plain = new byte[IngestLimits.TCP_FRAME_BYTES_MAX];
  private boolean secretFaultLogged;

  private Transport transport = Transport.UDP;
  private long peerHigh;
  private long peerLow;
  private int peerPort;

  /** Of the frame being admitted. */
  private int tag;

  /**
   * For one loop.
   *
   * @param loop its number
   * @param keys who may send
   * @param tags of the frames accepted lately
   * @param secrets what their keys derive from
   * @param clock time of receipt
   * @param limits what a fix may say
   * @param ring to the sequencer
   * @param counters the loop's
   */
  public Admission(
      int loop,
      KeyTable keys,
      FrameTags tags,
      DeviceSecrets secrets,
      IngestClock clock,
      IngestLimits limits,
      ManyToOneRingBuffer ring,
      Counters counters) {
    this.loop = loop;
    this.keys = keys;
    this.tags = tags;
    this.secrets = secrets;
    this.clock = clock;
    this.ring = ring;
    this.counters = counters;
    this.judge = new BatchJudge(limits.fix());
  }

  /** Says where the next frames come from: an IPv6 or IPv6-mapped address and a port. */
  public void fromDatagram(long high, long low, int port) {
    transport = Transport.UDP;
    peerHigh = high;
    peerLow = low;
    peerPort = port;
  }

  /** Says where the next frames come from: a connection of this loop. */
  public void fromConnection(long connectionId) {
    transport = Transport.TCP;
    peerHigh = connectionId;
    peerLow = 0;
    peerPort = 0;
  }

  /**
   * Admits a frame, or counts why not.
   *
   * @param frame array that holds it
   * @param offset where it begins
   * @param length its length, any
   * @return whether it was authentic
   */
  public boolean admit(byte[] frame, int offset, int length) {
    counters.received(transport, length);
    if (length < FrameDescriptor.FRAME_BYTES_MIN) {
      return refuse(FrameOutcome.TOO_SHORT);
    }
    if (length
        > (transport == Transport.UDP
            ? IngestLimits.UDP_FRAME_BYTES_MAX
            : IngestLimits.TCP_FRAME_BYTES_MAX)) {
      return refuse(FrameOutcome.TOO_LONG);
    }
    if (FrameDescriptor.version(frame, offset) != FrameDescriptor.VERSION) {
      return refuse(FrameOutcome.UNKNOWN_VERSION);
    }
    int kind = FrameDescriptor.kind(frame, offset);
    if (!FrameKind.isUp(kind)) {
      return refuse(FrameOutcome.UNKNOWN_KIND);
    }
    DeviceKey key = keys.find(FrameDescriptor.keyId(frame, offset));
    FrameKeys frameKeys = key == null ? null : frameKeys(key);
    int counterLow = FrameDescriptor.counterLow(frame, offset);
    if (key == null || frameKeys == null) {
      open(decoy, counterLow, frame, offset, length);
      return refuse(FrameOutcome.UNKNOWN_KEY);
    }
    long counter = PacketCounter.nearest(counterLow, key.highestCounter());
    tag = tagStart(frame, offset + length - FrameDescriptor.TAG_BYTES);
    boolean fresh = key.precheck(counter);
    if (!fresh && tags.isSame(key.index(), counter, tag)) {
      return refuse(FrameOutcome.REPLAYED);
    }
    int plainLength = open(frameKeys, counter, frame, offset, length);
    if (plainLength == FrameCipher.NOT_AUTHENTIC) {
      return refuse(FrameOutcome.FORGED);
    }
    if (!fresh) {
      return refuseUsedCounter(key, counter, length);
    }
    FrameOutcome refusal = offer(key, kind, counter, length, plainLength);
    if (refusal != null) {
      counters.frame(refusal);
    }
    return true;
  }

  private int open(FrameKeys frameKeys, long counter, byte[] frame, int offset, int length) {
    counters.opened();
    return cipher.openUp(frameKeys, counter, frame, offset, length, plain, 0);
  }

  /** Authentic, but the counter was used: if by another frame, the sequencer must know. */
  private boolean refuseUsedCounter(DeviceKey key, long counter, int frameBytes) {
    if (!tags.isOther(key.index(), counter, tag)) {
      return refuse(FrameOutcome.REPLAYED);
    }
    int at = claim(key, RingEntry.CLONE, counter, frameBytes, 0, clock.nowMs());
    if (at < 0) {
      return refuse(FrameOutcome.RING_FULL);
    }
    putNothing(ring.buffer(), at);
    ring.commit(at);
    return false;
  }

  private static int tagStart(byte[] frame, int at) {
    return (frame[at] & 0xFF)
        | (frame[at + 1] & 0xFF) << 8
        | (frame[at + 2] & 0xFF) << 16
        | frame[at + 3] << 24;
  }

  private static FrameKeys randomKeys() {
    byte[] secret = new byte[FrameKeys.SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return FrameKeys.derive(secret);
  }

  private boolean refuse(FrameOutcome outcome) {
    counters.frame(outcome);
    return false;
  }

  private @Nullable FrameKeys frameKeys(DeviceKey key) {
    FrameKeys derived = key.derivedFrameKeys();
    if (derived != null) {
      return derived;
    }
    try {
      return key.frameKeys(secrets);
    } catch (RuntimeException e) {
      if (!secretFaultLogged) {
        secretFaultLogged = true;
        LOG.error("device secrets cannot be read; frames of keys not used yet stay silent", e);
      }
      return null;
    }
  }

  private @Nullable FrameOutcome offer(
      DeviceKey key, int kind, long counter, int frameBytes, int plainLength) {
    return switch (kind) {
      case FrameKind.FACTS -> offerFacts(key, counter, frameBytes, plainLength);
      case FrameKind.CONSENT -> offerConsent(key, counter, frameBytes, plainLength);
      default -> offerHello(key, counter, frameBytes, plainLength);
    };
  }

  private @Nullable FrameOutcome offerFacts(
      DeviceKey key, long counter, int frameBytes, int plainLength) {
    BatchFault fault = batch.decode(plain, 0, plainLength);
    if (fault != BatchFault.NONE) {
      return refusalOf(fault);
    }
    long nowMs = clock.nowMs();
    if (!judge.judge(batch, plainLength, nowMs)) {
      return FrameOutcome.MALFORMED;
    }
    counters.receivedFixes(batch.count());
    int length = judge.length1() + judge.length2();
    int at = claim(key, FrameKind.FACTS, counter, frameBytes, length, nowMs);
    if (at < 0) {
      counters.fixes(FixOutcome.FRAME_DROPPED, batch.count());
      return FrameOutcome.RING_FULL;
    }
    MutableDirectBuffer b = ring.buffer();
    RingEntry.putBatch(b, at, batch.batchSeq(), batch.held(), judge.contentHash());
    RingEntry.putFixes(b, at, batch.count(), judge.tooOld(), judge.ahead(), judge.nullIsland());
    RingEntry.putParts(b, at, judge.month1(), judge.length1(), judge.month2(), judge.length2());
    RingEntry.putTimes(b, at, judge.firstMs(), judge.spanMs());
    b.putBytes(at + RingEntry.HEADER_BYTES, judge.isAsSent() ? plain : judge.parts(), 0, length);
    ring.commit(at);
    return null;
  }

  /** Leaves nothing of the frame before. */
  public void scrub() {
    batch = new FixBatchDecoder();
    judge.scrub();
    Arrays.fill(plain, (byte) 0);
  }

  private @Nullable FrameOutcome offerConsent(
      DeviceKey key, long counter, int frameBytes, int plainLength) {
    BatchFault fault = consent.decode(plain, 0, plainLength);
    if (fault != BatchFault.NONE) {
      return refusalOf(fault);
    }
    long nowMs = clock.nowMs();
    int at = claim(key, FrameKind.CONSENT, counter, frameBytes, plainLength, nowMs);
    if (at < 0) {
      return FrameOutcome.RING_FULL;
    }
    MutableDirectBuffer b = ring.buffer();
    RingEntry.putConsent(b, at, consent.action().getNumber(), consent.purpose());
    int content = consent.purpose() * 31 + consent.action().getNumber() + 1;
    RingEntry.putBatch(b, at, consent.batchSeq(), consent.held(), content);
    RingEntry.putFixes(b, at, 0, 0, 0, 0);
    // Not under the key of a month: what is decided outlives the facts of the month.
    RingEntry.putParts(b, at, 0, plainLength, 0, 0);
    b.putBytes(at + RingEntry.HEADER_BYTES, plain, 0, plainLength);
    ring.commit(at);
    return null;
  }

  private @Nullable FrameOutcome offerHello(
      DeviceKey key, long counter, int frameBytes, int plainLength) {
    if (frameBytes < FrameDescriptor.HELLO_FRAME_BYTES_MIN) {
      return FrameOutcome.TOO_SHORT;
    }
    if (HelloCodec.check(plain, 0, plainLength) != BatchFault.NONE) {
      return FrameOutcome.MALFORMED;
    }
    int at = claim(key, FrameKind.HELLO, counter, frameBytes, 0, clock.nowMs());
    if (at < 0) {
      return FrameOutcome.RING_FULL;
    }
    putNothing(ring.buffer(), at);
    ring.commit(at);
    return null;
  }

  private static void putNothing(MutableDirectBuffer b, int at) {
    RingEntry.putBatch(b, at, 0, 0, 0);
    RingEntry.putFixes(b, at, 0, 0, 0, 0);
    RingEntry.putParts(b, at, 0, 0, 0, 0);
  }

  private int claim(
      DeviceKey key, int kind, long counter, int frameBytes, int plainBytes, long nowMs) {
    int at = ring.tryClaim(RingEntry.TYPE, RingEntry.HEADER_BYTES + plainBytes);
    if (at >= 0) {
      MutableDirectBuffer b = ring.buffer();
      RingEntry.putFrame(b, at, key.index(), kind, transport == Transport.TCP, loop, counter);
      RingEntry.putTag(b, at, tag);
      RingEntry.putReceipt(b, at, nowMs, clock.nanoTime(), frameBytes);
      RingEntry.putPeer(b, at, peerHigh, peerLow, peerPort);
    }
    return at;
  }

  private static FrameOutcome refusalOf(BatchFault fault) {
    return fault == BatchFault.BATCH_SEQ || fault == BatchFault.HELD
        ? FrameOutcome.BATCH_SEQ_OUT_OF_RANGE
        : FrameOutcome.MALFORMED;
  }
}

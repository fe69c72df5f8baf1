package kz.relog.ingest.kit;

import java.util.Arrays;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.ConsentChange;

/**
 * The least that can speak as a device: one frame at a time, nothing remembered but the counter.
 * One thread.
 */
public final class TestDevice {

  /** Where its fixes lie unless a test says otherwise. */
  public static final int LAT_E7 = 432_380_000;

  /** As {@link #LAT_E7}. */
  public static final int LON_E7 = 769_450_000;

  private final long deviceRef;
  private final long subjectRef;
  private final long keyId;
  private final byte[] secret;
  private final FrameKeys keys;
  private final FrameCipher cipher = new FrameCipher();
  private long counter;

  /** A device with a key. */
  public TestDevice(long deviceRef, long subjectRef, long keyId, byte[] secret) {
    this.deviceRef = deviceRef;
    this.subjectRef = subjectRef;
    this.keyId = keyId;
    this.secret = secret.clone();
    this.keys = FrameKeys.derive(secret);
  }

  /** Its reference. */
  public long deviceRef() {
    return deviceRef;
  }

  /** Its subject. */
  public long subjectRef() {
    return subjectRef;
  }

  /** Its key's id. */
  public long keyId() {
    return keyId;
  }

  /** A copy of its secret. */
  public byte[] secret() {
    return secret.clone();
  }

  /** The counter of the last frame. */
  public long counter() {
    return counter;
  }

  /** Jumps ahead, or back. */
  public void counter(long value) {
    counter = value;
  }

  /** A sealed frame under the next counter. */
  public byte[] seal(int kind, byte[] plain) {
    counter++;
    byte[] frame = new byte[plain.length + FrameDescriptor.OVERHEAD_BYTES];
    cipher.sealUp(keys, kind, keyId, counter, plain, 0, plain.length, frame, 0);
    return frame;
  }

  /** A sealed batch of fixes, one second apart, at the usual place. */
  public byte[] facts(long batchSeq, int held, long firstMs, int fixes) {
    return seal(FrameKind.FACTS, batch(batchSeq, held, firstMs, fixes));
  }

  /** A sealed HELLO. */
  public byte[] hello() {
    byte[] plain = new byte[HelloCodec.ENCODED_BYTES];
    HelloCodec.encode(plain, 0);
    return seal(FrameKind.HELLO, plain);
  }

  /** A sealed consent change. */
  public byte[] pause(long batchSeq, int held) {
    byte[] plain = new byte[ConsentEncoder.ENCODED_BYTES_MAX];
    int length = ConsentEncoder.encode(batchSeq, held, 0, ConsentChange.Action.PAUSE, plain, 0);
    return seal(FrameKind.CONSENT, Arrays.copyOf(plain, length));
  }

  /** The message of a batch, one second apart, at the usual place. */
  public static byte[] batch(long batchSeq, int held, long firstMs, int fixes) {
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1_000, 6).batchSeq(batchSeq).held(held);
    for (int i = 0; i < fixes; i++) {
      encoder.add(
          firstMs + 1_000L * i, LAT_E7 + 100 * i, LON_E7 + 10 * i, -1, 360, 0, Integer.MIN_VALUE);
    }
    return encoded(encoder);
  }

  /** What an encoder holds. */
  public static byte[] encoded(FixBatchEncoder encoder) {
    byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    int length = encoder.encode(out, 0);
    return Arrays.copyOf(out, length);
  }

  /** Opens the answer to the frame of a counter; fails if it is none. */
  public AckDecoder open(byte[] frame, long answered) {
    if (FrameDescriptor.kind(frame, 0) != FrameKind.ACK
        || FrameDescriptor.keyId(frame, 0) != keyId) {
      throw new AssertionError("no ack for this device");
    }
    byte[] plain = new byte[frame.length];
    int length = cipher.openDown(keys, answered, frame, 0, frame.length, plain, 0);
    AckDecoder ack = new AckDecoder();
    if (length < 0 || ack.decode(plain, 0, length) != BatchFault.NONE) {
      throw new AssertionError("no ack for counter " + answered);
    }
    return ack;
  }

  /** Opens the answer to the last frame. */
  public AckDecoder open(byte[] frame) {
    return open(frame, counter);
  }
}

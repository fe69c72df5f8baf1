package kz.relog.fuzz;

import java.util.Arrays;
import kz.relog.proto.explain.FrameExplainer;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.PacketCounter;

/**
 * A datagram. Law: bytes that nobody sealed never open; what was sealed opens to the same bytes,
 * and with any bit changed it does not.
 *
 * <p>The first byte says which: even, the rest is a datagram from a stranger; odd, the rest is a
 * message that a device seals (kind and the bit to change come from its first bytes); 7E, the rest
 * is explained to a person.
 */
public final class FrameTarget {
  private static final byte[] SECRET = new byte[32];
  private static final FrameKeys KEYS = FrameKeys.derive(SECRET);

  /** Two, because a provider may refuse to seal with the nonce that it opened with just before. */
  private static final FrameCipher SEALING = new FrameCipher();

  private static final FrameCipher OPENING = new FrameCipher();

  /** First byte of an input for the tool that explains frames to people, guess by guess. */
  private static final byte EXPLAIN = 0x7E;

  private static final int FRAME_BYTES_MAX = FrameDescriptor.TCP_FRAME_BYTES_MAX;

  private static final byte[] plain = new byte[1 << 16];
  private static final byte[] frame = new byte[1 << 16];
  private static long counter = 1_000;

  private FrameTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0 || data.length > FRAME_BYTES_MAX) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    if (data[0] == EXPLAIN) {
      new FrameExplainer(SECRET).explainUp(rest, counter);
    } else if ((data[0] & 1) == 0) {
      Law.bounded(data.length, () -> stranger(rest));
    } else {
      Law.bounded(data.length, () -> device(data[0] >>> 1 & 3, rest));
    }
  }

  private static void stranger(byte[] datagram) {
    if (datagram.length >= FrameDescriptor.FRAME_BYTES_MIN) {
      FrameDescriptor.version(datagram, 0);
      FrameDescriptor.kind(datagram, 0);
      long keyId = FrameDescriptor.keyId(datagram, 0);
      Law.hold(keyId >= 0 && keyId <= FrameDescriptor.KEY_ID_MAX, "a key id has 40 bits");
      long nearest = PacketCounter.nearest(FrameDescriptor.counterLow(datagram, 0), counter);
      Law.hold(
          OPENING.openUp(KEYS, nearest, datagram, 0, datagram.length, plain, 0)
              == FrameCipher.NOT_AUTHENTIC,
          "a stranger's bytes must not open as a device's");
      Law.hold(
          OPENING.openDown(KEYS, nearest, datagram, 0, datagram.length, plain, 0)
              == FrameCipher.NOT_AUTHENTIC,
          "a stranger's bytes must not open as a server's");
    }
  }

  private static void device(int kindBits, byte[] message) {
    if (message.length < 3 || message.length > FRAME_BYTES_MAX - FrameDescriptor.OVERHEAD_BYTES) {
      return;
    }
    counter++;
    int kind = 1 + kindBits;
    int length = SEALING.sealUp(KEYS, kind, 7, counter, message, 0, message.length, frame, 0);
    Law.hold(
        length == message.length + FrameDescriptor.OVERHEAD_BYTES, "a frame is as long as told");
    int opened = OPENING.openUp(KEYS, counter, frame, 0, length, plain, 0);
    Law.hold(
        opened == message.length && Arrays.equals(plain, 0, opened, message, 0, opened),
        "what was sealed opens to the same bytes");

    int bit = ((message[0] & 0xFF) | (message[1] & 0xFF) << 8 | (message[2] & 0xFF) << 16);
    bit %= 8 * length;
    frame[bit / 8] ^= (byte) (1 << bit % 8);
    long told = PacketCounter.nearest(FrameDescriptor.counterLow(frame, 0), counter);
    Law.hold(
        OPENING.openUp(KEYS, told, frame, 0, length, plain, 0) == FrameCipher.NOT_AUTHENTIC,
        "a frame with a changed bit must not open");
  }
}

package kz.relog.bench.micro;

import java.util.Random;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameKeys;

/** Input of the benches: the same on every run. */
final class Frames {
  private static final int TICK_MS = 1_000;
  private static final int DIGITS = 6;
  private static final long START_MS = 1_790_000_000_000L;

  private Frames() {}

  /** A batch of a moving device, with speed, course and accuracy; returns its length. */
  static int encode(int fixes, FixBatchEncoder encoder, byte[] out) {
    return encodeFrom(START_MS, fixes, encoder, out);
  }

  /** The same with another time of the first fix. */
  static int encodeFrom(long startMs, int fixes, FixBatchEncoder encoder, byte[] out) {
    Random random = new Random(fixes);
    encoder.begin(TICK_MS, DIGITS).batchSeq(7_000).held(1);
    int latE7 = 432_000_000;
    int lonE7 = 769_000_000;
    for (int i = 0; i < fixes; i++) {
      latE7 += 800 + random.nextInt(200);
      lonE7 += random.nextInt(200) - 100;
      encoder.add(
          startMs + i * (long) TICK_MS,
          latE7,
          lonE7,
          95 + random.nextInt(10),
          random.nextInt(5),
          5,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    return encoder.encode(out, 0);
  }

  /** Keys of so many devices. */
  static FrameKeys[] keys(int count) {
    Random random = new Random(count);
    FrameKeys[] keys = new FrameKeys[count];
    for (int i = 0; i < count; i++) {
      byte[] secret = new byte[FrameKeys.SECRET_BYTES];
      random.nextBytes(secret);
      keys[i] = FrameKeys.derive(secret);
    }
    return keys;
  }
}

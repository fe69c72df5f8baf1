package kz.relog.bench.load;

import kz.relog.device.DeviceIdentity;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;

/**
 * A device that drives straight on, one fix per second, and seals its batches one after the other.
 * It holds nothing back for a retry: a frame that is lost stays lost, and the next one says so. One
 * thread at a time.
 */
final class LoadDevice {
  private static final int TICK_MS = 1_000;
  private static final int DIGITS = 6;
  private static final int SPEED_DMPS = 100;
  private static final int COURSE_DEGREES = 0;
  private static final int ACCURACY_METRES = 5;

  private final long keyId;
  private final FrameKeys keys;
  private final int lonE7;
  private long timeMs;
  private int latE7;
  private long batches;

  /**
   * A device that has sent nothing.
   *
   * @param identity its key
   * @param number tells it apart: devices drive on parallel roads
   * @param startMs time of its first fix
   */
  LoadDevice(DeviceIdentity identity, int number, long startMs) {
    this.keyId = identity.keyId();
    this.keys = FrameKeys.derive(identity.secret());
    this.timeMs = startMs;
    this.latE7 = LoadFleet.START_LAT_E7;
    this.lonE7 = LoadFleet.lonE7(number);
  }

  /** Its random 40-bit name. */
  long keyId() {
    return keyId;
  }

  /** Batches sealed so far; the last one's packet counter is the same. */
  long batches() {
    return batches;
  }

  /** Seals the next batch; returns the frame's length. */
  int seal(int fixes, FixBatchEncoder encoder, FrameCipher cipher, byte[] plain, byte[] frame) {
    encoder.begin(TICK_MS, DIGITS).batchSeq(++batches);
    for (int i = 0; i < fixes; i++) {
      timeMs += TICK_MS;
      // Back and forth: a long run stays on the map.
      latE7 += batches % 2_000 < 1_000 ? LoadFleet.STEP_E7 : -LoadFleet.STEP_E7;
      encoder.add(
          timeMs,
          latE7,
          lonE7,
          SPEED_DMPS,
          COURSE_DEGREES,
          ACCURACY_METRES,
          FixLimits.ALTITUDE_UNKNOWN);
    }
    int length = encoder.encode(plain, 0);
    return cipher.sealUp(keys, FrameKind.FACTS, keyId, batches, plain, 0, length, frame, 0);
  }
}

package kz.relog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kz.relog.device.DeviceIdentity;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;

/**
 * Devices that are spread over lanes (sockets): device i sends on lane i modulo their number, and
 * the devices of a lane take turns. Sealing uses every core; it happens before a clock starts.
 */
public final class LoadFleet {
  /** More than the first frame has, for counters that grow. */
  private static final int FRAME_BYTES_SPARE = 4;

  /** First fixes lie this far in the past, so that a long run does not reach the present. */
  private static final long PAST_MS = 7L * 86_400_000;

  /** Where every device begins, in 10^-7 degrees north. */
  public static final int START_LAT_E7 = 400_000_000;

  /** How far a device drives north with each fix, one second after the other. */
  public static final int STEP_E7 = 900;

  private static final int START_LON_E7 = 700_000_000;
  private static final int LON_STEP_E7 = 1_000;

  private final List<List<LoadDevice>> lanes = new ArrayList<>();
  private final int[] turns;
  private final int size;
  private final long startMs;

  /**
   * A fleet that has sent nothing.
   *
   * @param identities keys of the devices
   * @param laneCount sockets that will carry it
   * @param nowMs Unix epoch ms
   */
  public LoadFleet(List<DeviceIdentity> identities, int laneCount, long nowMs) {
    for (int i = 0; i < laneCount; i++) {
      lanes.add(new ArrayList<>());
    }
    for (int i = 0; i < identities.size(); i++) {
      lanes.get(i % laneCount).add(new LoadDevice(identities.get(i), i, nowMs - PAST_MS));
    }
    this.startMs = nowMs - PAST_MS;
    this.turns = new int[laneCount];
    this.size = identities.size();
  }

  /** The road of a device: devices drive on parallels of a meridian, in 10^-7 degrees east. */
  public static int lonE7(int number) {
    return START_LON_E7 + number * LON_STEP_E7;
  }

  /** Time before the first fix of each device, Unix epoch ms. */
  public long startMs() {
    return startMs;
  }

  /** Number of devices. */
  public int size() {
    return size;
  }

  /** Number of lanes. */
  public int laneCount() {
    return lanes.size();
  }

  /** The devices of a lane, in the order of their turns. */
  List<LoadDevice> lane(int lane) {
    return lanes.get(lane);
  }

  /** Whose turn is next on a lane: an index into it. */
  int turn(int lane) {
    return turns[lane] % lanes.get(lane).size();
  }

  /**
   * Seals the next frames of every lane.
   *
   * @param framesPerLane how many
   * @param fixesPerFrame size of each batch
   * @return one tape for each lane; the caller releases them
   */
  List<FrameTape> seal(int framesPerLane, int fixesPerFrame) {
    return IntStream.range(0, lanes.size())
        .parallel()
        .mapToObj(lane -> sealLane(lane, framesPerLane, fixesPerFrame))
        .toList();
  }

  private FrameTape sealLane(int lane, int frames, int fixesPerFrame) {
    List<LoadDevice> devices = lanes.get(lane);
    FixBatchEncoder encoder = new FixBatchEncoder();
    FrameCipher cipher = new FrameCipher();
    byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    byte[] frame = new byte[FixBatchEncoder.ENCODED_BYTES_MAX + FrameDescriptor.OVERHEAD_BYTES];
    ByteBuf tape = Unpooled.directBuffer();
    for (int i = 0; i < frames; i++) {
      LoadDevice device = devices.get(turns[lane]++ % devices.size());
      int length = device.seal(fixesPerFrame, encoder, cipher, plain, frame);
      if (i == 0) {
        // All are about as long as the first; the few that are longer make it grow.
        int each = FrameDescriptor.TCP_LENGTH_BYTES + length + FRAME_BYTES_SPARE;
        tape.capacity(Math.multiplyExact(frames, each));
      }
      tape.writeShortLE(length).writeBytes(frame, 0, length);
    }
    return new FrameTape(tape, frames);
  }
}

package kz.relog.device.spool;

import kz.relog.device.thin.TrackThinner;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;

/**
 * Makes one thinned batch of several closed ones that follow each other. Works on their values as
 * rounded, which stay as they are. One thread.
 */
final class BacklogThinner implements TrackThinner.Track {
  private static final int FIXES_MAX = FixLimits.FIXES_MAX;

  private final TrackThinner thinner = new TrackThinner();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final long[] timeMs = new long[FIXES_MAX];
  private final int[][] values = new int[FIXES_MAX][];
  private int count;
  private int tickMs;
  private int digits;
  private long odometerMetres;
  private int inputs;

  void begin() {
    count = 0;
    tickMs = 0;
    digits = 0;
  }

  /** Adds the fixes of a batch; false when they cannot be thinned together with those before. */
  boolean add(byte[] message, int length) {
    if (decoder.decode(message, 0, length) != BatchFault.NONE
        || count + decoder.count() > FIXES_MAX
        || (tickMs != 0 && tickMs != decoder.tickMs())) {
      return false;
    }
    tickMs = decoder.tickMs();
    digits = Math.max(digits, decoder.digits());
    odometerMetres = decoder.odometerMetres();
    inputs = decoder.inputs();
    for (int i = 0; i < decoder.count(); i++) {
      timeMs[count] = decoder.timeMs(i);
      values[count++] =
          new int[] {
            decoder.latE7(i),
            decoder.lonE7(i),
            decoder.speedDmps(i),
            decoder.course(i),
            decoder.accuracyMetres(i),
            decoder.altitudeMetres(i)
          };
    }
    return true;
  }

  int fixes() {
    return count;
  }

  /** Fixes of the batch that {@link #encode} wrote. */
  int fixesKept() {
    return encoder.count();
  }

  /**
   * Writes what must stay as one batch.
   *
   * @return its length, 0 when it does not fit one batch
   */
  int encode(double metres, byte[] out, int offset, int bytesMax) {
    boolean[] keep = thinner.thin(this, 0, count - 1, metres);
    encoder.begin(tickMs, digits).batchSeq(1);
    for (int i = 0; i < count; i++) {
      int[] v = values[i];
      if (keep[i] && !encoder.add(timeMs[i], v[0], v[1], v[2], v[3], v[4], v[5])) {
        return 0;
      }
    }
    encoder.odometerMetres(odometerMetres).inputs(inputs);
    return encoder.encodedLength() > bytesMax ? 0 : encoder.encode(out, offset);
  }

  @Override
  public long timeMs(int index) {
    return timeMs[index];
  }

  @Override
  public int latE7(int index) {
    return values[index][0];
  }

  @Override
  public int lonE7(int index) {
    return values[index][1];
  }
}

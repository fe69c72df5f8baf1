package kz.relog.proto.fix;

import kz.relog.proto.frame.FrameDescriptor;

/**
 * Measures what fixes cost on the wire: feeds them through the encoder in batches as a device would
 * and adds up the frames. One thread.
 */
public final class FrameSizes {
  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final int fixesPerBatch;
  private final int tickMs;
  private final int digits;
  private long batchSeq;
  private long fixes;
  private long frames;
  private long bytes;

  /**
   * An empty measurement.
   *
   * @param fixesPerBatch 1 to 512
   * @param tickMs unit of time, 1 to 60000 ms
   * @param digits unit of position, 4 to 7 decimal digits of a degree
   * @throws IllegalArgumentException when one is out of its range
   */
  public FrameSizes(int fixesPerBatch, int tickMs, int digits) {
    if (fixesPerBatch < 1 || fixesPerBatch > FixLimits.FIXES_MAX) {
      throw new IllegalArgumentException("a batch has 1 to 512 fixes, not " + fixesPerBatch);
    }
    this.fixesPerBatch = fixesPerBatch;
    this.tickMs = tickMs;
    this.digits = digits;
    encoder.begin(tickMs, digits);
  }

  /**
   * Adds a fix; its parameters are those of {@link FixBatchEncoder#add}.
   *
   * @param timeMs Unix epoch ms
   * @param latE7 10^-7 degrees
   * @param lonE7 10^-7 degrees
   * @param speedDmps 0.1 m/s or {@link FixLimits#SPEED_UNKNOWN}
   * @param courseDegrees or {@link FixLimits#COURSE_UNKNOWN}
   * @param accuracyMetres or {@link FixLimits#ACCURACY_UNKNOWN}
   * @param altitudeMetres or {@link FixLimits#ALTITUDE_UNKNOWN}
   */
  public void add(
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres,
      int altitudeMetres) {
    if (!encoder.add(
        timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres, altitudeMetres)) {
      flush();
      encoder.add(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres, altitudeMetres);
    }
    if (encoder.count() == fixesPerBatch) {
      flush();
    }
  }

  /** Ends the batch that is being filled, as at the end of a file. */
  public void flush() {
    if (encoder.count() > 0) {
      fixes += encoder.count();
      frames++;
      bytes += encoder.batchSeq(++batchSeq).encodedLength() + FrameDescriptor.OVERHEAD_BYTES;
    }
    encoder.begin(tickMs, digits);
  }

  /**
   * How many fixes are in ended batches.
   *
   * @return a count
   */
  public long fixes() {
    return fixes;
  }

  /**
   * How many frames carry them.
   *
   * @return a count
   */
  public long frames() {
    return frames;
  }

  /**
   * How long these frames are together, header and tag included.
   *
   * @return bytes
   */
  public long frameBytes() {
    return bytes;
  }

  /**
   * What one fix costs.
   *
   * @return bytes, or 0 when there is none
   */
  public double bytesPerFix() {
    return fixes == 0 ? 0 : (double) bytes / fixes;
  }
}

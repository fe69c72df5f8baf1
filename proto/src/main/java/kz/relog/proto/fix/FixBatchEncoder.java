package kz.relog.proto.fix;

/**
 * Writes fixes as a {@code FixBatch}: rounds each value to its unit, then takes differences, of
 * first or second order, whichever is smaller. One thread at a time; reused; nothing is allocated
 * after construction.
 *
 * <pre>
 *   encoder.begin(1000, 6).batchSeq(7).held(2);
 *   while (encoder.add(...)) {}       // false: this fix belongs to the next batch
 *   int length = encoder.encode(buffer, 0);
 * </pre>
 */
@SuppressWarnings("DoNotCallSuggester")
public final class FixBatchEncoder {
  /** Room that the longest batch needs. */
  public static final int ENCODED_BYTES_MAX = 16 * 1024;

  /** An encoder with empty columns, tick 1000 ms and 6 digits. */
  public FixBatchEncoder() {}

  /**
   * Starts a batch; forgets the one before.
   *
   * @param tickMs unit of time, 1 to 60000 ms
   * @param digits unit of position, 4 to 7 decimal digits of a degree
   * @return this
   * @throws IllegalArgumentException when one is out of its range
   */
  public FixBatchEncoder begin(int tickMs, int digits) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a batch with the units, batch_seq and held of another, to take over a part of its fixes
   * exactly by {@link #addFrom}.
   *
   * @param decoder holds the other batch
   * @return this
   */
  public FixBatchEncoder beginLike(FixBatchDecoder decoder) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the idempotency key; it must be set before {@link #encode}.
   *
   * @param batchSeq neither 0 nor 2^64-1
   * @return this
   */
  public FixBatchEncoder batchSeq(long batchSeq) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets how many batch numbers below this one may still be sent.
   *
   * @param held 0 to 64, below batch_seq
   * @return this
   */
  public FixBatchEncoder held(int held) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the odometer at the last fix.
   *
   * @param metres 0 when unknown
   * @return this
   */
  public FixBatchEncoder odometerMetres(long metres) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the inputs at the last fix.
   *
   * @param bits bit 0 ignition known, bit 1 ignition on
   * @return this
   */
  public FixBatchEncoder inputs(int bits) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds a fix, if it fits.
   *
   * @param timeMs Unix epoch ms, UTC, positive; rounded to the tick
   * @param latE7 10^-7 degrees, rounded to the digits
   * @param lonE7 10^-7 degrees, rounded to the digits
   * @param speedDmps 0.1 m/s or {@link FixLimits#SPEED_UNKNOWN}
   * @param courseDegrees 0 to 359 or {@link FixLimits#COURSE_UNKNOWN}
   * @param accuracyMetres or {@link FixLimits#ACCURACY_UNKNOWN}
   * @param altitudeMetres or {@link FixLimits#ALTITUDE_UNKNOWN}
   * @return false when this fix cannot share a batch with those before: 512 are in, its time is
   *     earlier, the span would pass 24 h, a difference would pass 32 bits (antimeridian), or it
   *     has an altitude and they do not, or the other way round; nothing was added, begin a new
   *     batch
   * @throws IllegalArgumentException when a value is out of its range, see {@link FixLimits}
   */
  public boolean add(
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres,
      int altitudeMetres) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds one fix of a decoded batch. The odometer and the inputs come along with its last fix.
   *
   * @param decoder holds the batch
   * @param index of the fix
   * @return as {@link #add}; always true after {@link #beginLike} with the same decoder
   */
  public boolean addFrom(FixBatchDecoder decoder, int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * How many fixes are in.
   *
   * @return 0 to 512
   */
  public int count() {
    throw new UnsupportedOperationException();
  }

  /**
   * Length that {@link #encode} would write now.
   *
   * @return bytes of the message, without header and tag
   * @throws IllegalStateException as {@link #encode}
   */
  public int encodedLength() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the batch; the encoder keeps its content.
   *
   * @param out array to write to; {@link #ENCODED_BYTES_MAX} always suffices
   * @param offset where the message shall begin
   * @return length of the message
   * @throws IllegalStateException when there is no fix or no batch_seq
   * @throws IndexOutOfBoundsException when the room is too small
   */
  public int encode(byte[] out, int offset) {
    throw new UnsupportedOperationException();
  }
}

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
public final class FixBatchEncoder {
  /** Room that the longest batch needs. */
  public static final int ENCODED_BYTES_MAX = 16 * 1024;

  private final FixRows rows = new FixRows();
  private int tickMs = FixLimits.TICK_MS_DEFAULT;
  private int digits = FixLimits.DIGITS_DEFAULT;
  private int unitE7 = PowersOfTen.of(FixLimits.DIGITS_MAX - FixLimits.DIGITS_DEFAULT);
  private long batchSeq;
  private int held;
  private long odometerMetres;
  private int inputs;

  // What measure() found: the form of the batch and the length of each column, 0 when left out.
  private long interval;
  private int dtimeLength;
  private int positionsLength;
  private int writtenDigits;
  private int writtenUnit;
  private boolean secondOrder;
  private int dlatLength;
  private int dlonLength;
  private int speedLength;
  private int courseLength;
  private int accuracyLength;
  private int accuracyCount;
  private int altitudeLength;

  /** An encoder with empty columns, tick 1000 ms and 6 digits. */
  public FixBatchEncoder() {}

  /**
   * Starts a batch; forgets the one before.
   *
   * @param tickMs unit of time, 1 to 60000 ms
   * @param digits unit of position, 4 to 7 decimal digits of a degree; fewer are written where that
   *     is shorter and nothing is lost
   * @return this
   * @throws IllegalArgumentException when one is out of its range
   */
  public FixBatchEncoder begin(int tickMs, int digits) {
    if (tickMs < 1 || tickMs > FixLimits.TICK_MS_MAX) {
      throw new IllegalArgumentException("a tick is 1 to 60000 ms, not " + tickMs);
    }
    if (digits < FixLimits.DIGITS_MIN || digits > FixLimits.DIGITS_MAX) {
      throw new IllegalArgumentException("digits are 4 to 7, not " + digits);
    }
    this.tickMs = tickMs;
    this.digits = digits;
    unitE7 = PowersOfTen.of(FixLimits.DIGITS_MAX - digits);
    rows.count = 0;
    batchSeq = 0;
    held = 0;
    odometerMetres = 0;
    inputs = 0;
    return this;
  }

  /**
   * Starts a batch with the units, batch_seq and held of another, to take over a part of its fixes
   * exactly by {@link #addFrom}.
   *
   * @param decoder holds the other batch
   * @return this
   */
  public FixBatchEncoder beginLike(FixBatchDecoder decoder) {
    return begin(decoder.tickMs(), decoder.digits())
        .batchSeq(decoder.batchSeq())
        .held(decoder.held());
  }

  /**
   * Sets the idempotency key; it must be set before {@link #encode}.
   *
   * @param batchSeq neither 0 nor 2^64-1
   * @return this
   */
  public FixBatchEncoder batchSeq(long batchSeq) {
    this.batchSeq = batchSeq;
    return this;
  }

  /**
   * Sets how many batch numbers below this one may still be sent.
   *
   * @param held 0 to 64, below batch_seq
   * @return this
   */
  public FixBatchEncoder held(int held) {
    this.held = held;
    return this;
  }

  /**
   * Sets the odometer at the last fix.
   *
   * @param metres 0 when unknown
   * @return this
   */
  public FixBatchEncoder odometerMetres(long metres) {
    if (metres < 0 || metres > FixLimits.ODOMETER_METRES_MAX) {
      throw new IllegalArgumentException("an odometer is below 2^40 m");
    }
    odometerMetres = metres;
    return this;
  }

  /**
   * Sets the inputs at the last fix.
   *
   * @param bits bit 0 ignition known, bit 1 ignition on
   * @return this
   */
  public FixBatchEncoder inputs(int bits) {
    inputs = bits;
    return this;
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
    requireInRange(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres, altitudeMetres);
    final long ticks = (timeMs + tickMs / 2) / tickMs;
    if (ticks == 0) {
      throw new IllegalArgumentException("a time is not before 1970");
    }
    final int lat = toUnit(latE7);
    final int lon = toUnit(lonE7);
    if (!fits(ticks, lat, lon, altitudeMetres)) {
      return false;
    }
    final int i = rows.count++;
    rows.ticks[i] = ticks;
    rows.lat[i] = lat;
    rows.lon[i] = lon;
    rows.speedDmps[i] = speedDmps;
    rows.course[i] = courseDegrees;
    rows.accuracyMetres[i] = accuracyMetres;
    rows.altitudeMetres[i] = altitudeMetres;
    return true;
  }

  /**
   * Adds one fix of a decoded batch. The odometer and the inputs come along with its last fix.
   *
   * @param decoder holds the batch
   * @param index of the fix
   * @return as {@link #add}; after {@link #beginLike} with the same decoder and in its order false
   *     only where, at 7 digits, more than 214 degrees lie between two fixes that became neighbours
   */
  public boolean addFrom(FixBatchDecoder decoder, int index) {
    final boolean added =
        add(
            decoder.timeMs(index),
            decoder.latE7(index),
            decoder.lonE7(index),
            decoder.speedDmps(index),
            decoder.course(index),
            decoder.accuracyMetres(index),
            decoder.altitudeMetres(index));
    if (added && index == decoder.count() - 1) {
      odometerMetres(decoder.odometerMetres()).inputs(decoder.inputs());
    }
    return added;
  }

  /**
   * How many fixes are in.
   *
   * @return 0 to 512
   */
  public int count() {
    return rows.count;
  }

  /**
   * Length that {@link #encode} would write now.
   *
   * @return bytes of the message, without header and tag
   * @throws IllegalStateException as {@link #encode}
   */
  public int encodedLength() {
    measure();
    return Wire.sizeOfField(FixBatchField.BATCH_SEQ, batchSeq)
        + Wire.sizeOfField(FixBatchField.TIME, rows.ticks[0])
        + Wire.sizeOfField(FixBatchField.TICK_MS, tickField())
        + Wire.sizeOfField(FixBatchField.INTERVAL, interval)
        + FixColumnWriter.packedLength(FixBatchField.DTIME, dtimeLength)
        + positionsLength
        + FixColumnWriter.packedLength(FixBatchField.SPEED, speedLength)
        + FixColumnWriter.packedLength(FixBatchField.COURSE, courseLength)
        + FixColumnWriter.packedLength(FixBatchField.ACCURACY, accuracyLength)
        + Wire.sizeOfField(FixBatchField.HELD, held)
        + FixColumnWriter.packedLength(FixBatchField.ALTITUDE, altitudeLength)
        + Wire.sizeOfField(FixBatchField.ODOMETER_M, odometerMetres)
        + Wire.sizeOfField(FixBatchField.INPUTS, inputs & 0xFFFF_FFFFL);
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
    measure();
    final int count = rows.count;
    int at = Wire.putField(out, offset, FixBatchField.BATCH_SEQ, batchSeq);
    at = Wire.putField(out, at, FixBatchField.TIME, rows.ticks[0]);
    at = Wire.putField(out, at, FixBatchField.TICK_MS, tickField());
    at = Wire.putField(out, at, FixBatchField.INTERVAL, interval);
    if (dtimeLength > 0) {
      at = FixColumnWriter.putPackedHead(FixBatchField.DTIME, dtimeLength, out, at);
      at = FixColumnWriter.putTimes(rows, out, at);
    }
    at = Wire.putField(out, at, FixBatchField.DIGITS, digitsField(writtenDigits));
    at = Wire.putField(out, at, FixBatchField.LAT, unsigned(rows.lat[0] / writtenUnit));
    at = Wire.putField(out, at, FixBatchField.LON, unsigned(rows.lon[0] / writtenUnit));
    at = FixColumnWriter.putPackedHead(FixBatchField.DLAT, dlatLength, out, at);
    at = FixColumnWriter.putDifferences(rows.lat, count, writtenUnit, secondOrder, out, at);
    at = FixColumnWriter.putPackedHead(FixBatchField.DLON, dlonLength, out, at);
    at = FixColumnWriter.putDifferences(rows.lon, count, writtenUnit, secondOrder, out, at);
    at = Wire.putField(out, at, FixBatchField.SECOND_ORDER, secondOrder ? 1 : 0);
    at = putSums(FixBatchField.SPEED, rows.speedDmps, speedLength, out, at);
    at = putSums(FixBatchField.COURSE, rows.course, courseLength, out, at);
    if (accuracyLength > 0) {
      at = FixColumnWriter.putPackedHead(FixBatchField.ACCURACY, accuracyLength, out, at);
      at = FixColumnWriter.putValues(rows.accuracyMetres, accuracyCount, out, at);
    }
    at = Wire.putField(out, at, FixBatchField.HELD, held);
    at = putSums(FixBatchField.ALTITUDE, rows.altitudeMetres, altitudeLength, out, at);
    at = Wire.putField(out, at, FixBatchField.ODOMETER_M, odometerMetres);
    at = Wire.putField(out, at, FixBatchField.INPUTS, inputs & 0xFFFF_FFFFL);
    return at - offset;
  }

  private boolean fits(long ticks, int lat, int lon, int altitudeMetres) {
    if (rows.count == 0) {
      return true;
    }
    if (rows.count == FixLimits.FIXES_MAX) {
      return false;
    }
    final int last = rows.count - 1;
    return ticks >= rows.ticks[last]
        && (ticks - rows.ticks[0]) * tickMs <= FixLimits.SPAN_MS_MAX
        && isInt((long) lat - rows.lat[last])
        && isInt((long) lon - rows.lon[last])
        && (altitudeMetres == FixLimits.ALTITUDE_UNKNOWN)
            == (rows.altitudeMetres[0] == FixLimits.ALTITUDE_UNKNOWN);
  }

  private static boolean isInt(long value) {
    return value == (int) value;
  }

  /** Nearest unit, halves away from zero, so that both hemispheres round alike. */
  private int toUnit(int e7) {
    final int half = unitE7 / 2;
    return (int) (((long) e7 + (e7 < 0 ? -half : half)) / unitE7);
  }

  private static void requireInRange(
      long timeMs, int latE7, int lonE7, int speed, int course, int accuracy, int altitude) {
    require(timeMs > 0 && timeMs <= FixLimits.TIME_MS_MAX - FixLimits.TICK_MS_MAX, "time");
    require(Math.abs((long) latE7) <= FixLimits.LAT_E7_MAX, "latitude");
    require(Math.abs((long) lonE7) <= FixLimits.LON_E7_MAX, "longitude");
    require(speed >= FixLimits.SPEED_UNKNOWN && speed <= FixLimits.SPEED_DMPS_MAX, "speed");
    require(course >= 0 && course <= FixLimits.COURSE_UNKNOWN, "course");
    require(accuracy >= 0 && accuracy <= FixLimits.ACCURACY_METRES_MAX, "accuracy");
    require(
        altitude == FixLimits.ALTITUDE_UNKNOWN
            || Math.abs((long) altitude) <= FixLimits.ALTITUDE_METRES_MAX,
        "altitude");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " is out of its range"); // never the value itself
    }
  }

  /** Chooses the shortest form. */
  private void measure() {
    if (rows.count == 0) {
      throw new IllegalStateException("a batch has at least one fix");
    }
    BatchSequence.require(batchSeq, held);
    final int count = rows.count;
    final long constant = FixColumnWriter.constantInterval(rows);
    interval = Math.max(constant, 0);
    dtimeLength = constant < 0 ? FixColumnWriter.timesLength(rows) : 0;
    measurePositions();
    speedLength = sumsLength(rows.speedDmps, FixLimits.SPEED_UNKNOWN);
    courseLength = sumsLength(rows.course, FixLimits.COURSE_UNKNOWN);
    altitudeLength = sumsLength(rows.altitudeMetres, FixLimits.ALTITUDE_UNKNOWN);
    accuracyCount = rows.anyDiffersFrom(rows.accuracyMetres, rows.accuracyMetres[0]) ? count : 1;
    accuracyLength =
        rows.anyDiffersFrom(rows.accuracyMetres, FixLimits.ACCURACY_UNKNOWN)
            ? FixColumnWriter.valuesLength(rows.accuracyMetres, accuracyCount)
            : 0;
  }

  /** First or second order, all digits or fewer: the shortest that loses nothing. */
  private void measurePositions() {
    int shortest = Integer.MAX_VALUE;
    int fewer = 0;
    do {
      final int factor = PowersOfTen.of(fewer);
      for (int order = 1; order <= 2; order++) {
        shortest = Math.min(shortest, tryPositions(fewer, factor, order == 2, shortest));
      }
      fewer++;
    } while (digits - fewer >= FixLimits.DIGITS_MIN
        && rows.positionsAreMultiplesOf(PowersOfTen.of(fewer)));
  }

  /** Takes a form over if it is shorter than the shortest so far; returns its length. */
  private int tryPositions(int fewer, int factor, boolean second, int shortest) {
    final int lats = FixColumnWriter.differencesLength(rows.lat, rows.count, factor, second);
    final int lons = FixColumnWriter.differencesLength(rows.lon, rows.count, factor, second);
    final int length =
        Wire.sizeOfField(FixBatchField.DIGITS, digitsField(digits - fewer))
            + Wire.sizeOfField(FixBatchField.LAT, unsigned(rows.lat[0] / factor))
            + Wire.sizeOfField(FixBatchField.LON, unsigned(rows.lon[0] / factor))
            + FixColumnWriter.packedLength(FixBatchField.DLAT, lats)
            + FixColumnWriter.packedLength(FixBatchField.DLON, lons)
            + Wire.sizeOfField(FixBatchField.SECOND_ORDER, second ? 1 : 0);
    if (length < shortest) {
      positionsLength = length;
      writtenDigits = digits - fewer;
      writtenUnit = factor;
      secondOrder = second;
      dlatLength = lats;
      dlonLength = lons;
    }
    return length;
  }

  private int sumsLength(int[] column, int unknown) {
    return rows.anyDiffersFrom(column, unknown)
        ? FixColumnWriter.sumsLength(column, rows.count)
        : 0;
  }

  private int putSums(int field, int[] column, int length, byte[] out, int at) {
    return length == 0
        ? at
        : FixColumnWriter.putSums(
            column, rows.count, out, FixColumnWriter.putPackedHead(field, length, out, at));
  }

  private long tickField() {
    return tickMs == FixLimits.TICK_MS_DEFAULT ? 0 : tickMs;
  }

  private static long digitsField(int digits) {
    return digits == FixLimits.DIGITS_DEFAULT ? 0 : digits;
  }

  private static long unsigned(int signed) {
    return Wire.zigZag(signed) & 0xFFFF_FFFFL;
  }
}

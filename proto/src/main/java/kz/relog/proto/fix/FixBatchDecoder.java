package kz.relog.proto.fix;

/**
 * Reads a {@code FixBatch} from its protobuf bytes into primitive columns and enforces every rule
 * of acceptance. One thread at a time; reused: what it shows is valid until the next {@link
 * #decode}. Nothing is allocated after construction (about 20 KB of columns).
 *
 * <p>Positions 0,0 and absurd times are shown as they are: single fixes are the caller's to judge.
 */
public final class FixBatchDecoder {
  private final WireReader reader = new WireReader();
  private final Column dtimes = new Column();
  private final Column dlats = new Column();
  private final Column dlons = new Column();
  private final Column speeds = new Column();
  private final Column courses = new Column();
  private final Column accuracies = new Column();
  private final Column altitudes = new Column();

  private final long[] timeMs = new long[FixLimits.FIXES_MAX];
  private final int[] latE7 = new int[FixLimits.FIXES_MAX];
  private final int[] lonE7 = new int[FixLimits.FIXES_MAX];
  private final int[] speedDmps = new int[FixLimits.FIXES_MAX];
  private final int[] course = new int[FixLimits.FIXES_MAX];
  private final int[] accuracyMetres = new int[FixLimits.FIXES_MAX];
  private final int[] altitudeMetres = new int[FixLimits.FIXES_MAX];

  private int count;
  private int rows;
  private long batchSeq;
  private int held;
  private long time;
  private int tickMs;
  private long interval;
  private int digits;
  private int lat;
  private int lon;
  private boolean secondOrder;
  private long odometerMetres;
  private int inputs;

  /** A decoder with empty columns. */
  public FixBatchDecoder() {}

  /**
   * Reads one batch.
   *
   * @param bytes array that holds the message
   * @param offset where it begins
   * @param length its length
   * @return {@link BatchFault#NONE}, or why the batch is refused; then the getters mean nothing
   */
  public BatchFault decode(byte[] bytes, int offset, int length) {
    count = 0; // until the last rule is met, nothing is shown
    readFields(bytes, offset, length);
    BatchFault fault = reader.fault();
    if (fault == BatchFault.NONE) {
      fault = checkHeader();
    }
    if (fault == BatchFault.NONE) {
      fault = checkColumns();
    }
    if (fault == BatchFault.NONE) {
      fault = readColumns();
    }
    if (fault == BatchFault.NONE) {
      count = rows;
    }
    return fault;
  }

  /**
   * How many fixes.
   *
   * @return 1 to 512
   */
  public int count() {
    return count;
  }

  /**
   * The idempotency key.
   *
   * @return unsigned, neither 0 nor 2^64-1
   */
  public long batchSeq() {
    return batchSeq;
  }

  /**
   * How many batch numbers below this one the device may still send.
   *
   * @return 0 to 64
   */
  public int held() {
    return held;
  }

  /**
   * The unit of the batch's times.
   *
   * @return milliseconds, 1 to 60000
   */
  public int tickMs() {
    return tickMs;
  }

  /**
   * The unit of the batch's positions.
   *
   * @return decimal digits of a degree, 4 to 7
   */
  public int digits() {
    return digits;
  }

  /**
   * When a fix was taken.
   *
   * @param index from 0
   * @return Unix epoch milliseconds, UTC; never less than that of the fix before
   */
  public long timeMs(int index) {
    return timeMs[checked(index)];
  }

  /**
   * Latitude.
   *
   * @param index from 0
   * @return 10^-7 degrees
   */
  public int latE7(int index) {
    return latE7[checked(index)];
  }

  /**
   * Longitude.
   *
   * @param index from 0
   * @return 10^-7 degrees
   */
  public int lonE7(int index) {
    return lonE7[checked(index)];
  }

  /**
   * Speed over ground.
   *
   * @param index from 0
   * @return 0.1 m/s, or {@link FixLimits#SPEED_UNKNOWN}
   */
  public int speedDmps(int index) {
    return hasSpeed() ? speedDmps[checked(index)] : FixLimits.SPEED_UNKNOWN;
  }

  /**
   * Course over ground.
   *
   * @param index from 0
   * @return degrees from north, or {@link FixLimits#COURSE_UNKNOWN}
   */
  public int course(int index) {
    return hasCourse() ? course[checked(index)] : FixLimits.COURSE_UNKNOWN;
  }

  /**
   * Stated accuracy.
   *
   * @param index from 0
   * @return metres, or {@link FixLimits#ACCURACY_UNKNOWN}
   */
  public int accuracyMetres(int index) {
    return switch (accuracies.count()) {
      case 0 -> FixLimits.ACCURACY_UNKNOWN;
      case 1 -> accuracyMetres[0];
      default -> accuracyMetres[checked(index)];
    };
  }

  /**
   * Altitude.
   *
   * @param index from 0
   * @return metres, or {@link FixLimits#ALTITUDE_UNKNOWN}
   */
  public int altitudeMetres(int index) {
    return hasAltitude() ? altitudeMetres[checked(index)] : FixLimits.ALTITUDE_UNKNOWN;
  }

  /**
   * Whether the batch has a speed column.
   *
   * @return false when every speed is unknown
   */
  public boolean hasSpeed() {
    return speeds.count() > 0;
  }

  /**
   * Whether the batch has a course column.
   *
   * @return false when every course is unknown
   */
  public boolean hasCourse() {
    return courses.count() > 0;
  }

  /**
   * Whether the batch has an accuracy column.
   *
   * @return false when every accuracy is unknown
   */
  public boolean hasAccuracy() {
    return accuracies.count() > 0;
  }

  /**
   * Whether the batch has an altitude column.
   *
   * @return false when every altitude is unknown
   */
  public boolean hasAltitude() {
    return altitudes.count() > 0;
  }

  /**
   * Odometer at the last fix.
   *
   * @return metres, 0 when unknown
   */
  public long odometerMetres() {
    return odometerMetres;
  }

  /**
   * Inputs at the last fix.
   *
   * @return bit 0 ignition known, bit 1 ignition on
   */
  public int inputs() {
    return inputs;
  }

  private int checked(int index) {
    // What lies beyond belongs to an earlier batch, perhaps of another device.
    if (index >= count) {
      throw new IndexOutOfBoundsException("fix " + index + " of " + count);
    }
    return index;
  }

  private void clear() {
    dtimes.clear();
    dlats.clear();
    dlons.clear();
    speeds.clear();
    courses.clear();
    accuracies.clear();
    altitudes.clear();
    batchSeq = 0;
    held = 0;
    time = 0;
    tickMs = 0;
    interval = 0;
    digits = 0;
    lat = 0;
    lon = 0;
    secondOrder = false;
    odometerMetres = 0;
    inputs = 0;
  }

  /** First walk: scalars are read, columns only found, for fields may come in any order. */
  private void readFields(byte[] bytes, int offset, int length) {
    clear();
    reader.wrap(bytes, offset, length);
    while (reader.next()) {
      switch (reader.field()) {
        case FixBatchField.BATCH_SEQ -> batchSeq = reader.uint64();
        case FixBatchField.TIME -> time = reader.uint64();
        case FixBatchField.TICK_MS -> tickMs = (int) reader.uint32();
        case FixBatchField.INTERVAL -> interval = reader.uint32();
        case FixBatchField.DTIME -> reader.column(dtimes);
        case FixBatchField.DIGITS -> digits = (int) reader.uint32();
        case FixBatchField.LAT -> lat = reader.sint32();
        case FixBatchField.LON -> lon = reader.sint32();
        case FixBatchField.DLAT -> reader.column(dlats);
        case FixBatchField.DLON -> reader.column(dlons);
        case FixBatchField.SECOND_ORDER -> secondOrder = reader.bool();
        case FixBatchField.SPEED -> reader.column(speeds);
        case FixBatchField.COURSE -> reader.column(courses);
        case FixBatchField.ACCURACY -> reader.column(accuracies);
        case FixBatchField.HELD -> held = (int) reader.uint32();
        case FixBatchField.ALTITUDE -> reader.column(altitudes);
        case FixBatchField.ODOMETER_M -> odometerMetres = reader.uint64();
        case FixBatchField.INPUTS -> inputs = (int) reader.uint32();
        default -> reader.skip();
      }
    }
  }

  private BatchFault checkHeader() {
    final BatchFault sequence = BatchSequence.check(batchSeq, held);
    if (sequence != BatchFault.NONE) {
      return sequence;
    }
    if (tickMs < 0 || tickMs > FixLimits.TICK_MS_MAX) { // negative: above 2^31
      return BatchFault.TICK;
    }
    tickMs = tickMs == 0 ? FixLimits.TICK_MS_DEFAULT : tickMs;
    digits = digits == 0 ? FixLimits.DIGITS_DEFAULT : digits;
    if (digits < FixLimits.DIGITS_MIN || digits > FixLimits.DIGITS_MAX) {
      return BatchFault.DIGITS;
    }
    if (time == 0) {
      return BatchFault.EMPTY;
    }
    if (Long.compareUnsigned(time, FixLimits.TIME_MS_MAX / tickMs) > 0) {
      return BatchFault.TIME;
    }
    if (odometerMetres < 0 || odometerMetres > FixLimits.ODOMETER_METRES_MAX) {
      return BatchFault.ODOMETER;
    }
    return BatchFault.NONE;
  }

  private BatchFault checkColumns() {
    rows = 1 + dlats.count();
    if (rows > FixLimits.FIXES_MAX) {
      return BatchFault.TOO_MANY_FIXES;
    }
    if (interval != 0 && dtimes.count() != 0) {
      return BatchFault.INTERVAL_AND_DTIME;
    }
    final boolean fit =
        dlons.count() == rows - 1
            && (dtimes.count() == 0 || dtimes.count() == rows - 1)
            && (speeds.count() == 0 || speeds.count() == rows)
            && (courses.count() == 0 || courses.count() == rows)
            && (altitudes.count() == 0 || altitudes.count() == rows)
            && (accuracies.count() <= 1 || accuracies.count() == rows);
    return fit ? BatchFault.NONE : BatchFault.COLUMN_LENGTH;
  }

  private BatchFault readColumns() {
    BatchFault fault = readTimes();
    if (fault == BatchFault.NONE) {
      fault = readPositions(dlats, lat, FixLimits.LAT_E7_MAX, latE7);
    }
    if (fault == BatchFault.NONE) {
      fault = readPositions(dlons, lon, FixLimits.LON_E7_MAX, lonE7);
    }
    if (fault == BatchFault.NONE) {
      fault =
          readSums(
              speeds,
              FixLimits.SPEED_UNKNOWN,
              FixLimits.SPEED_DMPS_MAX,
              speedDmps,
              BatchFault.SPEED);
    }
    if (fault == BatchFault.NONE) {
      fault = readSums(courses, 0, FixLimits.COURSE_UNKNOWN, course, BatchFault.COURSE);
    }
    if (fault == BatchFault.NONE) {
      fault =
          readSums(
              altitudes,
              -FixLimits.ALTITUDE_METRES_MAX,
              FixLimits.ALTITUDE_METRES_MAX,
              altitudeMetres,
              BatchFault.ALTITUDE);
    }
    return fault == BatchFault.NONE ? readAccuracies() : fault;
  }

  private BatchFault readTimes() {
    final boolean differ = dtimes.count() != 0;
    final long first = time * tickMs;
    long ticks = 0;
    timeMs[0] = first;
    reader.enter(dtimes);
    for (int i = 1; i < rows; i++) {
      ticks += differ ? reader.varint32() : interval;
      timeMs[i] = first + ticks * tickMs; // below 2^53 + 511 * 2^32 * 60000: no overflow
    }
    if (reader.fault() != BatchFault.NONE) {
      return reader.fault();
    }
    return ticks * tickMs > FixLimits.SPAN_MS_MAX ? BatchFault.SPAN : BatchFault.NONE;
  }

  private BatchFault readPositions(Column column, int first, int boundE7, int[] out) {
    final long scale = PowersOfTen.of(FixLimits.DIGITS_MAX - digits);
    long value = first;
    long difference = 0;
    reader.enter(column);
    for (int i = 0; ; i++) {
      final long e7 = value * scale;
      if (e7 > boundE7 || e7 < -boundE7) {
        return reader.fault() == BatchFault.NONE ? BatchFault.POSITION : reader.fault();
      }
      out[i] = (int) e7;
      if (i == rows - 1) {
        return reader.fault();
      }
      final int element = reader.signed32();
      difference = secondOrder ? difference + element : element;
      value += difference;
    }
  }

  private BatchFault readSums(Column column, int min, int max, int[] out, BatchFault outside) {
    long value = 0;
    reader.enter(column);
    for (int i = 0; i < column.count(); i++) {
      value += reader.signed32();
      if (value < min || value > max) {
        return reader.fault() == BatchFault.NONE ? outside : reader.fault();
      }
      out[i] = (int) value;
    }
    return reader.fault();
  }

  private BatchFault readAccuracies() {
    reader.enter(accuracies);
    for (int i = 0; i < accuracies.count(); i++) {
      final long metres = reader.varint32();
      if (metres > FixLimits.ACCURACY_METRES_MAX) {
        return BatchFault.ACCURACY;
      }
      accuracyMetres[i] = (int) metres;
    }
    return reader.fault();
  }
}

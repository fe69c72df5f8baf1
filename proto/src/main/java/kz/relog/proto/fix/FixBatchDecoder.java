package kz.relog.proto.fix;

/**
 * Reads a {@code FixBatch} from its protobuf bytes into primitive columns and enforces every rule
 * of acceptance. One thread at a time; reused: what it shows is valid until the next {@link
 * #decode}. Nothing is allocated after construction (about 20 KB of columns).
 *
 * <p>Positions 0,0 and absurd times are shown as they are: single fixes are the caller's to judge.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class FixBatchDecoder {

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
    throw new UnsupportedOperationException();
  }

  /**
   * How many fixes.
   *
   * @return 1 to 512
   */
  public int count() {
    throw new UnsupportedOperationException();
  }

  /**
   * The idempotency key.
   *
   * @return unsigned, neither 0 nor 2^64-1
   */
  public long batchSeq() {
    throw new UnsupportedOperationException();
  }

  /**
   * How many batch numbers below this one the device may still send.
   *
   * @return 0 to 64
   */
  public int held() {
    throw new UnsupportedOperationException();
  }

  /**
   * The unit of the batch's times.
   *
   * @return milliseconds, 1 to 60000
   */
  public int tickMs() {
    throw new UnsupportedOperationException();
  }

  /**
   * The unit of the batch's positions.
   *
   * @return decimal digits of a degree, 4 to 7
   */
  public int digits() {
    throw new UnsupportedOperationException();
  }

  /**
   * When a fix was taken.
   *
   * @param index from 0
   * @return Unix epoch milliseconds, UTC; never less than that of the fix before
   */
  public long timeMs(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Latitude.
   *
   * @param index from 0
   * @return 10^-7 degrees
   */
  public int latE7(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Longitude.
   *
   * @param index from 0
   * @return 10^-7 degrees
   */
  public int lonE7(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Speed over ground.
   *
   * @param index from 0
   * @return 0.1 m/s, or {@link FixLimits#SPEED_UNKNOWN}
   */
  public int speedDmps(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Course over ground.
   *
   * @param index from 0
   * @return degrees from north, or {@link FixLimits#COURSE_UNKNOWN}
   */
  public int course(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stated accuracy.
   *
   * @param index from 0
   * @return metres, or {@link FixLimits#ACCURACY_UNKNOWN}
   */
  public int accuracyMetres(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Altitude.
   *
   * @param index from 0
   * @return metres, or {@link FixLimits#ALTITUDE_UNKNOWN}
   */
  public int altitudeMetres(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the batch has a speed column.
   *
   * @return false when every speed is unknown
   */
  public boolean hasSpeed() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the batch has a course column.
   *
   * @return false when every course is unknown
   */
  public boolean hasCourse() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the batch has an accuracy column.
   *
   * @return false when every accuracy is unknown
   */
  public boolean hasAccuracy() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the batch has an altitude column.
   *
   * @return false when every altitude is unknown
   */
  public boolean hasAltitude() {
    throw new UnsupportedOperationException();
  }

  /**
   * Odometer at the last fix.
   *
   * @return metres, 0 when unknown
   */
  public long odometerMetres() {
    throw new UnsupportedOperationException();
  }

  /**
   * Inputs at the last fix.
   *
   * @return bit 0 ignition known, bit 1 ignition on
   */
  public int inputs() {
    throw new UnsupportedOperationException();
  }
}

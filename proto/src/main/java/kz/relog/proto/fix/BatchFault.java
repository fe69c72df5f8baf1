package kz.relog.proto.fix;

/**
 * Why an authentic message is refused as a whole. A closed set: the names serve as metric labels. A
 * fix that is well formed but absurd (its time, the position 0,0) is not judged here.
 */
public enum BatchFault {
  /** Nothing is wrong. */
  NONE("nothing is wrong"),
  /** The bytes end inside a field. */
  TRUNCATED("the bytes end inside a field"),
  /** A varint is longer than needed or than ten bytes. */
  OVERLONG_VARINT("a varint is longer than needed or than ten bytes"),
  /** A tag names field 0, or a wire type that this format does not use (groups included). */
  BAD_TAG("a tag names field 0, or a wire type that this format does not use (groups included)"),
  /**
   * A known field has another wire type than its own; a repeated field that is not packed is one.
   */
  WRONG_WIRE_TYPE(
      "a known field has another wire type than its own; a repeated one must be packed"),
  /** A field comes twice. */
  REPEATED_FIELD("a field comes twice"),
  /** A value does not fit the type of its field. */
  VALUE_OVERFLOW("a value does not fit the type of its field"),
  /** batch_seq is 0 or 2^64-1. */
  BATCH_SEQ("batch_seq is 0 or 2^64-1"),
  /** held is above 64, or not below batch_seq. */
  HELD("held is above 64, or not below batch_seq"),
  /** No time: the batch holds no fix. */
  EMPTY("no time: the batch holds no fix"),
  /** tick_ms is above 60000. */
  TICK("tick_ms is above 60000"),
  /** digits is not 0 and not 4 to 7. */
  DIGITS("digits is not 0 and not 4 to 7"),
  /** More than 512 fixes. */
  TOO_MANY_FIXES("more than 512 fixes"),
  /** A column has another length than it must. */
  COLUMN_LENGTH("a column has another length than it must"),
  /** interval and dtime together. */
  INTERVAL_AND_DTIME("interval and dtime together"),
  /** From the first fix to the last are more than 24 hours. */
  SPAN("from the first fix to the last are more than 24 hours"),
  /** A time does not fit 63 bits of milliseconds. */
  TIME("a time does not fit 63 bits of milliseconds"),
  /** A latitude or longitude is not on Earth. */
  POSITION("a latitude or longitude is not on Earth"),
  /** A speed is out of its range. */
  SPEED("a speed is out of its range"),
  /** A course is not 0 to 360. */
  COURSE("a course is not 0 to 360"),
  /** An accuracy is out of its range. */
  ACCURACY("an accuracy is out of its range"),
  /** An altitude is out of its range. */
  ALTITUDE("an altitude is out of its range"),
  /** The odometer is out of its range. */
  ODOMETER("the odometer is out of its range"),
  /** A consent change names no known purpose. */
  PURPOSE("a consent change names no known purpose"),
  /** A consent change names no known action. */
  ACTION("a consent change names no known action"),
  /** A HELLO frame is shorter than 64 bytes. */
  HELLO_SHORT("a HELLO frame is shorter than 64 bytes");

  private final String reason;

  BatchFault(String reason) {
    this.reason = reason;
  }

  /**
   * The rule that is broken, for people.
   *
   * @return half a sentence without any value from the message
   */
  public String reason() {
    return reason;
  }
}

package kz.relog.proto.fix;

/**
 * Why an authentic message is refused as a whole. A closed set: the names serve as metric labels. A
 * fix that is well formed but absurd (its time, the position 0,0) is not judged here.
 */
public enum BatchFault {
  /** Nothing is wrong. */
  NONE,
  /** The bytes end inside a field. */
  TRUNCATED,
  /** A varint is longer than needed or than ten bytes. */
  OVERLONG_VARINT,
  /** A tag names field 0, or a wire type that this format does not use (groups included). */
  BAD_TAG,
  /**
   * A known field has another wire type than its own; a repeated field that is not packed is one.
   */
  WRONG_WIRE_TYPE,
  /** A field comes twice. */
  REPEATED_FIELD,
  /** A value does not fit the type of its field. */
  VALUE_OVERFLOW,
  /** batch_seq is 0 or 2^64-1. */
  BATCH_SEQ,
  /** held is above 64, or not below batch_seq. */
  HELD,
  /** No time: the batch holds no fix. */
  EMPTY,
  /** tick_ms is above 60000. */
  TICK,
  /** digits is not 0 and not 4 to 7. */
  DIGITS,
  /** More than 512 fixes. */
  TOO_MANY_FIXES,
  /** A column has another length than it must. */
  COLUMN_LENGTH,
  /** interval and dtime together. */
  INTERVAL_AND_DTIME,
  /** From the first fix to the last are more than 24 hours. */
  SPAN,
  /** A time does not fit 63 bits of milliseconds. */
  TIME,
  /** A latitude or longitude is not on Earth. */
  POSITION,
  /** A speed is out of its range. */
  SPEED,
  /** A course is not 0 to 360. */
  COURSE,
  /** An accuracy is out of its range. */
  ACCURACY,
  /** An altitude is out of its range. */
  ALTITUDE,
  /** The odometer is out of its range. */
  ODOMETER,
  /** A consent change names no known purpose. */
  PURPOSE,
  /** A consent change names no known action. */
  ACTION,
  /** A HELLO frame is shorter than 64 bytes. */
  HELLO_SHORT
}

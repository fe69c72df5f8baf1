package kz.relog.proto.fix;

/** Field numbers of {@code FixBatch}; a test compares them with device.proto. */
final class FixBatchField {
  static final int BATCH_SEQ = 1;
  static final int TIME = 2;
  static final int TICK_MS = 3;
  static final int INTERVAL = 4;
  static final int DTIME = 5;
  static final int DIGITS = 6;
  static final int LAT = 7;
  static final int LON = 8;
  static final int DLAT = 9;
  static final int DLON = 10;
  static final int SECOND_ORDER = 11;
  static final int SPEED = 12;
  static final int COURSE = 13;
  static final int ACCURACY = 14;
  static final int HELD = 15;
  static final int ALTITUDE = 16;
  static final int ODOMETER_M = 17;
  static final int INPUTS = 18;

  private FixBatchField() {}
}

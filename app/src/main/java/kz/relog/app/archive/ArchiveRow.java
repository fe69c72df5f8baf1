package kz.relog.app.archive;

import java.nio.ByteBuffer;

/**
 * One row: the facts of one subject and device within one hour, sealed.
 *
 * @param key names the row
 * @param fixes how many facts it holds
 * @param sealed nonce, ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: rows are known by their key
record ArchiveRow(Key key, int fixes, byte[] sealed) {
  private static final long HOURS_MS = 3_600_000;

  /**
   * The name of a row; no other row ever has the same.
   *
   * @param subjectRef whose facts these are
   * @param deviceRef which device sent them
   * @param hour hours since the Unix epoch, UTC
   * @param firstSeq journal seq of the first entry with a fact in it
   * @param part counts rows that share all of the above, and says above that, from bit {@value
   *     #PURPOSES_SHIFT} on, what its facts may be used for
   */
  record Key(long subjectRef, long deviceRef, int hour, long firstSeq, int part) {
    private static final int PURPOSES_SHIFT = 16;

    /** The part of a count and purposes. */
    static int part(int purposes, int count) {
      return purposes << PURPOSES_SHIFT | count;
    }

    /** What its facts may be used for, as bits; 0 if that was not kept yet. */
    int purposes() {
      return part >>> PURPOSES_SHIFT;
    }

    /** What the seal binds the row to: all of its name. */
    byte[] associatedData() {
      return ByteBuffer.allocate(32)
          .putLong(subjectRef)
          .putLong(deviceRef)
          .putInt(hour)
          .putLong(firstSeq)
          .putInt(part)
          .array();
    }
  }

  /** The hour of a time. */
  static int hourOf(long timeMs) {
    return (int) Math.floorDiv(timeMs, HOURS_MS);
  }

  /** The first millisecond of an hour. */
  static long startMs(int hour) {
    return hour * HOURS_MS;
  }

  /** The month of an hour, as keys count them. */
  static int monthOf(int hour) {
    return Months.of(startMs(hour));
  }

  @Override
  public String toString() {
    return "ArchiveRow[" + fixes + " fixes]";
  }
}

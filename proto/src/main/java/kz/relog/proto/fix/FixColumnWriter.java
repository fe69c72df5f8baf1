package kz.relog.proto.fix;

/**
 * The columns of a batch as packed protobuf fields: their lengths first, then their bytes, for a
 * packed field begins with its length. Stateless.
 */
final class FixColumnWriter {
  private FixColumnWriter() {}

  /** Ticks between neighbours when they are all the same, else -1. */
  static long constantInterval(FixRows rows) {
    final long interval = rows.count > 1 ? rows.ticks[1] - rows.ticks[0] : 0;
    for (int i = 2; i < rows.count; i++) {
      if (rows.ticks[i] - rows.ticks[i - 1] != interval) {
        return -1;
      }
    }
    return interval;
  }

  /** Length of dtime's elements. */
  static int timesLength(FixRows rows) {
    int length = 0;
    for (int i = 1; i < rows.count; i++) {
      length += Wire.sizeOf(rows.ticks[i] - rows.ticks[i - 1]);
    }
    return length;
  }

  static int putTimes(FixRows rows, byte[] out, int offset) {
    int at = offset;
    for (int i = 1; i < rows.count; i++) {
      at = Wire.put(out, at, rows.ticks[i] - rows.ticks[i - 1]);
    }
    return at;
  }

  /**
   * Element i, from 1, of a column of differences, in units of unit. The first one is of first
   * order always.
   */
  private static long difference(int[] column, int i, int unit, boolean secondOrder) {
    final long first = (long) column[i] - column[i - 1];
    final long second =
        secondOrder && i > 1 ? first - ((long) column[i - 1] - column[i - 2]) : first;
    return second / unit;
  }

  /** Length of the differences of positions, or a huge one when an element passes 32 bits. */
  static int differencesLength(int[] column, int count, int unit, boolean secondOrder) {
    int length = 0;
    for (int i = 1; i < count; i++) {
      final long element = difference(column, i, unit, secondOrder);
      if (element != (int) element) {
        return Integer.MAX_VALUE / 4;
      }
      length += Wire.sizeOfSigned((int) element);
    }
    return length;
  }

  static int putDifferences(
      int[] column, int count, int unit, boolean secondOrder, byte[] out, int offset) {
    int at = offset;
    for (int i = 1; i < count; i++) {
      at = Wire.putSigned(out, at, (int) difference(column, i, unit, secondOrder));
    }
    return at;
  }

  /** Length of a column that holds its first value, then differences. */
  static int sumsLength(int[] column, int count) {
    return Wire.sizeOfSigned(column[0]) + differencesLength(column, count, 1, false);
  }

  static int putSums(int[] column, int count, byte[] out, int offset) {
    return putDifferences(column, count, 1, false, out, Wire.putSigned(out, offset, column[0]));
  }

  /** Length of a column of plain values. */
  static int valuesLength(int[] column, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += Wire.sizeOf(column[i]);
    }
    return length;
  }

  static int putValues(int[] column, int count, byte[] out, int offset) {
    int at = offset;
    for (int i = 0; i < count; i++) {
      at = Wire.put(out, at, column[i]);
    }
    return at;
  }

  /** Length of a packed field with its tag, nothing when it has no elements. */
  static int packedLength(int field, int elementsLength) {
    return elementsLength == 0
        ? 0
        : Wire.sizeOf((long) field << 3) + Wire.sizeOf(elementsLength) + elementsLength;
  }

  /** Tag and length of a packed field, nothing when it has no elements. */
  static int putPackedHead(int field, int elementsLength, byte[] out, int offset) {
    return elementsLength == 0
        ? offset
        : Wire.put(out, Wire.putTag(out, offset, field, Wire.LENGTH), elementsLength);
  }
}

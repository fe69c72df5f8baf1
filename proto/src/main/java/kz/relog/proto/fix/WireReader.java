package kz.relog.proto.fix;

/**
 * Walks over a protobuf message more strictly than protobuf itself: each known field once and with
 * its own wire type, no varint longer than it need be, no groups. Unknown fields are stepped over.
 *
 * <p>The first fault ends the walk: {@link #next} gives false from then on, values read are 0, and
 * {@link #fault} tells. One thread; allocates nothing.
 */
final class WireReader {
  private static final int VARINT_BYTES_MAX = 10;
  private static final int KNOWN_FIELD_MAX = 31;

  private byte[] bytes = new byte[0];
  private int at;
  private int limit;
  private int field;
  private int wireType;
  private int seen;
  private BatchFault fault = BatchFault.NONE;

  void wrap(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IndexOutOfBoundsException("the message lies outside of its array");
    }
    this.bytes = bytes;
    at = offset;
    limit = offset + length;
    seen = 0;
    fault = BatchFault.NONE;
  }

  /** Reads within a column found before; what was seen and the fault stay. */
  void enter(Column column) {
    at = column.start();
    limit = column.end();
  }

  /** Steps to the next field. */
  boolean next() {
    if (fault != BatchFault.NONE || at == limit) {
      return false;
    }
    final long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (fault == BatchFault.NONE && (field == 0 || tag >>> 32 != 0)) {
      fault = BatchFault.BAD_TAG;
    }
    return fault == BatchFault.NONE;
  }

  int field() {
    return field;
  }

  BatchFault fault() {
    return fault;
  }

  long uint64() {
    return take(Wire.VARINT) ? varint() : 0;
  }

  /** An unsigned number of 32 bits. */
  long uint32() {
    return take(Wire.VARINT) ? varint32() : 0;
  }

  int sint32() {
    return take(Wire.VARINT) ? Wire.unZigZag((int) varint32()) : 0;
  }

  boolean bool() {
    final long value = uint64();
    if (value > 1 || value < 0) {
      fail(BatchFault.VALUE_OVERFLOW);
    }
    return value == 1;
  }

  long fixed64() {
    if (!take(Wire.FIXED64) || !has(Long.BYTES)) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[at + i] & 0xFFL) << (8 * i);
    }
    at += Long.BYTES;
    return value;
  }

  /** A packed column; its elements are only counted here. */
  void column(Column column) {
    final int length = blob();
    final int start = at - length;
    int count = 0;
    for (int i = start; i < at; i++) {
      count += bytes[i] >= 0 ? 1 : 0;
    }
    if (length > 0 && bytes[at - 1] < 0) {
      fail(BatchFault.TRUNCATED);
    }
    column.set(start, at, count);
  }

  /** Steps over a length-delimited field and gives its length; it ends at {@link #position}. */
  int blob() {
    return take(Wire.LENGTH) ? length() : 0;
  }

  /** Index of the next byte. */
  int position() {
    return at;
  }

  /** Steps over the value of a field that this version does not know. */
  void skip() {
    switch (wireType) {
      case Wire.VARINT -> varint();
      case Wire.FIXED64 -> advance(Long.BYTES);
      case Wire.LENGTH -> length();
      case Wire.FIXED32 -> advance(Integer.BYTES);
      default -> fail(BatchFault.BAD_TAG);
    }
  }

  /** A bare varint of 32 bits, as in a column. */
  long varint32() {
    final long value = varint();
    if (value >>> 32 != 0) {
      fail(BatchFault.VALUE_OVERFLOW);
      return 0;
    }
    return value;
  }

  /** A bare zigzag varint of 32 bits, as in a column. */
  int signed32() {
    return Wire.unZigZag((int) varint32());
  }

  private long varint() {
    if (at < limit && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      if (!has(1)) {
        return 0;
      }
      final byte b = bytes[at++];
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        if (b == 0) { // a last byte of 0 adds nothing: a shorter form exists
          fail(BatchFault.OVERLONG_VARINT);
          return 0;
        }
        if (i == VARINT_BYTES_MAX - 1 && b > 1) { // bits above the 64th
          fail(BatchFault.VALUE_OVERFLOW);
          return 0;
        }
        return value;
      }
    }
    fail(BatchFault.OVERLONG_VARINT);
    return 0;
  }

  private boolean take(int expected) {
    if (wireType == 3 || wireType == 4 || wireType > Wire.FIXED32) {
      fail(BatchFault.BAD_TAG);
    } else if (wireType != expected) {
      fail(BatchFault.WRONG_WIRE_TYPE);
    } else if (field <= KNOWN_FIELD_MAX && (seen & 1 << field) != 0) {
      fail(BatchFault.REPEATED_FIELD);
    } else {
      seen |= 1 << field;
      return fault == BatchFault.NONE;
    }
    return false;
  }

  private int length() {
    final long length = varint();
    if (fault == BatchFault.NONE && (length < 0 || length > limit - at)) {
      fail(BatchFault.TRUNCATED);
    }
    if (fault != BatchFault.NONE) {
      return 0;
    }
    at += (int) length;
    return (int) length;
  }

  private void advance(int count) {
    if (has(count)) {
      at += count;
    }
  }

  private boolean has(int count) {
    if (limit - at < count) {
      fail(BatchFault.TRUNCATED);
      return false;
    }
    return true;
  }

  private void fail(BatchFault reason) {
    if (fault == BatchFault.NONE) {
      fault = reason;
    }
  }
}

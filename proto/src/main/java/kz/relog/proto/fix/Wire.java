package kz.relog.proto.fix;

/** Protobuf's wire types and varints, as far as this format uses them. Stateless. */
final class Wire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private Wire() {}

  static int zigZag(int value) {
    return value << 1 ^ value >> 31;
  }

  static int unZigZag(int raw) {
    return raw >>> 1 ^ -(raw & 1);
  }

  /** Length of a varint; the value is unsigned. */
  static int sizeOf(long value) {
    // 7 bits a byte; 0 takes one byte as 1 does.
    return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Length of a zigzag varint. */
  static int sizeOfSigned(int value) {
    return sizeOf(zigZag(value) & 0xFFFF_FFFFL);
  }

  static int put(byte[] out, int at, long value) {
    int next = at;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[next++] = (byte) rest;
    return next;
  }

  static int putSigned(byte[] out, int at, int value) {
    return put(out, at, zigZag(value) & 0xFFFF_FFFFL);
  }

  static int putTag(byte[] out, int at, int field, int wireType) {
    return put(out, at, (long) field << 3 | wireType);
  }

  /** Length of a scalar varint field, nothing when it is 0. */
  static int sizeOfField(int field, long value) {
    return value == 0 ? 0 : sizeOf((long) field << 3) + sizeOf(value);
  }

  /** A scalar varint field, nothing when it is 0. */
  static int putField(byte[] out, int at, int field, long value) {
    return value == 0 ? at : put(out, putTag(out, at, field, VARINT), value);
  }

  /** A fixed64 field, nothing when it is 0. */
  static int putFixed64Field(byte[] out, int at, int field, long value) {
    if (value == 0) {
      return at;
    }
    final int next = putTag(out, at, field, FIXED64);
    for (int i = 0; i < Long.BYTES; i++) {
      out[next + i] = (byte) (value >>> (8 * i));
    }
    return next + Long.BYTES;
  }
}

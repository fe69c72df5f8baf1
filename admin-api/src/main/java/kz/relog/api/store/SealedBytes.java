package kz.relog.api.store;

/** Sealed bytes of a row, not yet opened. Immutable by convention: nobody writes into them. */
final class SealedBytes {
  /** Stands for a column without a value. */
  static final SealedBytes NONE = new SealedBytes(new byte[0]);

  private final byte[] bytes;

  SealedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isNone() {
    return bytes.length == 0;
  }
}

package kz.relog.api.store;

/** Sealed bytes on their way between a row and the vault; a record cannot hold an array. */
final class Blob {
  final byte[] bytes;

  Blob(byte[] bytes) {
    this.bytes = bytes;
  }
}

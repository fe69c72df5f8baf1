package kz.relog.device;

import java.nio.Buffer;

/**
 * Moves the bounds of a buffer through its supertype: the overrides that return ByteBuffer do not
 * exist on older phones.
 */
final class Buffers {
  private Buffers() {}

  /** Room to write into the whole buffer. */
  static void clear(Buffer buffer) {
    buffer.clear();
  }

  /** What was written becomes what is read. */
  static void flip(Buffer buffer) {
    buffer.flip();
  }
}

package kz.relog.api.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens the chunks of a package, one after the other. One thread. */
final class SealedInput implements AutoCloseable {
  private final FileChannel file;
  private final ChunkCipher cipher;
  private final byte[] sealed = new byte[ExportLimits.CHUNK_BYTES + ChunkCipher.TAG_BYTES];
  private final byte[] plain = new byte[ExportLimits.CHUNK_BYTES];
  private long index;
  private boolean ended;

  SealedInput(Path path, ChunkCipher cipher) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.cipher = cipher;
  }

  /**
   * The next piece of the package, in an array of its own; empty after the last one.
   *
   * @throws IllegalStateException when the file is damaged or cut off
   */
  byte[] next() throws IOException {
    if (ended) {
      return new byte[0];
    }
    int header = fill(ByteBuffer.allocate(SealedOutput.HEADER_BYTES)).getInt(0);
    boolean last = (header & SealedOutput.LAST_BIT) != 0;
    int length = header & ~SealedOutput.LAST_BIT;
    if (length < ChunkCipher.TAG_BYTES || length > sealed.length) {
      throw new IllegalStateException("a package on the disk is damaged");
    }
    fill(ByteBuffer.wrap(sealed, 0, length));
    int opened = cipher.open(index++, last, sealed, length, plain);
    ended = last;
    return java.util.Arrays.copyOf(plain, opened);
  }

  /** The whole package as a stream, for tools that read ZIPs. */
  InputStream asStream() {
    return new InputStream() {
      private byte[] piece = new byte[0];
      private int at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        if (at == piece.length) {
          piece = next();
          at = 0;
          if (piece.length == 0) {
            return -1;
          }
        }
        int some = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, to, offset, some);
        at += some;
        return some;
      }
    };
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer) < 0) {
        throw new IllegalStateException("a package on the disk is cut off");
      }
    }
    return buffer;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

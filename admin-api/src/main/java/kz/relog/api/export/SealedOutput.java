package kz.relog.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a package to the disk in sealed chunks; at no time stands a byte of it there in clear. One
 * thread. Not complete before {@link #close}, which forces it.
 *
 * <pre>
 *  +--------+------------------+--------+------------------+-----
 *  | length | ciphertext, tag  | length | ciphertext, tag  | ...      length: 4 bytes; its highest bit
 *  +--------+------------------+--------+------------------+-----     marks the last chunk
 * </pre>
 */
final class SealedOutput extends OutputStream {
  static final int LAST_BIT = 1 << 31;
  static final int HEADER_BYTES = Integer.BYTES;

  private final FileChannel file;
  private final ChunkCipher cipher;
  private final byte[] plain = new byte[ExportLimits.CHUNK_BYTES];
  private final byte[] sealed = new byte[ExportLimits.CHUNK_BYTES + ChunkCipher.TAG_BYTES];
  private int filled;
  private long index;
  private long written;
  private boolean open = true;

  /** Makes the file, readable by its owner alone; one of the same name is replaced. */
  SealedOutput(Path path, ChunkCipher cipher) throws IOException {
    this.file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    this.cipher = cipher;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == plain.length) {
        put(false);
      }
      int some = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, from, plain, filled, some);
      filled += some;
      from += some;
      left -= some;
    }
  }

  private void put(boolean last) throws IOException {
    int length = cipher.seal(index++, last, plain, filled, sealed);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(length | (last ? LAST_BIT : 0));
    drain(header.flip());
    drain(ByteBuffer.wrap(sealed, 0, length));
    filled = 0;
    written += HEADER_BYTES + length;
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Bytes on the disk so far. */
  long written() {
    return written;
  }

  /** Writes what is left as the last chunk and forces the file. */
  void complete() throws IOException {
    put(true);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      file.close();
    }
  }
}

package kz.relog.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.entry.EntryCheck;

/**
 * Walks the documents of one .cq4 file from outside: reads blocks through a file channel and
 * follows the four-byte headers.
 *
 * <p>Chronicle's tailer takes zeros for the end and looks for more forever, whether they are the
 * end or a page that was lost; and it reads what is not yet durable. This walk leaves both
 * judgements to its caller. Reading through a channel, a failing disk is an exception, not a
 * signal. For one thread; allocates nothing per document.
 *
 * <pre>
 *   document   header (4, little-endian), then its bytes, then zeros up to a multiple of 4
 *   header     0 = nothing written; C0000000 = end of file; bit 31 = being written; bit 30 = Chronicle's own; else the length
 * </pre>
 */
public final class EntryFileWalk implements Closeable {

  /** What {@link #next()} found. */
  public enum Step {
    /** A document that may hold an entry. */
    DOCUMENT,
    /** Nothing written here, or Chronicle's end mark. */
    END,
    /** A header that cannot be, or a document that was never finished. */
    BROKEN
  }

  static final int NOT_COMPLETE = 0x8000_0000;
  static final int META_DATA = 0x4000_0000;
  static final int END_OF_DATA = NOT_COMPLETE | META_DATA;
  static final int LENGTH_MASK = 0x3FFF_FFFF;

  /** Chronicle's end mark: its header, then C3 and the letters EOF. */
  public static final int END_MARK_BYTES = 8;

  private static final int BLOCK_BYTES = 128 << 10;

  private final FileChannel channel;
  private final Path path;
  private final EntryCheck check = new EntryCheck();
  private byte[] block = new byte[BLOCK_BYTES];
  private ByteBuffer blockBuffer = ByteBuffer.wrap(block);
  private long blockStart;
  private int blockLength;
  private long position;
  private long documentOffset;
  private int documentLength;

  /** Opens a file at its start. */
  public EntryFileWalk(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  /** The file walked. */
  public Path path() {
    return path;
  }

  /** Bytes of the file, holes included. */
  public long size() throws IOException {
    return channel.size();
  }

  /**
   * Where the next step starts: after DOCUMENT behind it, after END and BROKEN where it happened.
   */
  public long position() {
    return position;
  }

  /** Goes to an offset at which a document starts. */
  public void position(long offset) {
    position = offset;
  }

  /** Forgets what was read ahead: it may have changed since. */
  public void discard() {
    blockLength = 0;
  }

  /**
   * The array that holds the current document, from {@link #entry()}; valid until the next call.
   */
  public byte[] array() {
    return block;
  }

  /** Where the current document's content starts in the array. */
  public int entry() {
    return (int) (documentOffset + 4 - blockStart);
  }

  /** Bytes of the current document's content. */
  public int documentLength() {
    return documentLength;
  }

  /** Where the current document's header stands in the file. */
  public long documentOffset() {
    return documentOffset;
  }

  /** Takes a step, past Chronicle's own documents. */
  public Step next() throws IOException {
    while (true) {
      if (!load(position, 4)) {
        return Step.END;
      }
      int header = EntryHeaderDescriptor.getInt(block, (int) (position - blockStart));
      if (header == 0 || header == END_OF_DATA) {
        return Step.END;
      }
      if ((header & NOT_COMPLETE) != 0) {
        return Step.BROKEN;
      }
      int length = header & LENGTH_MASK;
      long end = position + 4 + length;
      if ((header & META_DATA) != 0) {
        if (end > channel.size()) {
          return Step.BROKEN;
        }
        position = align(end);
        continue;
      }
      if (length > EntryHeaderDescriptor.ENTRY_BYTES_MAX || !load(position, 4 + length)) {
        return Step.BROKEN;
      }
      documentOffset = position;
      documentLength = length;
      position = align(end);
      return Step.DOCUMENT;
    }
  }

  /** Whether Chronicle's end mark stands at the current position. */
  public boolean isAtEndMark() throws IOException {
    return load(position, 4)
        && EntryHeaderDescriptor.getInt(block, (int) (position - blockStart)) == END_OF_DATA;
  }

  /**
   * Searches bytes for the next intact entry header, at or after an offset; returns the offset of
   * its document, or -1. {@link #array()} and {@link #entry()} then give the header; of what
   * follows it the file may have lost a part.
   */
  public long findEntry(long from) throws IOException {
    int tableMax = EntryHeaderDescriptor.sectionsStart(0, EntryHeaderDescriptor.SECTIONS_MAX);
    long at = align(from);
    while (load(at, 4 + EntryHeaderDescriptor.HEADER_BYTES)) {
      int offset = (int) (at - blockStart);
      int last = blockLength - 4 - EntryHeaderDescriptor.HEADER_BYTES;
      while (offset <= last
          && EntryHeaderDescriptor.getInt(block, offset + 4) != EntryHeaderDescriptor.MAGIC) {
        offset += 4;
      }
      at = blockStart + offset;
      if (offset <= last) {
        load(at, 4 + tableMax);
        offset = (int) (at - blockStart);
        if (check.findHeaderFault(block, offset + 4, blockLength - offset - 4) == null) {
          documentOffset = at;
          return at;
        }
        at += 4;
      }
    }
    return -1;
  }

  /** Searches for a byte that is not zero, at or after an offset; returns its offset, or -1. */
  public long findNonZero(long from) throws IOException {
    long at = from;
    while (load(at, 1)) {
      int offset = (int) (at - blockStart);
      while (offset < blockLength && block[offset] == 0) {
        offset++;
      }
      if (offset < blockLength) {
        return blockStart + offset;
      }
      at = blockStart + offset;
    }
    return -1;
  }

  /**
   * Makes the bytes [offset, offset + bytes) available in the block; false if the file ends before;
   * then fewer may be.
   */
  private boolean load(long offset, int bytes) throws IOException {
    if (offset >= blockStart && offset + bytes <= blockStart + blockLength) {
      return true;
    }
    if (bytes > block.length) {
      block = Arrays.copyOf(block, Integer.highestOneBit(bytes) << 1);
      blockBuffer = ByteBuffer.wrap(block);
    }
    blockBuffer.clear();
    blockStart = offset;
    blockLength = 0;
    while (blockBuffer.hasRemaining()) {
      int read = channel.read(blockBuffer, offset + blockLength);
      if (read <= 0) {
        break;
      }
      blockLength += read;
    }
    return blockLength >= bytes;
  }

  private static long align(long offset) {
    return (offset + 3) & ~3L;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

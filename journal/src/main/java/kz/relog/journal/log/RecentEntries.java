package kz.relog.journal.log;

import static kz.relog.journal.EntryHeaderDescriptor.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import kz.relog.journal.EntryHeaderDescriptor;

/**
 * The last few entries in memory, with their sections in clear, so that who follows the journal
 * closely reads no file and opens no seal. A reader that lags behind finds its entry gone and reads
 * the file. The writer's thread puts; any thread reads what is durable.
 *
 * <p>Why it is safe without a lock: the writer says how far it claims the ring before it writes
 * there; a reader copies first and then looks whether what it copied had been claimed meanwhile.
 * What a reader is allowed to look for was published by the durable position after it was put.
 *
 * <pre>
 *   0       4                 12
 *   +-------+-----------------+------------------+------------+
 *   | bytes | document offset | header and table | plaintexts |   bytes of the whole record; place in the file
 *   +-------+-----------------+------------------+------------+
 * </pre>
 */
final class RecentEntries {

  /** A second and a half of single fixes at 80,000 per second, or of batches at 60,000. */
  private static final int RING_BYTES = 16 << 20;

  private static final int SLOTS = 1 << 17;

  /** A longer entry, a plan with a long path, is read from the file. */
  private static final int RECORD_BYTES_MAX = RING_BYTES / 16;

  private static final int DOCUMENT_OFFSET = 4;
  private static final int ENTRY_OFFSET = 12;

  private static final VarHandle CLAIMED;
  private static final VarHandle POSITIONS = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      CLAIMED = MethodHandles.lookup().findVarHandle(RecentEntries.class, "claimed", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final byte[] ring = new byte[RING_BYTES];

  /** Of each seq, modulo their number: position of its record plus one, 0 where there is none. */
  private final long[] positions = new long[SLOTS];

  @SuppressWarnings("UnusedVariable") // read through CLAIMED
  private long claimed;

  private long end;
  private volatile long destroyCount;

  /** Empty; nothing that was destroyed before is in it. */
  RecentEntries(long destroyCount) {
    this.destroyCount = destroyCount;
  }

  /**
   * Puts the next entry. Writer.
   *
   * @param entry array that holds the finished entry from 0 on
   * @param plain the plaintexts of its sections, one after the other
   * @param documentOffset where its document stands in the file
   */
  void put(byte[] entry, byte[] plain, int plainBytes, long documentOffset) {
    int head = sectionsStart(0, EntryHeaderDescriptor.sectionCount(entry, 0));
    int bytes = ENTRY_OFFSET + head + plainBytes;
    int slot = (int) EntryHeaderDescriptor.seq(entry, 0) & SLOTS - 1;
    if (bytes > RECORD_BYTES_MAX) {
      POSITIONS.setRelease(positions, slot, 0L);
      return;
    }
    int at = (int) (end % RING_BYTES);
    long start = at + bytes <= RING_BYTES ? end : end + RING_BYTES - at;
    end = start + bytes;
    CLAIMED.setRelease(this, end);
    VarHandle.storeStoreFence();
    at = (int) (start % RING_BYTES);
    putInt(ring, at, bytes);
    putLong(ring, at + DOCUMENT_OFFSET, documentOffset);
    System.arraycopy(entry, 0, ring, at + ENTRY_OFFSET, head);
    System.arraycopy(plain, 0, ring, at + ENTRY_OFFSET + head, plainBytes);
    POSITIONS.setRelease(positions, slot, start + 1);
  }

  /**
   * Forgets everything if a key was destroyed since: what was sealed with it must not stay. Writer.
   */
  void forgetIfDestroyed(long destroyedNow) {
    if (destroyCount != destroyedNow) {
      end += RING_BYTES;
      CLAIMED.setRelease(this, end);
      VarHandle.storeStoreFence();
      Arrays.fill(ring, (byte) 0);
      destroyCount = destroyedNow;
    }
  }

  /** A copy of one record; reused. Owned by a reader. */
  static final class Copy {
    private byte[] array = new byte[4096];

    /** Holds the entry from {@link #entry()} on, its sections in clear. */
    byte[] array() {
      return array;
    }

    int entry() {
      return ENTRY_OFFSET;
    }

    /** Leaves nothing of the entry copied last. */
    void scrub() {
      Arrays.fill(array, (byte) 0);
    }

    /** Where its document stands in the file. */
    long documentOffset() {
      return getLong(array, DOCUMENT_OFFSET);
    }
  }

  /**
   * Copies a durable entry; false if it is no longer here. Any thread.
   *
   * @param destroyedNow keys destroyed so far; what was put before the last one is refused
   */
  boolean copy(long seq, long destroyedNow, Copy copy) {
    long start = (long) POSITIONS.getAcquire(positions, (int) seq & SLOTS - 1) - 1;
    if (start < 0 || destroyCount != destroyedNow) {
      return false;
    }
    int at = (int) (start % RING_BYTES);
    int bytes = getInt(ring, at);
    if (bytes < ENTRY_OFFSET + HEADER_BYTES
        || bytes > RECORD_BYTES_MAX
        || at + bytes > RING_BYTES) {
      return false; // being overwritten
    }
    if (copy.array.length < bytes) {
      copy.array = new byte[Integer.highestOneBit(bytes) << 1];
    }
    System.arraycopy(ring, at, copy.array, 0, bytes);
    VarHandle.loadLoadFence();
    return (long) CLAIMED.getOpaque(this) - RING_BYTES <= start
        && EntryHeaderDescriptor.seq(copy.array, ENTRY_OFFSET) == seq;
  }
}

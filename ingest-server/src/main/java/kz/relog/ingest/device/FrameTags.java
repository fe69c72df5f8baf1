package kz.relog.ingest.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The tags of recently accepted frames, to tell a copy of a frame from another frame under the same
 * counter: a device never uses a counter twice, so the second one comes from somebody else who has
 * its key. One bounded table for all keys, where a newer frame may push an older one out.
 *
 * <pre>
 *   64               32              0
 *   +----------------+----------------+
 *   | mark of key    | first four     |   0 = free
 *   | and counter    | bytes of tag   |
 *   +----------------+----------------+
 * </pre>
 *
 * <p>Thread: the sequencer writes, any loop reads: one word each, never torn.
 */
public final class FrameTags {

  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long HIGH = 0xFFFF_FFFF_0000_0000L;
  private static final long USED = 1L << 63;

  private final long[] entries;

  /**
   * An empty table.
   *
   * @param entriesCount a power of two
   */
  public FrameTags(int entriesCount) {
    entries = new long[entriesCount];
  }

  /** Remembers an accepted frame. Sequencer. */
  public void remember(int key, long counter, int tag) {
    long mixed = mix(key, counter);
    ENTRY.setOpaque(entries, slot(mixed), mark(mixed) | (tag & ~HIGH));
  }

  /** Whether this very frame was accepted under the counter. Any thread. */
  public boolean isSame(int key, long counter, int tag) {
    long mixed = mix(key, counter);
    return (long) ENTRY.getOpaque(entries, slot(mixed)) == (mark(mixed) | (tag & ~HIGH));
  }

  /** Whether another frame is known to have been accepted under the counter. Any thread. */
  public boolean isOther(int key, long counter, int tag) {
    long mixed = mix(key, counter);
    long entry = (long) ENTRY.getOpaque(entries, slot(mixed));
    return (entry & HIGH) == mark(mixed) && (int) entry != tag;
  }

  private int slot(long mixed) {
    return (int) mixed & entries.length - 1;
  }

  private static long mark(long mixed) {
    return (mixed & HIGH) | USED;
  }

  private static long mix(int key, long counter) {
    long x = (key * 0x9E3779B97F4A7C15L ^ counter) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 31) * 0x94D049BB133111EBL;
    return x ^ x >>> 29;
  }
}

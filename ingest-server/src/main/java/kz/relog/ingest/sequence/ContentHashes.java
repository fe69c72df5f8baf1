package kz.relog.ingest.sequence;

/**
 * What recent batches said, as 21 bits each, to notice a batch_seq that comes again with other
 * content; and how many of their fixes were refused, so that a retry is told what was decided then,
 * not what would be decided now. One bounded table for all devices, where a newer batch may push an
 * older one out: the retries that matter follow within minutes, and 64 hashes in every device would
 * cost more memory than all else that an idle device needs. An entry that was pushed out only means
 * that a conflict is taken for a retry.
 *
 * <pre>
 *   64               32 31         10        0
 *   +----------------+-+-----------+---------+
 *   | mark of batch  |k| content   | refused |   all 0 = free; k: content is known
 *   +----------------+-+-----------+---------+
 * </pre>
 *
 * <p>Thread: the sequencer.
 */
final class ContentHashes {

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long MARK = 0xFFFF_FFFF_0000_0000L;
  private static final long KNOWN = 1L << 31;
  private static final int REFUSED_BITS = 10;
  private static final int REFUSED_MASK = (1 << REFUSED_BITS) - 1;

  private final long[] entries;

  ContentHashes(int entriesCount) {
    entries = new long[entriesCount];
  }

  void remember(long deviceRef, long batchSeq, int content, int refused) {
    long mixed = mix(deviceRef, batchSeq);
    entries[slot(mixed)] = mark(mixed) | KNOWN | shorten(content) | (refused & REFUSED_MASK);
  }

  /** Remembers a batch of which only the header was read. */
  void restore(long deviceRef, long batchSeq, int refused) {
    long mixed = mix(deviceRef, batchSeq);
    entries[slot(mixed)] = mark(mixed) | (refused & REFUSED_MASK);
  }

  /** Whether the batch is remembered with other content. */
  boolean conflicts(long deviceRef, long batchSeq, int content) {
    long mixed = mix(deviceRef, batchSeq);
    long entry = entries[slot(mixed)];
    return (entry & MARK) == mark(mixed)
        && (entry & KNOWN) != 0
        && (entry & (KNOWN - 1) & ~REFUSED_MASK) != shorten(content);
  }

  /** How many fixes of the batch were refused, or what is given if it is not remembered. */
  int refused(long deviceRef, long batchSeq, int otherwise) {
    long mixed = mix(deviceRef, batchSeq);
    long entry = entries[slot(mixed)];
    return (entry & MARK) == mark(mixed) ? (int) entry & REFUSED_MASK : otherwise;
  }

  private int slot(long mixed) {
    return (int) mixed & entries.length - 1;
  }

  private static long shorten(int content) {
    return (long) (content >>> 11) << REFUSED_BITS;
  }

  private static long mark(long mixed) {
    return (mixed & MARK) | (1L << 63);
  }

  private static long mix(long deviceRef, long batchSeq) {
    long x = (deviceRef ^ batchSeq * MIX) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 31) * 0x94D049BB133111EBL;
    return x ^ x >>> 29;
  }
}

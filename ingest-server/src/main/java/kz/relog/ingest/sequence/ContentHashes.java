package kz.relog.ingest.sequence;

/**
 * What recent batches said, as 32 bits each, to notice a batch_seq that comes again with other
 * content. One bounded table for all devices, where a newer batch may push an older one out: the
 * retries that matter follow within minutes, and 64 hashes in every device would cost more memory
 * than all else that an idle device needs. An entry that was pushed out only means that the
 * conflict is taken for a retry.
 *
 * <pre>
 *   64               32              0
 *   +----------------+----------------+
 *   | tag of batch   | content        |   0 = free
 *   +----------------+----------------+
 * </pre>
 *
 * <p>Thread: the sequencer.
 */
final class ContentHashes {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] entries;

  ContentHashes(int entriesCount) {
    entries = new long[entriesCount];
  }

  void remember(long deviceRef, long batchSeq, int content) {
    long mixed = mix(deviceRef, batchSeq);
    entries[slot(mixed)] = tag(mixed) | (content & 0xFFFF_FFFFL);
  }

  /** Whether the batch is remembered with other content. */
  boolean conflicts(long deviceRef, long batchSeq, int content) {
    long mixed = mix(deviceRef, batchSeq);
    long entry = entries[slot(mixed)];
    return (entry & 0xFFFF_FFFF_0000_0000L) == tag(mixed) && (int) entry != content;
  }

  private int slot(long mixed) {
    return (int) mixed & entries.length - 1;
  }

  private static long tag(long mixed) {
    return (mixed & 0xFFFF_FFFF_0000_0000L) | (1L << 63);
  }

  private static long mix(long deviceRef, long batchSeq) {
    long x = (deviceRef ^ batchSeq * MIX) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 31) * 0x94D049BB133111EBL;
    return x ^ x >>> 29;
  }
}

package kz.relog.device;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose number and content are final, and what its sending has come to. Reused after it is
 * settled.
 */
final class FrozenBatch {
  private static final byte[] NOTHING = new byte[0];

  long batchSeq;
  int kind;
  int fixes;
  byte[] content = NOTHING;
  int contentBytes;

  /** Sends so far. */
  int attempts;

  /** Sends since the server was last heard; the wait grows with them. */
  int silentSends;

  /** Times that the server answered UNBOUND. */
  int unboundAnswers;

  /** Fixes that an ack said were not stored. */
  int refused;

  long firstSentNs;
  long dueNs;

  /** The next one in the list of spare batches. */
  @Nullable FrozenBatch nextSpare;

  void freeze(long seq, int frameKind, int fixCount, byte[] message, int messageBytes) {
    batchSeq = seq;
    kind = frameKind;
    fixes = fixCount;
    if (content.length < messageBytes) {
      content = new byte[(messageBytes + 31) & ~31];
    }
    System.arraycopy(message, 0, content, 0, messageBytes);
    contentBytes = messageBytes;
    attempts = 0;
    silentSends = 0;
    unboundAnswers = 0;
    refused = 0;
    firstSentNs = 0;
    dueNs = 0;
  }

  void destroy() {
    Arrays.fill(content, (byte) 0);
    contentBytes = 0;
  }
}

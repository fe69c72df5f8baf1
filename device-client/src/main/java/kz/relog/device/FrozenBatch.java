package kz.relog.device;

import java.util.Arrays;
import kz.relog.proto.frame.FrameKind;
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

  /** Sends of this run. */
  int attempts;

  /** Sends since the server was last heard; the wait grows with them. */
  int silentSends;

  /** Times that the server answered UNBOUND. */
  int unboundAnswers;

  /** Fixes that an ack of this batch said were not stored; unknown before one came. */
  int refused;

  /** When it was frozen, by this run's clock; before its start for a recovered batch. */
  long bornNs;

  long firstSentNs;
  long dueNs;

  /** The next one in the list of spare batches. */
  @Nullable FrozenBatch nextSpare;

  void freeze(long seq, int frameKind, int fixCount, byte[] message, int messageBytes, long nowNs) {
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
    refused = DeviceListener.REFUSED_UNKNOWN;
    bornNs = nowNs;
    firstSentNs = nowNs;
    dueNs = nowNs;
  }

  boolean isFacts() {
    return kind == FrameKind.FACTS;
  }

  void destroy() {
    Arrays.fill(content, (byte) 0);
    contentBytes = 0;
  }
}

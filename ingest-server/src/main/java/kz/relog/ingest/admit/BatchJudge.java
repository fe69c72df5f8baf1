package kz.relog.ingest.admit;

import java.util.Arrays;
import kz.relog.ingest.IngestLimits;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;

/**
 * Judges the fixes of a decoded batch one by one and prepares what is to be stored: the bytes as
 * sent if everything is, else what is left, split where a month ends because each month has a key
 * of its own. Results are valid until the next call. Thread: one event loop.
 */
final class BatchJudge {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final IngestLimits.Fix limits;
  private final KeyMonths months = new KeyMonths();
  private FixBatchEncoder encoder = new FixBatchEncoder();
  private final byte[] parts = new byte[2 * FixBatchEncoder.ENCODED_BYTES_MAX];

  private int tooOld;
  private int ahead;
  private int nullIsland;
  private int contentHash;
  private int month1;
  private int month2;
  private int length1;
  private int length2;
  private boolean asSent;
  private long firstMs;
  private int spanMs;

  BatchJudge(IngestLimits.Fix limits) {
    this.limits = limits;
  }

  /**
   * Judges a batch.
   *
   * @return false if what is left of it cannot be written as batches again
   */
  boolean judge(FixBatchDecoder batch, int plainLength, long nowMs) {
    int count = batch.count();
    long oldestMs = nowMs - limits.ageMaxMs();
    long latestMs = nowMs + limits.aheadMaxMs();
    tooOld = 0;
    ahead = 0;
    nullIsland = 0;
    length2 = 0;
    long hash = count;
    int firstKept = -1;
    int lastKept = -1;
    for (int i = 0; i < count; i++) {
      long timeMs = batch.timeMs(i);
      int latE7 = batch.latE7(i);
      int lonE7 = batch.lonE7(i);
      hash = (hash ^ timeMs) * MIX;
      hash = (hash ^ (hash >>> 29) ^ (((long) latE7 << 32) | (lonE7 & 0xFFFF_FFFFL))) * MIX;
      if (timeMs < oldestMs) {
        tooOld++;
      } else if (timeMs > latestMs) {
        ahead++;
      } else if (latE7 == 0 && lonE7 == 0) {
        nullIsland++;
      } else {
        firstKept = firstKept < 0 ? i : firstKept;
        lastKept = i;
      }
    }
    contentHash = (int) (hash >>> 32);
    firstMs = 0;
    spanMs = 0;
    if (firstKept < 0) {
      length1 = 0;
      return true;
    }
    firstMs = batch.timeMs(firstKept);
    spanMs = (int) (batch.timeMs(lastKept) - firstMs);
    month1 = months.of(firstMs);
    // Times never fall within a batch and span a day at most, so two months are the most there can
    // be.
    month2 = months.of(batch.timeMs(lastKept));
    asSent = month1 == month2 && refused() == 0;
    length1 = plainLength;
    return asSent || encode(batch, oldestMs, latestMs);
  }

  private boolean encode(FixBatchDecoder batch, long oldestMs, long latestMs) {
    length1 = encodePart(batch, oldestMs, latestMs, month1, 0);
    if (length1 > 0 && month2 != month1) {
      length2 = encodePart(batch, oldestMs, latestMs, month2, length1);
      return length2 > 0;
    }
    return length1 > 0;
  }

  private int encodePart(FixBatchDecoder batch, long oldestMs, long latestMs, int month, int at) {
    encoder.beginLike(batch);
    for (int i = 0; i < batch.count(); i++) {
      long timeMs = batch.timeMs(i);
      boolean kept =
          timeMs >= oldestMs
              && timeMs <= latestMs
              && (batch.latE7(i) != 0 || batch.lonE7(i) != 0)
              && months.of(timeMs) == month;
      // Two fixes that became neighbours may lie too far apart for one difference.
      if (kept && !encoder.addFrom(batch, i)) {
        return 0;
      }
    }
    return encoder.encode(parts, at);
  }

  /** Leaves nothing of the batch before. */
  void scrub() {
    encoder = new FixBatchEncoder();
    Arrays.fill(parts, (byte) 0);
  }

  int refused() {
    return tooOld + ahead + nullIsland;
  }

  int tooOld() {
    return tooOld;
  }

  int ahead() {
    return ahead;
  }

  int nullIsland() {
    return nullIsland;
  }

  int contentHash() {
    return contentHash;
  }

  int month1() {
    return month1;
  }

  int month2() {
    return month2;
  }

  int length1() {
    return length1;
  }

  int length2() {
    return length2;
  }

  /** Time of the first fix that is left. */
  long firstMs() {
    return firstMs;
  }

  /** From it to the last one. */
  int spanMs() {
    return spanMs;
  }

  /** Whether the bytes to store are those that were sent; else they are in {@link #parts()}. */
  boolean isAsSent() {
    return asSent;
  }

  /** Both parts, one after the other. */
  byte[] parts() {
    return parts;
  }
}

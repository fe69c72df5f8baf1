package kz.relog.device.spool;

/**
 * A batch with its number and its final content. Immutable but for the array, which nobody changes.
 */
public final class SpooledBatch {
  private final long batchSeq;
  private final int kind;
  private final int fixes;
  private final long firstMs;
  private final long lastMs;
  private final long bornMs;
  private final byte[] content;
  private final int length;

  /**
   * Names a batch.
   *
   * @param batchSeq number of the batch
   * @param kind of its frame: FACTS or CONSENT
   * @param fixes how many it holds
   * @param firstMs time of the first fix, Unix epoch ms; 0 without fixes
   * @param lastMs time of the last fix, Unix epoch ms; 0 without fixes
   * @param bornMs when it was frozen by the device's clock, Unix epoch ms
   * @param content the message, not copied
   * @param length bytes of the message in {@code content}
   */
  public SpooledBatch(
      long batchSeq,
      int kind,
      int fixes,
      long firstMs,
      long lastMs,
      long bornMs,
      byte[] content,
      int length) {
    this.batchSeq = batchSeq;
    this.kind = kind;
    this.fixes = fixes;
    this.firstMs = firstMs;
    this.lastMs = lastMs;
    this.bornMs = bornMs;
    this.content = content;
    this.length = length;
  }

  /** Number of the batch. */
  public long batchSeq() {
    return batchSeq;
  }

  /** Kind of its frame. */
  public int kind() {
    return kind;
  }

  /** Fixes that it holds. */
  public int fixes() {
    return fixes;
  }

  /** Time of the first fix, Unix epoch ms. */
  public long firstMs() {
    return firstMs;
  }

  /** Time of the last fix, Unix epoch ms. */
  public long lastMs() {
    return lastMs;
  }

  /** When it was frozen, Unix epoch ms. */
  public long bornMs() {
    return bornMs;
  }

  /** The array that holds the message. */
  public byte[] content() {
    return content;
  }

  /** Bytes of the message. */
  public int length() {
    return length;
  }
}

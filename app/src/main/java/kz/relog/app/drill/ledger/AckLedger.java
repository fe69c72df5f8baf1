package kz.relog.app.drill.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the server promised, kept by those it was promised to. Survives whatever a drill does to the
 * server. Thread-safe.
 */
public final class AckLedger {
  private final Map<Long, Page> pages = new LinkedHashMap<>();

  /** An empty ledger. */
  public AckLedger() {}

  /** One device's part. */
  static final class Page {
    final FixPattern pattern;
    final Map<Long, Sent> sent = new HashMap<>();
    final Map<Long, Promise> promised = new HashMap<>();
    int offered;

    Page(FixPattern pattern) {
      this.pattern = pattern;
    }

    private Page copy() {
      Page copy = new Page(pattern);
      copy.sent.putAll(sent);
      copy.promised.putAll(promised);
      copy.offered = offered;
      return copy;
    }
  }

  /**
   * A batch whose content is final.
   *
   * @param fixes how many
   * @param firstMs time of the first
   * @param lastMs time of the last
   */
  record Sent(int fixes, long firstMs, long lastMs) {}

  /**
   * A batch that the server answers for.
   *
   * @param fixes how many it holds
   * @param refused how many of them the server said it does not store
   */
  record Promise(int fixes, int refused) {}

  /**
   * Opens the page of a device.
   *
   * @param deviceRef as the server names it
   * @param pattern the fixes that it will offer
   */
  public synchronized void device(long deviceRef, FixPattern pattern) {
    pages.put(deviceRef, new Page(pattern));
  }

  /** Fixes 0 to {@code count - 1} may have been offered. */
  public synchronized void offered(long deviceRef, int count) {
    page(deviceRef).offered = Math.max(page(deviceRef).offered, count);
  }

  /** A batch is final. */
  public synchronized void sent(
      long deviceRef, long batchSeq, int fixes, long firstMs, long lastMs) {
    page(deviceRef).sent.put(batchSeq, new Sent(fixes, firstMs, lastMs));
  }

  /**
   * An ack settled a batch.
   *
   * @param refused fixes that the server said it does not store; below zero when it did not say
   */
  public synchronized void acked(long deviceRef, long batchSeq, int fixes, int refused) {
    Map<Long, Promise> promised = page(deviceRef).promised;
    Promise before = promised.get(batchSeq);
    int most = Math.max(before == null ? 0 : before.refused(), Math.max(0, refused));
    promised.put(batchSeq, new Promise(before == null ? fixes : before.fixes(), most));
  }

  /** An ack that came later told how many fixes were refused. */
  public synchronized void refused(long deviceRef, long batchSeq, int refused) {
    acked(deviceRef, batchSeq, 0, refused);
  }

  /** Batches acked so far. */
  public synchronized long ackedBatches() {
    return pages.values().stream().mapToLong(page -> page.promised.size()).sum();
  }

  /** Fixes acked so far. */
  public synchronized long ackedFixes() {
    return pages.values().stream()
        .flatMap(page -> page.promised.values().stream())
        .mapToLong(Promise::fixes)
        .sum();
  }

  /** All pages as they are now: a witness may go on writing. */
  synchronized Map<Long, Page> pages() {
    Map<Long, Page> copies = new LinkedHashMap<>();
    pages.forEach((deviceRef, page) -> copies.put(deviceRef, page.copy()));
    return copies;
  }

  /** References of all devices, in the order in which they came. */
  public synchronized long[] devices() {
    return pages.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  private Page page(long deviceRef) {
    Page page = pages.get(deviceRef);
    if (page == null) {
      throw new IllegalArgumentException("no page of this device");
    }
    return page;
  }
}

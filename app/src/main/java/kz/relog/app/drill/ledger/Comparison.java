package kz.relog.app.drill.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.relog.app.drill.ledger.AckLedger.Page;
import kz.relog.app.drill.ledger.AckLedger.Promise;
import kz.relog.app.drill.ledger.AckLedger.Sent;
import kz.relog.proto.fix.FixBatchDecoder;

/**
 * Compares a ledger with what is stored, fix by fix: every acked batch is in the journal exactly
 * once with the content that was sent, nothing is there that was not sent, and the archive holds
 * what the journal holds. One thread.
 */
public final class Comparison {
  private final Map<Long, Page> pages;
  private final Map<Long, Found> found = new HashMap<>();
  private final Breaches breaches = new Breaches();
  private boolean archiveRead;

  /** What the journal and the archive hold of one device. */
  private static final class Found {
    final Map<Long, Kept> batches = new HashMap<>();
    final BitSet journalled = new BitSet();
    final BitSet archived = new BitSet();
  }

  /** A batch as the journal holds it; one that spans two months has two sections. */
  private record Kept(long seq, int fixes, long firstMs, long lastMs) {
    static final Kept NOTHING = new Kept(0, 0, 0, 0);

    Kept and(Kept more) {
      return new Kept(
          seq, fixes + more.fixes, Math.min(firstMs, more.firstMs), Math.max(lastMs, more.lastMs));
    }
  }

  /** Against a ledger, as it is now. */
  public Comparison(AckLedger ledger) {
    this.pages = ledger.pages();
  }

  /** Told of each batch that the journal holds. */
  public void onJournalled(long deviceRef, long seq, long batchSeq, FixBatchDecoder batch) {
    Page page = pages.get(deviceRef);
    if (page == null) {
      breaches.add(Breach.UNKNOWN, "entry " + seq + " is of a device that was never drilled");
      return;
    }
    Found here = found(deviceRef);
    Kept now = new Kept(seq, batch.count(), batch.timeMs(0), batch.timeMs(batch.count() - 1));
    Kept before = here.batches.putIfAbsent(batchSeq, now);
    if (before != null && before.seq() == seq) {
      here.batches.put(batchSeq, before.and(now));
    } else if (before != null) {
      breaches.add(Breach.TWICE, "entry " + seq + " holds batch " + batchSeq + " again");
    }
    for (int row = 0; row < batch.count(); row++) {
      int index = page.pattern.indexOf(batch.timeMs(row));
      if (index < 0 || index >= page.offered) {
        breaches.add(Breach.UNKNOWN, "entry " + seq + " holds a fix that was never offered");
      } else if (!page.pattern.matches(index, batch, row)) {
        breaches.add(
            Breach.ALTERED, "entry " + seq + " holds fix " + index + " with other content");
      } else if (here.journalled.get(index)) {
        breaches.add(Breach.TWICE, "entry " + seq + " holds fix " + index + " again");
      } else {
        here.journalled.set(index);
      }
    }
  }

  /** Told of each fix that the archive gives back; values as in the archive's visitor. */
  public void onArchived(
      long deviceRef, long timeMs, int latE7, int lonE7, int speed, int course, int accuracy) {
    archiveRead = true;
    Page page = pages.get(deviceRef);
    int index = page == null ? -1 : page.pattern.indexOf(timeMs);
    Found here = found(deviceRef);
    if (page == null || index < 0 || index >= page.offered) {
      breaches.add(Breach.UNKNOWN, "the archive holds a fix that was never offered");
    } else if (!page.pattern.matches(index, latE7, lonE7, speed, course, accuracy)) {
      breaches.add(Breach.ALTERED, "the archive holds fix " + index + " with other content");
    } else if (here.archived.get(index)) {
      breaches.add(Breach.TWICE, "the archive holds fix " + index + " again");
    } else {
      here.archived.set(index);
    }
  }

  /** The result, after everything stored was told. */
  public Finding finish() {
    long ackedBatches = 0;
    long ackedFixes = 0;
    long refusedFixes = 0;
    for (Map.Entry<Long, Page> page : pages.entrySet()) {
      Found here = found(page.getKey());
      for (Map.Entry<Long, Promise> promised : page.getValue().promised.entrySet()) {
        Promise promise = promised.getValue();
        ackedBatches++;
        ackedFixes += promise.fixes();
        refusedFixes += promise.refused();
        int stored = here.batches.getOrDefault(promised.getKey(), Kept.NOTHING).fixes();
        if (stored < promise.fixes() - promise.refused()) {
          breaches.add(
              Breach.LOST,
              "batch "
                  + promised.getKey()
                  + " was acked; "
                  + stored
                  + " of its "
                  + promise.fixes()
                  + " fixes are stored");
        }
      }
      compareSent(page.getValue(), here);
      compareArchive(here);
    }
    long storedBatches = found.values().stream().mapToLong(f -> f.batches.size()).sum();
    long storedFixes = found.values().stream().mapToLong(f -> f.journalled.cardinality()).sum();
    long archived = found.values().stream().mapToLong(f -> f.archived.cardinality()).sum();
    return new Finding(
        ackedBatches,
        ackedFixes,
        refusedFixes,
        storedBatches,
        storedFixes,
        archiveRead ? archived : -1,
        breaches.counts(),
        new ArrayList<>(breaches.texts()));
  }

  private void compareSent(Page page, Found here) {
    for (Map.Entry<Long, Sent> entry : page.sent.entrySet()) {
      Sent sent = entry.getValue();
      Kept kept = here.batches.get(entry.getKey());
      if (kept != null
          && (kept.fixes() != sent.fixes()
              || kept.firstMs() != sent.firstMs()
              || kept.lastMs() != sent.lastMs())) {
        breaches.add(
            Breach.ALTERED,
            "entry " + kept.seq() + " is not batch " + entry.getKey() + " as it was sent");
      }
    }
  }

  private void compareArchive(Found here) {
    if (archiveRead && !here.archived.equals(here.journalled)) {
      BitSet missing = (BitSet) here.journalled.clone();
      missing.andNot(here.archived);
      if (!missing.isEmpty()) {
        breaches.add(
            Breach.LOST, missing.cardinality() + " journalled fixes are not in the archive");
      }
      BitSet more = (BitSet) here.archived.clone();
      more.andNot(here.journalled);
      if (!more.isEmpty()) {
        breaches.add(Breach.UNKNOWN, more.cardinality() + " archived fixes are not in the journal");
      }
    }
  }

  private Found found(long deviceRef) {
    return found.computeIfAbsent(deviceRef, ref -> new Found());
  }

  /** Ways to break the promise. */
  public enum Breach {
    /** Acked, but not stored. */
    LOST,
    /** Stored more than once. */
    TWICE,
    /** Stored with another content. */
    ALTERED,
    /** Stored, but never sent. */
    UNKNOWN
  }

  /** Counts all, tells the first few. */
  private static final class Breaches {
    private static final int TEXTS_MAX = 20;
    private final Map<Breach, Long> counts = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    void add(Breach breach, String text) {
      counts.merge(breach, 1L, Long::sum);
      if (texts.size() < TEXTS_MAX) {
        texts.add(breach + ": " + text);
      }
    }

    Map<Breach, Long> counts() {
      return Map.copyOf(counts);
    }

    List<String> texts() {
      return texts;
    }
  }
}

package kz.relog.app.drill.ledger;

import java.util.List;
import java.util.Map;
import kz.relog.app.drill.ledger.Comparison.Breach;

/**
 * What a comparison came to.
 *
 * @param ackedBatches batches that the server answers for
 * @param ackedFixes fixes in them
 * @param refusedFixes fixes of them that the server said it does not store
 * @param storedBatches batches in the journal
 * @param storedFixes different fixes in the journal
 * @param archivedFixes different fixes in the archive; -1 if it was not read
 * @param counts how often the promise is broken, by way
 * @param breaches the first of them in words
 */
public record Finding(
    long ackedBatches,
    long ackedFixes,
    long refusedFixes,
    long storedBatches,
    long storedFixes,
    long archivedFixes,
    Map<Breach, Long> counts,
    List<String> breaches) {
  /** Copies. */
  public Finding {
    counts = Map.copyOf(counts);
    breaches = List.copyOf(breaches);
  }

  /** How often the promise is broken in this way. */
  public long count(Breach breach) {
    return counts.getOrDefault(breach, 0L);
  }

  /** Whether the promise holds. */
  public boolean holds() {
    return counts.isEmpty();
  }
}

package kz.relog.ingest.gate;

/**
 * A device in the hands of a subject. Immutable.
 *
 * @param bindingRef names it; 0 of a phone
 * @param subject in whose
 * @param fromMs inclusive
 * @param toMs exclusive
 */
public record Binding(long bindingRef, Subject subject, long fromMs, long toMs) {

  /** Whether all times from the first to the last are in it. */
  public boolean covers(long firstMs, long lastMs) {
    return firstMs >= fromMs && lastMs < toMs;
  }
}

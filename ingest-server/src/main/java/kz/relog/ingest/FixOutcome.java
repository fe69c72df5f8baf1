package kz.relog.ingest;

/**
 * What became of a fix of a judged batch (one that ended as STORED, DUPLICATE or NOTHING_STORABLE).
 * Fixes received = the sum over all outcomes.
 */
public enum FixOutcome {
  /** Journalled. */
  STORED,
  /** Of a batch that was settled before. */
  DUPLICATE,
  /** Older than the limit. */
  TOO_OLD,
  /** Further ahead than the limit. */
  IN_FUTURE,
  /** Latitude 0 and longitude 0: a receiver without a position. */
  NULL_ISLAND
}

package kz.relog.route;

/** What became of a plan that was put. */
public enum PutOutcome {
  /** A new plan. */
  ADDED,
  /** A higher version took the place of a lower one; retained facts were run again. */
  REPLACED,
  /** This version is known already: nothing changed. */
  UNCHANGED,
  /** A higher version is known: ignored. */
  OLDER
}

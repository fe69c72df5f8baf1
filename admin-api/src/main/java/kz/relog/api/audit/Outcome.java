package kz.relog.api.audit;

/** How it ended. */
public enum Outcome {
  /** As asked. */
  DONE,
  /** Not allowed, or against a rule. */
  REFUSED
}

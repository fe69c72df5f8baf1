package kz.relog.route;

/**
 * Limits of an engine. None of them changes what a fact means; the constants that do are documented
 * in docs/plan-fact.md.
 *
 * @param retainedFactsMax facts kept per vehicle for those that come late; older ones are dropped
 *     in blocks
 * @param checkpointEveryFacts facts between two kept states of a plan; a late fact costs at most
 *     this many re-runs more than its own lateness
 */
public record EngineConfig(int retainedFactsMax, int checkpointEveryFacts) {

  /** 100,000 facts: a full day at one fix per second. A state every 256 facts. */
  public static final EngineConfig DEFAULT = new EngineConfig(100_000, 256);

  /** Checks the limits. */
  public EngineConfig {
    if (checkpointEveryFacts < 16 || retainedFactsMax < 2 * checkpointEveryFacts) {
      throw new IllegalArgumentException(
          "retainedFactsMax "
              + retainedFactsMax
              + " and checkpointEveryFacts "
              + checkpointEveryFacts
              + ", allowed: at least 16 facts between states and twice as many retained");
    }
  }
}

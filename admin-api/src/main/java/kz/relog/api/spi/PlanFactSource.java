package kz.relog.api.spi;

import java.util.Optional;

/** Tells how a plan goes. */
public interface PlanFactSource {

  /**
   * The latest published state of a plan. Any thread; answers within a second.
   *
   * @return empty when the engine does not hold the plan (unassigned, or closed long ago)
   */
  Optional<PlanFactView> find(long planRef);
}

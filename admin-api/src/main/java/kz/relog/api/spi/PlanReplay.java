package kz.relog.api.spi;

import java.util.List;

/**
 * Compares a plan with the archived facts of its device anew, apart from the live comparison: for
 * reports, also of plans that nobody drives any more. The answer depends on the plan, the facts and
 * the moment alone.
 */
public interface PlanReplay {

  /**
   * Reads the facts and compares. Any thread; blocks for as long as the archive needs.
   *
   * @param plan with a device; its facts are those of the plan's time
   * @param sinceMs for a plan without times: its facts begin here, Unix epoch ms UTC
   * @param nowMs the moment to judge for, Unix epoch ms UTC
   */
  Replayed replay(RoadPlan plan, long sinceMs, long nowMs);

  /**
   * What it came to.
   *
   * @param view plan against fact
   * @param events those that hold, in order of time
   * @param drive the facts compared, in order of time
   */
  record Replayed(PlanFactView view, List<PlanEvent> events, List<Fact> drive) {
    /** Copies the lists. */
    public Replayed {
      events = List.copyOf(events);
      drive = List.copyOf(drive);
    }
  }

  /**
   * A fact and how it was judged. Its text form leaves out the position.
   *
   * @param timeMs Unix epoch ms UTC
   * @param latE7 10<sup>-7</sup> degrees
   * @param lonE7 10<sup>-7</sup> degrees
   * @param onRoute false when off the path
   */
  record Fact(long timeMs, int latE7, int lonE7, boolean onRoute) {
    @Override
    public String toString() {
      return "Fact";
    }
  }
}

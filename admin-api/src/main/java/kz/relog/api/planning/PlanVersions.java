package kz.relog.api.planning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.plan.StopRecord;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import kz.relog.api.store.StopText;

/**
 * Makes the next version of a plan. A stop that the planner names as before keeps its number on the
 * road, so that the engine can tell a moved stop from a new one; a name that repeats (a loop) is
 * told apart by its order. Stateless; any thread.
 */
final class PlanVersions {
  private PlanVersions() {}

  /** The words of the next version, numbered with respect to those of the version before. */
  static List<StopText> texts(PlanRecord plan, List<StopText> before) {
    Map<String, Deque<Integer>> numbersByName = new HashMap<>();
    int highest = 0;
    for (StopText text : before) {
      highest = Math.max(highest, text.stopId());
      numbersByName.computeIfAbsent(nameOf(text), name -> new ArrayDeque<>()).add(text.stopId());
    }
    List<StopText> texts = new ArrayList<>();
    for (StopRecord stop : plan.stops()) {
      StopText text = new StopText(stop.seq(), 0, stop.id(), stop.name());
      Deque<Integer> numbers = numbersByName.getOrDefault(nameOf(text), new ArrayDeque<>());
      int stopId = numbers.isEmpty() ? ++highest : numbers.remove();
      texts.add(new StopText(stop.seq(), stopId, stop.id(), stop.name()));
    }
    return texts;
  }

  /**
   * The words of the next version when it is known which stop is which.
   *
   * @param keptSeqs for each stop of the plan its seq in the version before; 0 for a new one
   */
  static List<StopText> texts(PlanRecord plan, List<StopText> before, List<Integer> keptSeqs) {
    int highest = before.stream().mapToInt(StopText::stopId).max().orElse(0);
    List<StopText> texts = new ArrayList<>();
    for (StopRecord stop : plan.stops()) {
      int kept = keptSeqs.get(stop.seq() - 1);
      int stopId = kept == 0 ? ++highest : before.get(kept - 1).stopId();
      texts.add(new StopText(stop.seq(), stopId, stop.id(), stop.name()));
    }
    return texts;
  }

  /** What the road gets: the plan without its words. */
  static RoadPlan road(
      PlanRecord plan, long planRef, long deviceRef, long version, List<StopText> texts) {
    List<RoadStop> stops = new ArrayList<>();
    for (int i = 0; i < plan.stops().size(); i++) {
      StopRecord stop = plan.stops().get(i);
      stops.add(
          new RoadStop(
              texts.get(i).stopId(),
              stop.latE7(),
              stop.lonE7(),
              stop.arriveMs(),
              stop.departMs(),
              stop.serviceSeconds(),
              stop.radiusMetres(),
              stop.windowFromMs(),
              stop.windowToMs()));
    }
    return new RoadPlan(
        planRef, deviceRef, version, plan.startMs(), plan.endMs(), plan.path(), stops);
  }

  /** A stop without an identifier is known by its place. */
  private static String nameOf(StopText text) {
    return text.externalId().isEmpty() ? "#" + text.seq() : "=" + text.externalId();
  }
}

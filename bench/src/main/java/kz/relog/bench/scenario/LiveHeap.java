package kz.relog.bench.scenario;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.function.IntFunction;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.bench.route.TownFleet;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.LiveParts;
import kz.relog.route.RouteEngine;

/**
 * How many bytes a live vehicle takes beside its plan and its recent facts: the heap after full
 * collections with an engine, less the heap with plans and facts alone.
 */
public final class LiveHeap {
  private static final String BENCH = "live-heap";
  private static final int VERTICES = 500;
  private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

  private LiveHeap() {}

  /**
   * Measures with plans of so many stops each.
   *
   * @param vehicles each with a plan of its own
   * @param facts recent facts of each
   */
  public static void measure(BenchSetup setup, int vehicles, int facts, List<Integer> stops) {
    setup.say("live-heap: %,d vehicles, %d facts of each", vehicles, facts);
    bytesEach(setup, vehicles, facts, 1); // counts what a young process throws away later
    for (int count : stops) {
      double bytes = bytesEach(setup, vehicles, facts, count);
      setup.found(
          Figure.of(BENCH, "a live vehicle", Measure.HEAP_EACH, bytes, List.of())
              .at(Axis.STOPS, count));
    }
  }

  /** A method of its own, so that nothing of the line before is still held. */
  private static double bytesEach(BenchSetup setup, int vehicles, int facts, int stops) {
    TownFleet fleet = new TownFleet(vehicles, VERTICES, stops, setup.load().seed());
    double plan = each(vehicles, i -> LiveParts.ofPlan(fleet.plan(i))) - LiveParts.holderBytes();
    double recent = each(vehicles, i -> LiveParts.ofFacts(facts)) - 24;
    long before = used();
    RouteEngine engine = engine(fleet, facts);
    double all = (used() - before) / (double) vehicles;
    if (engine.planCount() != vehicles) {
      throw new IllegalStateException("plans were lost");
    }
    double live = all - plan - recent;
    setup.say(
        "  %d stops: %.0f bytes of a vehicle; %.0f of its plan, %.0f of its facts, %.0f live",
        stops, all, plan, recent, live);
    return live;
  }

  private static RouteEngine engine(TownFleet fleet, int facts) {
    RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, new EngineListener() {});
    for (int i = 0; i < fleet.size(); i++) {
      engine.putPlan(fleet.plan(i));
    }
    for (int round = 0; round < facts; round++) {
      fleet.nextRound();
      for (int i = 0; i < fleet.size(); i++) {
        engine.onFix(
            fleet.vehicle[i] + 1L,
            i,
            fleet.timeMs(),
            fleet.latE7[i],
            fleet.lonE7[i],
            fleet.speedDmps[i],
            fleet.courseDegrees[i],
            8,
            0);
      }
      engine.onGroupEnd(fleet.timeMs());
    }
    return engine;
  }

  /** Bytes of one of many such things, its reference not counted. */
  private static double each(int count, IntFunction<Object> maker) {
    Object[] kept = new Object[count];
    kept[0] = maker.apply(0);
    long before = used();
    for (int i = 0; i < count; i++) {
      kept[i] = maker.apply(i);
    }
    long after = used();
    if (kept[count - 1] == null) {
      throw new IllegalStateException("nothing was made");
    }
    return (after - before) / (double) count;
  }

  /** A collector may leave dead objects where moving others costs more, but every fourth time. */
  private static long used() {
    for (int i = 0; i < 4; i++) {
      HEAP.gc();
    }
    return HEAP.getHeapMemoryUsage().getUsed();
  }
}

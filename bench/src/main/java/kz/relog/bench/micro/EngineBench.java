package kz.relog.bench.micro;

import java.util.concurrent.TimeUnit;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.Plan;
import kz.relog.route.PlanStop;
import kz.relog.route.RouteEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matching: vehicles take turns, each on a straight path of 500 vertices of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBench {
  private static final int FIXES = 100_000;
  private static final int VERTICES = 500;
  private static final int VERTEX_STEP_E7 = 9_000;
  private static final int FIX_STEP_E7 = 900;
  private static final int LAT_E7 = 400_000_000;
  private static final int LON_E7 = 700_000_000;
  private static final long START_MS = 1_790_000_000_000L;
  private static final int GROUP = 256;

  private RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, new EngineListener() {});

  /** Vehicles that take turns. */
  @Param({"100", "10000"})
  public int vehicles = 100;

  /** New plans, so that every invocation drives from the start. */
  @Setup(Level.Invocation)
  public void plan() {
    engine = new RouteEngine(EngineConfig.DEFAULT, new EngineListener() {});
    int[] latE7 = new int[VERTICES];
    int[] lonE7 = new int[VERTICES];
    for (int vehicle = 1; vehicle <= vehicles; vehicle++) {
      for (int i = 0; i < VERTICES; i++) {
        latE7[i] = LAT_E7 + i * VERTEX_STEP_E7;
        lonE7[i] = LON_E7 + vehicle;
      }
      engine.putPlan(
          Plan.builder(vehicle)
              .vehicleRef(vehicle)
              .period(START_MS, START_MS + TimeUnit.HOURS.toMillis(2))
              .path(latE7, lonE7)
              .stop(PlanStop.at(1, LAT_E7 + 100 * VERTEX_STEP_E7, LON_E7 + vehicle))
              .stop(PlanStop.at(2, LAT_E7 + 400 * VERTEX_STEP_E7, LON_E7 + vehicle))
              .build());
    }
  }

  /** One fix. */
  @Benchmark
  @OperationsPerInvocation(FIXES)
  public RouteEngine onFix() {
    for (int i = 0; i < FIXES; i++) {
      int vehicle = 1 + i % vehicles;
      int second = i / vehicles;
      engine.onFix(
          vehicle,
          i + 1,
          START_MS + second * 1_000L,
          LAT_E7 + second * FIX_STEP_E7,
          LON_E7 + vehicle,
          100,
          0,
          5,
          0);
      if (i % GROUP == GROUP - 1) {
        engine.onGroupEnd(START_MS + second * 1_000L);
      }
    }
    return engine;
  }
}

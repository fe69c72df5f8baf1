package kz.relog.bench.micro;

import java.util.concurrent.TimeUnit;
import kz.relog.bench.route.TownFleet;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.EventType;
import kz.relog.route.RouteEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole engine: facts of a fleet in random order, each vehicle on a plan of its own, with
 * matching, stops, off-route judgement and events. One operation is one fact.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 3, time = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
public class EngineBench {

  /** Facts of one invocation. */
  static final int FACTS = 50_000;

  static final int VERTICES = 500;
  static final int STOPS = 20;
  private static final int RETAINED = 64;
  private static final int GROUP = 256;

  /** Counts what it is told. */
  private static final class Counter implements EngineListener {
    long matches;
    long events;

    @Override
    public void onMatch(long planRef, long seq, long timeMs, double along, boolean onRoute) {
      matches++;
    }

    @Override
    public void onEvent(
        long planRef,
        long vehicleRef,
        EventType type,
        int stopIndex,
        int stopId,
        int occurrence,
        int version,
        boolean retracted,
        long timeMs) {
      events += version;
    }
  }

  private final Counter counter = new Counter();
  private RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, counter);
  private TownFleet fleet = new TownFleet(1, VERTICES, STOPS, 1);
  private int at;

  /** Vehicles, each with a plan of its own. */
  @Param({"100000"})
  public int vehicles = 100_000;

  /** All plans, and facts until as many are retained as ever will be. */
  @Setup(Level.Trial)
  public void fill() {
    fleet = new TownFleet(vehicles, VERTICES, STOPS, 1);
    engine = new RouteEngine(new EngineConfig(RETAINED, RETAINED / 4), counter);
    for (int i = 0; i < vehicles; i++) {
      engine.putPlan(fleet.plan(i));
    }
    for (int round = 0; round < RETAINED; round++) {
      fleet.nextRound();
      feed(0, vehicles);
    }
    at = vehicles;
  }

  /** The next facts, made outside of the measured time. */
  @Setup(Level.Invocation)
  public void next() {
    if (at + FACTS > vehicles) {
      fleet.nextRound();
      at = 0;
    }
  }

  /** The facts of so many vehicles in random order. */
  @Benchmark
  @OperationsPerInvocation(FACTS)
  public long facts() {
    feed(at, at + FACTS);
    at += FACTS;
    return counter.matches + counter.events;
  }

  private void feed(int from, int to) {
    long timeMs = fleet.timeMs();
    for (int i = from; i < to; i++) {
      engine.onFix(
          fleet.vehicle[i] + 1L,
          i,
          timeMs,
          fleet.latE7[i],
          fleet.lonE7[i],
          fleet.speedDmps[i],
          fleet.courseDegrees[i],
          8,
          0);
      if (i % GROUP == GROUP - 1) {
        engine.onGroupEnd(timeMs);
      }
    }
  }
}

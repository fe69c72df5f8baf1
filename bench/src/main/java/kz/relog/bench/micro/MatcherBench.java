package kz.relog.bench.micro;

import java.util.concurrent.TimeUnit;
import kz.relog.bench.route.PlainPaths;
import kz.relog.bench.route.TownFleet;
import kz.relog.route.MatcherProbe;
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
 * Placing facts on paths alone: our matcher beside the nearest point of the path and a window ahead
 * of the last place, over the same facts. One operation is one fact.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 3, time = 4)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
public class MatcherBench {

  /** A fleet and its next facts. */
  @State(Scope.Thread)
  public static class Facts implements MatcherProbe.Facts {

    /** Vehicles, each with a plan of its own. */
    @Param({"100000"})
    public int vehicles = 100_000;

    TownFleet fleet = new TownFleet(1, EngineBench.VERTICES, EngineBench.STOPS, 1);
    int at;

    /** A fleet at its beginning. */
    @Setup(Level.Trial)
    public void begin() {
      fleet = new TownFleet(vehicles, EngineBench.VERTICES, EngineBench.STOPS, 1);
      at = vehicles;
    }

    /** The next facts, made outside of the measured time. */
    @Setup(Level.Invocation)
    public void next() {
      at += EngineBench.FACTS;
      if (at + EngineBench.FACTS > vehicles) {
        fleet.nextRound();
        at = 0;
      }
    }

    @Override
    public int vehicle(int i) {
      return fleet.vehicle[at + i];
    }

    @Override
    public int latE7(int i) {
      return fleet.latE7[at + i];
    }

    @Override
    public int lonE7(int i) {
      return fleet.lonE7[at + i];
    }

    @Override
    public int speedDmps(int i) {
      return fleet.speedDmps[at + i];
    }

    @Override
    public int courseDegrees(int i) {
      return fleet.courseDegrees[at + i];
    }
  }

  /** Our matcher with a plan per vehicle. */
  @State(Scope.Thread)
  public static class Ours {
    MatcherProbe probe = new MatcherProbe(1);

    /** All plans. */
    @Setup(Level.Trial)
    public void fill(Facts facts) {
      probe = new MatcherProbe(facts.vehicles);
      for (int i = 0; i < facts.vehicles; i++) {
        probe.put(i, facts.fleet.plan(i));
      }
    }
  }

  /** The paths alone. */
  @State(Scope.Thread)
  public static class Plain {
    PlainPaths paths = new PlainPaths(1);

    /** All paths. */
    @Setup(Level.Trial)
    public void fill(Facts facts) {
      paths = new PlainPaths(facts.vehicles);
      for (int i = 0; i < facts.vehicles; i++) {
        paths.put(i, facts.fleet.plan(i));
      }
    }
  }

  /** Relog's matcher. */
  @Benchmark
  @OperationsPerInvocation(EngineBench.FACTS)
  public double matcher(Facts facts, Ours ours) {
    long timeMs = facts.fleet.timeMs();
    return ours.probe.match(facts, EngineBench.FACTS, timeMs, timeMs - TownFleet.ROUND_MS);
  }

  /** The nearest point of the whole path. */
  @Benchmark
  @OperationsPerInvocation(EngineBench.FACTS)
  public double nearestPoint(Facts facts, Plain plain) {
    double sum = 0;
    for (int i = 0; i < EngineBench.FACTS; i++) {
      sum += plain.paths.nearest(facts.vehicle(i), facts.latE7(i), facts.lonE7(i));
    }
    return sum;
  }

  /** The nearest point a little behind and ahead of the last place. */
  @Benchmark
  @OperationsPerInvocation(EngineBench.FACTS)
  public double forwardWindow(Facts facts, Plain plain) {
    double sum = 0;
    for (int i = 0; i < EngineBench.FACTS; i++) {
      sum += plain.paths.forward(facts.vehicle(i), facts.latE7(i), facts.lonE7(i));
    }
    return sum;
  }
}

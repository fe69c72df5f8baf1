package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.load.OpenLoop;
import kz.relog.bench.load.OpenLoopResult;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * Latencies of acks at a steady rate that does not wait for them, free of coordinated omission: at
 * a given rate, or at a part of what a closed loop has reached just before on the same server.
 */
public final class AckLatency {
  private static final double FIRST_GUESS_PER_SECOND = 100_000;
  private static final int WARM_UP_ROUNDS = 3;

  private final BenchSetup setup;
  private final boolean overTcp;
  private final int fixes;

  /**
   * A bench that has not begun.
   *
   * @param overTcp connections rather than datagrams
   * @param fixes of a batch
   */
  public AckLatency(BenchSetup setup, boolean overTcp, int fixes) {
    this.setup = setup;
    this.overTcp = overTcp;
    this.fixes = fixes;
  }

  /**
   * Measures.
   *
   * @param sync the server's {@code journal.sync}
   * @param perSecond frames due; empty for a part of the full rate
   * @param share that part
   */
  public void measure(String sync, Optional<Double> perSecond, double share)
      throws IOException, InterruptedException {
    LoadShape load = setup.load();
    setup.say(
        "latency, %s, journal.sync=%s, batches of %d: %,d devices, an open loop",
        overTcp ? "TCP" : "UDP", sync, fixes, load.devices());
    Path data = setup.makeFolder("latency");
    try (ServerProcess server = setup.serve(data, "--journal-sync", sync)) {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, load.devices()), load.lanes(), System.currentTimeMillis());
      double full = perSecond.isPresent() ? 0 : fullRate(server, fleet);
      double due = perSecond.orElse(full * share);
      try (OpenLoop loop =
          overTcp
              ? OpenLoop.tcp(fleet, server.tcp(), server.pid())
              : OpenLoop.udp(fleet, server.udp(), server.pid())) {
        loop.run(fixes, due, 0, load.rampSeconds()); // warms up
        Metrics before = server.metrics();
        OpenLoopResult result = loop.run(fixes, due, load.rampSeconds(), load.seconds());
        RoundLine.Sums sums = RoundLine.printSums(setup, before, server.metrics());
        tell(sync, result, sums, full);
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private double fullRate(ServerProcess server, LoadFleet fleet)
      throws IOException, InterruptedException {
    LoadShape load = setup.load();
    LoadRun run =
        new LoadRun(
            fleet, fixes, load.rampSeconds(), load.seconds(), FIRST_GUESS_PER_SECOND / fixes);
    double rate = 0;
    try (LoadGenerator closed =
        overTcp
            ? LoadGenerator.tcp(
                server.tcp(), server.pid(), load.lanes(), load.windowPerLane(), false)
            : LoadGenerator.udp(
                server.udp(), server.pid(), load.lanes(), load.windowPerLane(), false)) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        LoadResult round = run.fresh(closed);
        RoundLine.print(setup, "closed loop", round);
        rate = round.rate();
      }
      RoundLine.awaitNoLag(server);
    } finally {
      run.release();
    }
    return rate;
  }

  private void tell(String sync, OpenLoopResult result, RoundLine.Sums sums, double full) {
    List<Blemish> blemishes =
        Stream.concat(result.blemishes().stream(), sums.blemishes().stream()).toList();
    String share =
        full == 0
            ? ""
            : String.format(
                Locale.ROOT, ", %.2f of the closed loop's", result.duePerSecond() / full);
    setup.say(
        "  due %,.0f frames/s%s; the load itself was late by %.1f ms at most%s",
        result.duePerSecond(), share, result.latestMs(), Figure.warning(blemishes));
    String bench = "latency " + (overTcp ? "tcp" : "udp") + ", batches of " + fixes;
    String who = Figure.RELOG + ", sync=" + sync;
    setup.found(
        Figure.of(bench, who, Measure.FRAMES_PER_SECOND, result.ackedPerSecond(), blemishes));
    setup.found(
        Figure.of(bench, who, Measure.CPU_PER_FRAME, result.targetMicrosPerFrame(), blemishes)
            .at(Axis.RATE, Math.rint(result.duePerSecond())));
    Latencies.tell(setup, bench, who, Measure.ACK_LATENCY, result.ackMicros(), blemishes);
  }
}

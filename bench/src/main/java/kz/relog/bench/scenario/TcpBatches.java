package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.bench.Rounds;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;

/** Batches of 30 fixes over TCP: fixes stored, forced and acked per second. */
public final class TcpBatches {
  private static final int FIXES = 30;
  private static final double FIRST_GUESS_PER_SECOND = 80_000;

  private TcpBatches() {}

  /**
   * Measures.
   *
   * @return median of fixes acked per second
   */
  public static double measure(BenchSetup setup) throws IOException, InterruptedException {
    setup.say(
        "batches of %d over TCP: %,d devices on %d connections, %,d frames on their way",
        FIXES, setup.devices(), setup.lanes(), setup.window());
    Path data = setup.makeFolder("tcp");
    try (ServerProcess server = ServerProcess.start(setup.library(), data)) {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, setup.devices()), setup.lanes(), System.currentTimeMillis());
      LoadRun run =
          new LoadRun(fleet, FIXES, setup.rampSeconds(), setup.seconds(), FIRST_GUESS_PER_SECOND);
      try (LoadGenerator generator =
          LoadGenerator.tcp(server.tcp(), server.pid(), setup.lanes(), setup.windowPerLane())) {
        return rounds(setup, run, server, generator);
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static double rounds(
      BenchSetup setup, LoadRun run, ServerProcess server, LoadGenerator generator)
      throws InterruptedException {
    RoundLine.print(setup, "relog warm-up", run.fresh(generator));
    RoundLine.awaitNoLag(server);
    Metrics before = server.metrics();
    List<Double> fixesPerSecond = new ArrayList<>();
    for (int i = 0; i < setup.rounds(); i++) {
      LoadResult round = run.fresh(generator);
      RoundLine.print(setup, "relog", round);
      double lagSeconds = RoundLine.awaitNoLag(server);
      fixesPerSecond.add(round.rate() * FIXES);
      setup.say(
          "  %-14s %,9.0f fixes/s stored and acked; engine and archive done %.1f s later",
          "", round.rate() * FIXES, lagSeconds);
    }
    RoundLine.printSums(setup, before, server.metrics());
    double median = Rounds.median(fixesPerSecond);
    setup.say("  median %,.0f fixes/s; a frame has %.1f bytes", median, run.frameBytesMean());
    return median;
  }
}

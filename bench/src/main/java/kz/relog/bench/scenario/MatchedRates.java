package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * Fixes stored, acked and matched with a plan of their vehicle: the clock runs from the first frame
 * until the engine has seen the last.
 */
public final class MatchedRates {
  private static final double SECONDS_MAX = 600;
  private static final long POLL_MS = 20;
  private static final int WARM_UP_SHARE = 4;

  private final BenchSetup setup;
  private final int fixes;
  private final int connections;
  private List<Blemish> lastBlemishes = List.of();

  /**
   * A bench that has not begun.
   *
   * @param fixes of a batch
   * @param connections that make plans at once, before the clock starts
   */
  public MatchedRates(BenchSetup setup, int fixes, int connections) {
    this.setup = setup;
    this.fixes = fixes;
    this.connections = connections;
  }

  /**
   * Measures.
   *
   * @param framesEach batches that each device sends in a round
   */
  public void measure(int framesEach) throws IOException, InterruptedException {
    LoadShape load = setup.load();
    setup.say(
        "matched: %,d devices, each with a plan, send %d batches of %d a round",
        load.devices(), framesEach, fixes);
    Path data = setup.makeFolder("matched");
    try (ServerProcess server = setup.serve(data)) {
      List<NewDevice> devices = server.admin().createDevices("Bench", load.devices());
      LoadFleet fleet =
          new LoadFleet(
              devices.stream().map(NewDevice::identity).toList(),
              load.lanes(),
              System.currentTimeMillis());
      PlannedVehicles.assign(setup, server, devices, fleet.startMs(), connections);
      awaitEngine(server);
      LoadRun run = new LoadRun(fleet, fixes, 0, 1, 1);
      try (LoadGenerator generator =
          LoadGenerator.tcp(
              server.tcp(), server.pid(), load.lanes(), load.windowPerLane(), false)) {
        round(server, run, generator, Math.max(1, framesEach / WARM_UP_SHARE));
        List<Double> rates = new ArrayList<>();
        List<Blemish> blemishes = new ArrayList<>();
        for (int i = 0; i < load.rounds(); i++) {
          rates.add(round(server, run, generator, framesEach));
          blemishes.addAll(lastBlemishes);
        }
        setup.found(
            Figure.of(
                    "matched",
                    Figure.RELOG,
                    Measure.FIXES_PER_SECOND,
                    Rounds.median(rates),
                    blemishes)
                .at(Axis.DEVICES, load.devices()));
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private double round(ServerProcess server, LoadRun run, LoadGenerator generator, int framesEach)
      throws IOException, InterruptedException {
    LoadResult sent = run.framesOfEach(framesEach, generator, SECONDS_MAX);
    double behind = awaitEngine(server);
    double rate = (double) sent.acked() * fixes / (sent.seconds() + behind);
    lastBlemishes = sent.blemishes();
    setup.say(
        "  %,d fixes stored and acked in %.2f s, the engine was done %.2f s later: %,.0f fixes/s%s",
        sent.acked() * fixes, sent.seconds(), behind, rate, Figure.warning(lastBlemishes));
    RoundLine.awaitNoLag(server);
    return rate;
  }

  /** Waits until the engine has seen every durable entry; returns how long that took. */
  private static double awaitEngine(ServerProcess server) throws InterruptedException {
    long beganNs = System.nanoTime();
    while (server.metrics().value("relog_feed_lag_entries") > 0) {
      Thread.sleep(POLL_MS);
    }
    return (System.nanoTime() - beganNs) / 1e9;
  }
}

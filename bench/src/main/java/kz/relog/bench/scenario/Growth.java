package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * What a fix costs as the fleet grows: the same load from ever more devices that take turns, so
 * that the state of fewer and fewer of them lies in the processor's caches. And what a device
 * weighs.
 */
public final class Growth {
  private static final double FIRST_GUESS_PER_SECOND = 100_000;
  private static final double EACH_SECONDS_MAX = 120;
  private static final int WARM_UP_ROUNDS = 2;

  private final BenchSetup setup;
  private final int fixes;

  /**
   * A bench that has not begun.
   *
   * @param fixes of a batch
   */
  public Growth(BenchSetup setup, int fixes) {
    this.setup = setup;
    this.fixes = fixes;
  }

  /** Measures each size of the fleet, smallest first, each on a server of its own. */
  public void measure(List<Integer> sizes) throws IOException, InterruptedException {
    double first = 0;
    double last = 0;
    List<Blemish> all = new ArrayList<>();
    for (int devices : sizes) {
      last = measure(devices, all);
      first = first == 0 ? last : first;
    }
    setup.found(
        Figure.of(
            "growth",
            "relog, largest / smallest fleet",
            Measure.TIMES,
            last / Math.max(1e-9, first),
            all));
  }

  private double measure(int devices, List<Blemish> all) throws IOException, InterruptedException {
    LoadShape load = setup.load().withDevices(devices);
    Path data = setup.makeFolder("growth");
    try (ServerProcess server = setup.serve(data)) {
      BenchSetup.enrol(server, 1); // loads the classes of the API
      long empty = IdleHeap.settledHeap(server);
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, devices), load.lanes(), System.currentTimeMillis());
      LoadRun run =
          new LoadRun(
              fleet, fixes, load.rampSeconds(), load.seconds(), FIRST_GUESS_PER_SECOND / fixes);
      try (LoadGenerator generator =
          LoadGenerator.udp(
              server.udp(), server.pid(), load.lanes(), load.windowPerLane(), false)) {
        run.oneFrameEach(generator, EACH_SECONDS_MAX);
        double heapEach = (IdleHeap.settledHeap(server) - empty) / (double) devices;
        List<Double> costs = new ArrayList<>();
        List<Blemish> blemishes = new ArrayList<>();
        for (int i = -WARM_UP_ROUNDS; i < load.rounds(); i++) {
          LoadResult round = run.fresh(generator);
          RoundLine.print(setup, String.format("%,d devices", devices), round);
          RoundLine.awaitNoLag(server);
          if (i >= 0) {
            costs.add(round.targetMicrosPerFrame() / fixes);
            blemishes.addAll(round.blemishes());
          }
        }
        double cost = Rounds.median(costs);
        setup.found(
            Figure.of("growth", Figure.RELOG, Measure.CPU_PER_FIX, cost, blemishes)
                .at(Axis.DEVICES, devices));
        setup.found(
            Figure.of("growth", Figure.RELOG, Measure.HEAP_EACH, heapEach, List.of())
                .at(Axis.DEVICES, devices));
        all.addAll(blemishes);
        return cost;
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }
}

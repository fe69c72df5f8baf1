package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.bench.rival.Rival;
import kz.relog.bench.rival.RivalWork;

/**
 * The most that the road takes in, by the size of a batch, over datagrams or connections, in turns
 * with rivals: all get the same frames or as many bytes, so that what disturbs the machine disturbs
 * all of them.
 */
public final class RoadRates {
  private static final double FIRST_GUESS_PER_SECOND = 100_000;
  private static final int WARM_UP_ROUNDS_MIN = 3;
  private static final int WARM_UP_ROUNDS_MAX = 8;

  /** A frame that costs less than this part of the one a round before is still getting cheaper. */
  private static final double STILL_WARMING = 0.95;

  private final BenchSetup setup;
  private final String name;
  private final boolean overTcp;
  private final List<Rival> rivals;
  private final List<String> serverOptions;

  /**
   * A bench that has not begun.
   *
   * @param name of the bench in the report
   * @param overTcp connections rather than datagrams
   * @param rivals to take turns with
   * @param serverOptions of {@code relog serve}
   */
  public RoadRates(
      BenchSetup setup,
      String name,
      boolean overTcp,
      List<Rival> rivals,
      List<String> serverOptions) {
    this.setup = setup;
    this.name = name;
    this.overTcp = overTcp;
    this.rivals = List.copyOf(rivals);
    this.serverOptions = List.copyOf(serverOptions);
  }

  /** Measures each size of a batch. */
  public void measure(List<Integer> batchSizes) throws IOException, InterruptedException {
    LoadShape load = setup.load();
    setup.say(
        "%s: %,d devices on %d sockets, %,d frames on their way, a closed loop",
        name, load.devices(), load.lanes(), load.window());
    for (int fixes : batchSizes) {
      Path data = setup.makeFolder(name);
      try (ServerProcess server = setup.serve(data, serverOptions.toArray(new String[0]))) {
        LoadFleet fleet =
            new LoadFleet(
                BenchSetup.enrol(server, load.devices()), load.lanes(), System.currentTimeMillis());
        measure(server, fleet, fixes);
      } finally {
        BenchSetup.remove(data);
      }
    }
  }

  private void measure(ServerProcess server, LoadFleet fleet, int fixes)
      throws IOException, InterruptedException {
    LoadShape load = setup.load();
    LoadRun run =
        new LoadRun(
            fleet, fixes, load.rampSeconds(), load.seconds(), FIRST_GUESS_PER_SECOND / fixes);
    Path folder = setup.makeFolder(name + "-rivals");
    try (LoadGenerator toServer =
        overTcp
            ? LoadGenerator.tcp(
                server.tcp(), server.pid(), load.lanes(), load.windowPerLane(), false)
            : LoadGenerator.udp(
                server.udp(), server.pid(), load.lanes(), load.windowPerLane(), false)) {
      LoadResult last = null;
      double group = 0;
      boolean warm = false;
      for (int i = 0; !warm && i < WARM_UP_ROUNDS_MAX; i++) {
        double costBefore = last == null ? Double.MAX_VALUE : last.targetMicrosPerFrame();
        double groupsBefore = server.metrics().value("relog_journal_groups_total");
        last = run.warmUp(toServer);
        RoundLine.print(setup, "relog warm-up", last);
        warm =
            i + 1 >= WARM_UP_ROUNDS_MIN
                && last.targetMicrosPerFrame() >= STILL_WARMING * costBefore;
        group =
            last.sentInAll()
                / Math.max(1, server.metrics().value("relog_journal_groups_total") - groupsBefore);
      }
      RoundLine.awaitNoLag(server);
      int ackBytes = last == null ? 0 : (int) Math.round(last.ackBytesMean());
      int frameBytes = (int) Math.round(run.frameBytesMean());
      setup.say(
          "  batches of %d: frame %d bytes, ack %d bytes, %.0f frames in a forced group",
          fixes, frameBytes, ackBytes, group);
      RivalWork work =
          new RivalWork(
              run,
              load.lanes(),
              load.windowPerLane(),
              BenchSetup.loops(),
              ackBytes,
              frameBytes,
              (int) Math.max(1, group),
              load.seconds(),
              folder);
      try (RivalTurns turns = RivalTurns.start(setup, rivals, work)) {
        turns.take(run, toServer, server);
        tell(turns, fixes);
      }
    } finally {
      run.release();
      BenchSetup.remove(folder);
    }
  }

  private void tell(RivalTurns turns, int fixes) {
    turns.figures(name, fixes).forEach(figure -> setup.found(figure.at(Axis.BATCH, fixes)));
    for (Figure ratio : turns.ratios(name)) {
      setup.found(ratio.at(Axis.BATCH, fixes));
    }
    setup.found(
        Figure.of(
                name,
                Figure.RELOG,
                Measure.ACKS_PER_FRAME,
                turns.sums().acksPerFrame(),
                turns.sums().blemishes())
            .at(Axis.BATCH, fixes));
  }
}

package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Blemish;

/**
 * A server with a fleet and datagram sockets of its own, for benches that have several take turns.
 * One thread.
 */
final class LoadedServer implements AutoCloseable {
  private static final double FIRST_GUESS_PER_SECOND = 100_000;

  private final BenchSetup setup;
  private final String name;
  private final ServerProcess server;
  private final LoadGenerator generator;
  private final LoadRun run;

  private LoadedServer(
      BenchSetup setup, String name, ServerProcess server, LoadGenerator generator, LoadRun run) {
    this.setup = setup;
    this.name = name;
    this.server = server;
    this.generator = generator;
    this.run = run;
  }

  /**
   * Starts one.
   *
   * @param name as it stands in lines and figures
   * @param folder below which its data folder is made
   * @param fixes of a batch
   */
  static LoadedServer start(BenchSetup setup, String name, Path folder, int fixes)
      throws IOException {
    LoadShape load = setup.load();
    ServerProcess server = setup.serve(folder.resolve(name.replace(' ', '-')));
    try {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, load.devices()), load.lanes(), System.currentTimeMillis());
      LoadRun run =
          new LoadRun(
              fleet, fixes, load.rampSeconds(), load.seconds(), FIRST_GUESS_PER_SECOND / fixes);
      LoadGenerator generator =
          LoadGenerator.udp(server.udp(), server.pid(), load.lanes(), load.windowPerLane(), false);
      return new LoadedServer(setup, name, server, generator, run);
    } catch (RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /**
   * A measured round.
   *
   * @param load what the sockets showed, while frames came
   * @param cpuSeconds of the server, from the first frame until engine and archive had caught up
   * @param received frames, as the server counts
   * @param stored of them
   */
  record Round(LoadResult load, double cpuSeconds, double received, double stored) {
    /** CPU time for a frame with all that follows from it, in microseconds. */
    double microsPerFrame() {
      return received == 0 ? 0 : cpuSeconds * 1e6 / received;
    }

    /** What keeps it from being clean. */
    Stream<Blemish> spoilt() {
      return Stream.concat(load.blemishes().stream(), Blemish.ofStored(received, stored).stream());
    }
  }

  /** A round that is only told. */
  void warmUp() {
    RoundLine.print(setup, name + ", warm-up", run.warmUp(generator));
  }

  /** Waits until engine and archive have seen everything. */
  void awaitNoLag() throws IOException, InterruptedException {
    RoundLine.awaitNoLag(server);
  }

  /** Loads it for a while and waits until all is done. */
  Round round() throws IOException, InterruptedException {
    Metrics before = server.metrics();
    CpuTimes cpu = CpuTimes.ofProcess(server.pid());
    LoadResult result = run.fresh(generator);
    RoundLine.awaitNoLag(server);
    double used = CpuTimes.ofProcess(server.pid()).since(cpu).total();
    Metrics after = server.metrics();
    RoundLine.print(setup, name, result);
    return new Round(
        result,
        used,
        RoundLine.received(before, after),
        after.frames("stored") - before.frames("stored"));
  }

  @Override
  public void close() {
    try (server;
        generator) {
      run.release();
    }
  }
}

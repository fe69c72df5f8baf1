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
import kz.relog.bench.process.SinkProcess;
import kz.relog.bench.process.ThreadCpu;

/**
 * Sealed single fixes over UDP: what part of a bare Netty sink's datagrams the server handles. Both
 * get the same frames from the same generator in turns, so that what disturbs the machine disturbs
 * both; the median of the rounds' ratios is told.
 */
public final class UdpAgainstSink {
  private static final double FIRST_GUESS_PER_SECOND = 150_000;
  private static final double WARM_UP_ROUNDS = 4;

  private UdpAgainstSink() {}

  /**
   * Measures.
   *
   * @return median of server rate / sink rate
   */
  public static double measure(BenchSetup setup) throws IOException, InterruptedException {
    // One loop on two cores, as `relog serve` chooses by itself.
    int loops = Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors() / 2));
    setup.say(
        "sealed single fixes over UDP: %,d devices, %d sockets, %,d frames on their way, %d loops",
        setup.devices(), setup.lanes(), setup.window(), loops);
    Path data = setup.makeFolder("udp");
    try (ServerProcess server =
        ServerProcess.start(setup.library(), data, "--ingest-loops", Integer.toString(loops))) {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, setup.devices()), setup.lanes(), System.currentTimeMillis());
      LoadRun run =
          new LoadRun(fleet, 1, setup.rampSeconds(), setup.seconds(), FIRST_GUESS_PER_SECOND);
      try (LoadGenerator toServer =
          LoadGenerator.udp(
              server.udp(), server.pid(), setup.lanes(), setup.windowPerLane(), false)) {
        int ackBytes = warmUp(setup, run, server, toServer);
        try (SinkProcess sink = SinkProcess.start(loops, ackBytes);
            LoadGenerator toSink =
                LoadGenerator.udp(
                    sink.udp(), sink.pid(), setup.lanes(), setup.windowPerLane(), true)) {
          for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            RoundLine.print(setup, "sink warm-up", run.again(toSink));
          }
          setup.say("  frame %.1f bytes, ack %d bytes", run.frameBytesMean(), ackBytes);
          return rounds(setup, run, server, toServer, toSink);
        }
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static int warmUp(
      BenchSetup setup, LoadRun run, ServerProcess server, LoadGenerator toServer)
      throws InterruptedException {
    double ackBytes = 0;
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      LoadResult round = run.fresh(toServer);
      RoundLine.print(setup, "relog warm-up", round);
      ackBytes = round.ackBytesMean();
      RoundLine.awaitNoLag(server);
    }
    return (int) Math.round(ackBytes);
  }

  private static double rounds(
      BenchSetup setup,
      LoadRun run,
      ServerProcess server,
      LoadGenerator toServer,
      LoadGenerator toSink)
      throws InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> cpuRatios = new ArrayList<>();
    Metrics before = server.metrics();
    ThreadCpu cpuBefore = ThreadCpu.ofProcess(server.pid());
    int clean = 0;
    for (int i = 0; i < setup.rounds(); i++) {
      LoadResult relog = run.fresh(toServer);
      RoundLine.print(setup, "relog", relog);
      RoundLine.awaitNoLag(server);
      LoadResult bare = run.again(toSink);
      RoundLine.print(setup, "sink", bare);
      ratios.add(relog.rate() / bare.rate());
      cpuRatios.add(relog.targetMicrosPerFrame() / bare.targetMicrosPerFrame());
      clean += relog.blemishes().isEmpty() && bare.blemishes().isEmpty() ? 1 : 0;
    }
    ThreadCpu cpu = ThreadCpu.ofProcess(server.pid()).since(cpuBefore);
    Metrics after = server.metrics();
    RoundLine.printSums(setup, before, after);
    RoundLine.printThreads(setup, before, after, cpu);
    double ratio = Rounds.median(ratios);
    setup.say(
        "  relog / sink: median %.2f of %s; CPU per frame %.1f times the sink's; %d of %d pairs"
            + " clean",
        ratio, Rounds.shown(ratios), Rounds.median(cpuRatios), clean, setup.rounds());
    return ratio;
  }
}

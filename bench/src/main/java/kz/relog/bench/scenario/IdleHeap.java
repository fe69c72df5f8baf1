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
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * Heap of a server for each device that it knows: live bytes after a full collection, with none,
 * with many that were only created, and after each of them has sent one fix.
 */
public final class IdleHeap {
  private static final double SEND_SECONDS_MAX = 60;

  private IdleHeap() {}

  /** Measures with so many devices. */
  public static void measure(BenchSetup setup, int devices)
      throws IOException, InterruptedException {
    setup.say("heap of %,d idle devices, live bytes after a full collection", devices);
    Path data = setup.makeFolder("heap");
    try (ServerProcess server = setup.serve(data)) {
      BenchSetup.enrol(server, 1); // loads the classes of the API
      long none = settledHeap(server);
      long beginNs = System.nanoTime();
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, devices), setup.load().lanes(), System.currentTimeMillis());
      double created = (System.nanoTime() - beginNs) / 1e9;
      long known = settledHeap(server);
      setup.say(
          "  created in %.1f s: %,d -> %,d KiB, %.0f bytes per device",
          created, none >> 10, known >> 10, (known - none) / (double) devices);
      LoadRun run = new LoadRun(fleet, 1, 0, 1, 1);
      try (LoadGenerator generator =
          LoadGenerator.udp(
              server.udp(),
              server.pid(),
              setup.load().lanes(),
              setup.load().windowPerLane(),
              false)) {
        LoadResult sent = run.oneFrameEach(generator, SEND_SECONDS_MAX);
        setup.say("  one frame each: %,d acked of %,d", sent.acked(), sent.sentInAll());
        long active = settledHeap(server);
        List<Blemish> lost =
            Blemish.ofLost(sent.lostInAll(), sent.sentInAll(), "frames got no ack").stream()
                .toList();
        tell(setup, "relog, never heard", (known - none) / (double) devices, devices, List.of());
        tell(setup, "relog, heard once", (active - none) / (double) devices, devices, lost);
      } finally {
        run.release();
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static void tell(
      BenchSetup setup, String who, double bytesEach, int devices, List<Blemish> blemishes) {
    setup.found(
        Figure.of("heap", who, Measure.HEAP_EACH, bytesEach, blemishes).at(Axis.DEVICES, devices));
  }

  /** Live bytes once everything is done; the server collects twice. */
  static long settledHeap(ServerProcess server) throws IOException, InterruptedException {
    RoundLine.awaitNoLag(server);
    server.liveHeapBytes(); // soft and weak references need a second look
    return server.liveHeapBytes();
  }
}

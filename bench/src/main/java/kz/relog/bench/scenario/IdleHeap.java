package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.ServerProcess;

/**
 * Heap of a server for each device that it knows: live bytes after a full collection, with none,
 * with many that were only created, and after each of them has sent one fix.
 */
public final class IdleHeap {
  private static final double SEND_SECONDS_MAX = 60;

  private IdleHeap() {}

  /** Measures. */
  public static void measure(BenchSetup setup) throws IOException, InterruptedException {
    int devices = setup.idleDevices();
    setup.say("heap of %,d idle devices, live bytes after a full collection", devices);
    Path data = setup.makeFolder("heap");
    try (ServerProcess server = ServerProcess.start(setup.library(), data)) {
      BenchSetup.enrol(server, 1); // loads the classes of the API
      long none = settledHeap(server);
      long beginNs = System.nanoTime();
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, devices), setup.lanes(), System.currentTimeMillis());
      double created = (System.nanoTime() - beginNs) / 1e9;
      long known = settledHeap(server);
      setup.say(
          "  created in %.1f s: %,d -> %,d KiB, %.0f bytes per device",
          created, none >> 10, known >> 10, (known - none) / (double) devices);
      LoadRun run = new LoadRun(fleet, 1, 0, 1, 1);
      try (LoadGenerator generator =
          LoadGenerator.udp(
              server.udp(), server.pid(), setup.lanes(), setup.windowPerLane(), false)) {
        LoadResult sent = run.oneFrameEach(generator, SEND_SECONDS_MAX);
        setup.say("  one frame each: %,d acked of %,d", sent.acked(), sent.sentInAll());
      } finally {
        run.release();
      }
      long active = settledHeap(server);
      setup.say(
          "  after one fix of each: %,d KiB, %.0f bytes per device",
          active >> 10, (active - none) / (double) devices);
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static long settledHeap(ServerProcess server) throws IOException, InterruptedException {
    RoundLine.awaitNoLag(server);
    server.liveHeapBytes(); // soft and weak references need a second look
    return server.liveHeapBytes();
  }
}

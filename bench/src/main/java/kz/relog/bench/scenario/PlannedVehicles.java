package kz.relog.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.bench.process.ServerProcess;

/**
 * Gives each vehicle of a load a plan through the API. Several connections ask at once, because the
 * server answers each when its entry is on the disk, and one force serves all that wait for it.
 */
final class PlannedVehicles {
  private static final int TOLD_EVERY = 1_000;

  private PlannedVehicles() {}

  /**
   * Creates and assigns the plans; returns when all are.
   *
   * @param devices each gets one
   * @param startMs when the load begins, Unix epoch ms
   * @param connections that ask at once
   * @throws IllegalStateException if the server refuses one, with its reason
   */
  static void assign(
      BenchSetup setup,
      ServerProcess server,
      List<NewDevice> devices,
      long startMs,
      int connections)
      throws InterruptedException {
    long beganNs = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        workers.add(
            threads.submit(
                () -> {
                  AdminClient api = server.admin();
                  for (int n = next.getAndIncrement();
                      n < devices.size();
                      n = next.getAndIncrement()) {
                    api.assign(api.createPlan(StraightPlan.of(n, startMs)), devices.get(n).id());
                    tell(setup, done.incrementAndGet(), devices.size(), beganNs);
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException refused) {
      throw new IllegalStateException("a plan could not be made: " + refused.getCause(), refused);
    } finally {
      threads.shutdownNow();
    }
  }

  private static synchronized void tell(BenchSetup setup, int done, int all, long beganNs) {
    if (done % TOLD_EVERY == 0 || done == all) {
      setup.say(
          "  %,d of %,d plans made and assigned in %.1f s",
          done, all, (System.nanoTime() - beganNs) / 1e9);
    }
  }
}

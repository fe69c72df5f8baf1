package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.bench.load.ConnectStorm;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/** What open connections that say nothing cost: heap, resident memory and CPU of the server. */
public final class IdleCost {
  private static final double CONNECT_SECONDS_MAX = 60;
  private static final int FIXES = 1;

  private IdleCost() {}

  /** Measures with as many connections as devices. */
  public static void measure(BenchSetup setup) throws IOException, InterruptedException {
    int connections = setup.load().devices();
    setup.say("idle: %,d connections, one batch each, then silence", connections);
    Path data = setup.makeFolder("idle");
    try (ServerProcess server = setup.serve(data)) {
      try (ConnectStorm storm =
          new ConnectStorm(
              server.tcp(),
              BenchSetup.enrol(server, connections),
              FIXES,
              System.currentTimeMillis())) {
        ConnectStorm.Result warm = storm.allAtOnce(CONNECT_SECONDS_MAX);
        storm.cutAll();
        long heapWithout = IdleHeap.settledHeap(server);
        long residentWithout = server.residentBytes();
        ConnectStorm.Result result = storm.allAtOnce(CONNECT_SECONDS_MAX);
        long heapWith = IdleHeap.settledHeap(server);
        long residentWith = server.residentBytes();
        List<Blemish> lost =
            Blemish.ofLost(result.due() - result.acked(), warm.due(), "devices got no ack").stream()
                .toList();
        tell(setup, Measure.HEAP_EACH, (heapWith - heapWithout) / (double) connections, lost);
        tell(
            setup,
            Measure.RESIDENT_EACH,
            (residentWith - residentWithout) / (double) connections,
            lost);
        cpu(setup, server, lost);
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static void cpu(BenchSetup setup, ServerProcess server, List<Blemish> lost)
      throws InterruptedException {
    CpuTimes before = CpuTimes.ofProcess(server.pid());
    CpuTimes machine = CpuTimes.ofMachine();
    CpuTimes own = CpuTimes.ofThisProcess();
    long beganNs = System.nanoTime();
    Thread.sleep((long) (setup.load().seconds() * 1_000));
    double seconds = (System.nanoTime() - beganNs) / 1e9;
    CpuTimes used = CpuTimes.ofProcess(server.pid()).since(before);
    double others =
        CpuTimes.ofMachine().since(machine).total()
            - CpuTimes.ofThisProcess().since(own).total()
            - used.total();
    List<Blemish> blemishes =
        Stream.concat(lost.stream(), Blemish.ofOthers(others, seconds).stream()).toList();
    tell(setup, Measure.CORE_PERCENT, 100 * used.total() / seconds, blemishes);
  }

  private static void tell(
      BenchSetup setup, Measure measure, double value, List<Blemish> blemishes) {
    setup.found(
        Figure.of("idle", Figure.RELOG, measure, value, blemishes)
            .at(Axis.CONNECTIONS, setup.load().devices()));
  }
}

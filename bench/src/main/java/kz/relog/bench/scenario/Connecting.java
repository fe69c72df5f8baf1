package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.bench.load.ConnectStorm;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * A fleet that connects: all at once, as after an outage, and one by one at a steady rate. Each
 * connection carries one batch; what is told is the way from the connect to the ack.
 */
public final class Connecting {
  private static final int FIXES = 10;
  private static final double SECONDS_MAX = 60;

  private final BenchSetup setup;

  /** A bench that has not begun. */
  public Connecting(BenchSetup setup) {
    this.setup = setup;
  }

  /** A fleet that was connected, was cut off and comes back at once. */
  public void reconnect() throws IOException {
    setup.say("reconnect: %,d devices at once, batches of %d", setup.load().devices(), FIXES);
    Path data = setup.makeFolder("reconnect");
    try (ServerProcess server = setup.serve(data);
        ConnectStorm storm = storm(server)) {
      tell("first connect", server, storm.allAtOnce(SECONDS_MAX), List.of());
      for (int i = 0; i < setup.load().rounds(); i++) {
        storm.cutAll();
        CpuTimes machine = CpuTimes.ofMachine();
        CpuTimes own = CpuTimes.ofThisProcess();
        CpuTimes target = CpuTimes.ofProcess(server.pid());
        ConnectStorm.Result result = storm.allAtOnce(SECONDS_MAX);
        double others =
            CpuTimes.ofMachine().since(machine).total()
                - CpuTimes.ofThisProcess().since(own).total()
                - CpuTimes.ofProcess(server.pid()).since(target).total();
        List<Blemish> blemishes =
            Stream.of(
                    Blemish.ofLost(
                        result.due() - result.acked(), result.due(), "devices got no ack"),
                    Blemish.ofOthers(others, result.seconds()))
                .flatMap(Optional::stream)
                .toList();
        tell("round " + (i + 1), server, result, blemishes);
        String who = Figure.RELOG + ", round " + (i + 1);
        setup.found(
            Figure.of("reconnect", who, Measure.SECONDS, result.seconds(), blemishes)
                .at(Axis.CONNECTIONS, (double) result.due()));
        Latencies.tell(setup, "reconnect", who, Measure.ACK_LATENCY, result.ackMicros(), blemishes);
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  /** Devices that connect, say a batch and hang up, so many a second. */
  public void connects(double perSecond) throws IOException {
    setup.say(
        "connects: %,.0f a second, each with a batch of %d, from %,d devices",
        perSecond, FIXES, setup.load().devices());
    Path data = setup.makeFolder("connects");
    try (ServerProcess server = setup.serve(data);
        ConnectStorm storm = storm(server)) {
      storm.atRate(perSecond, setup.load().rampSeconds(), SECONDS_MAX); // warms up
      CpuTimes machine = CpuTimes.ofMachine();
      CpuTimes own = CpuTimes.ofThisProcess();
      CpuTimes target = CpuTimes.ofProcess(server.pid());
      ConnectStorm.Result result = storm.atRate(perSecond, setup.load().seconds(), SECONDS_MAX);
      double serverCpu = CpuTimes.ofProcess(server.pid()).since(target).total();
      double others =
          CpuTimes.ofMachine().since(machine).total()
              - CpuTimes.ofThisProcess().since(own).total()
              - serverCpu;
      double reached = result.acked() / Math.max(setup.load().seconds(), result.seconds());
      List<Blemish> blemishes =
          Stream.of(
                  Blemish.ofRate(reached, perSecond),
                  Blemish.ofLost(
                      result.due() - result.acked(), result.due(), "connects got no ack"),
                  Blemish.ofOthers(others, result.seconds()))
              .flatMap(Optional::stream)
              .toList();
      tell("connects", server, result, blemishes);
      setup.found(
          Figure.of("connects", Figure.RELOG, Measure.CONNECTS_PER_SECOND, reached, blemishes)
              .at(Axis.RATE, perSecond));
      setup.found(
          Figure.of(
              "connects",
              Figure.RELOG,
              Measure.CPU_PER_FRAME,
              serverCpu * 1e6 / Math.max(1, result.acked()),
              blemishes));
      Latencies.tell(
          setup, "connects", Figure.RELOG, Measure.ACK_LATENCY, result.ackMicros(), blemishes);
    } finally {
      BenchSetup.remove(data);
    }
  }

  private ConnectStorm storm(ServerProcess server) {
    return new ConnectStorm(
        server.tcp(),
        BenchSetup.enrol(server, setup.load().devices()),
        FIXES,
        System.currentTimeMillis());
  }

  private void tell(
      String what, ServerProcess server, ConnectStorm.Result result, List<Blemish> blemishes) {
    setup.say(
        "  %-14s %,d of %,d acked in %.2f s, %,d tried again, %,d skipped; the server has %,.0f"
            + " connections open%s",
        what,
        result.acked(),
        result.due(),
        result.seconds(),
        result.retries(),
        result.skipped(),
        server.metrics().value("relog_connections_open"),
        Figure.warning(blemishes));
  }
}

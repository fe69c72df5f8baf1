package kz.relog.bench.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.bench.load.PacedFleet;
import kz.relog.bench.process.DiscardProcess;
import kz.relog.bench.process.DripProcess;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * What slow-drip connections cost honest devices: ack latencies with the drips on the server, and
 * with the same drips on a socket of another process that discards what they send, in turns. The
 * drips are a process of their own.
 */
public final class SlowDrip {
  /** The server's p99 may be so many times that beside the sink. */
  public static final double TIMES_MAX = 2;

  private static final String BENCH = "slow-drip";

  private final BenchSetup setup;
  private final int drips;
  private final double perSecond;

  /**
   * A bench that has not begun.
   *
   * @param drips connections that never finish a frame
   * @param perSecond frames of ten fixes that are due, all honest devices together
   */
  public SlowDrip(BenchSetup setup, int drips, double perSecond) {
    this.setup = setup;
    this.drips = drips;
    this.perSecond = perSecond;
  }

  /**
   * Measures.
   *
   * @return how many times the p99 beside the sink is the one with the drips on the server, the
   *     middle one of the pairs
   */
  public double measure() throws IOException {
    Path data = setup.makeFolder("drip");
    try (ServerProcess server = setup.serve(data);
        DiscardProcess sink = DiscardProcess.start();
        PacedFleet fleet =
            new PacedFleet(
                server.tcp(),
                BenchSetup.enrol(server, setup.load().devices()),
                System.currentTimeMillis())) {
      fleet.begin(perSecond);
      fleet.measure(setup.load().seconds());
      // What a server does for the first time it does slowly; that is told, and not counted.
      round(fleet, server.tcp(), "warm-up, drips on the server");
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < setup.load().rounds(); round++) {
        double onSink = round(fleet, sink.tcp(), "drips on a sink");
        ratios.add(round(fleet, server.tcp(), "drips on the server") / Math.max(1, onSink));
      }
      double times = Rounds.median(ratios);
      setup.say("p99 on the server / on the sink: median %.2f of %s", times, Rounds.shown(ratios));
      setup.found(Figure.of(BENCH, "server / sink, p99", Measure.TIMES, times, List.of()));
      setup.say(
          "the server closed %.0f for no frame, %.0f for a slow frame",
          server.metrics().value("relog_connections_total{outcome=\"closed_no_frame\"}"),
          server.metrics().value("relog_connections_total{outcome=\"closed_slow_frame\"}"));
      return times;
    } finally {
      BenchSetup.remove(data);
    }
  }

  /** One stretch; gives the p99 in microseconds. */
  private long round(PacedFleet fleet, InetSocketAddress target, String where) throws IOException {
    try (DripProcess drip = DripProcess.start(target, drips)) {
      PacedFleet.Measured measured = fleet.measure(setup.load().seconds());
      setup.say(
          "%,d drips and more, %s; %d honest connections lost",
          drip.open(), where, measured.gone());
      List<Blemish> blemishes =
          Stream.of(
                  Blemish.ofLost(measured.gone(), setup.load().devices(), "connections lost"),
                  Blemish.ofRate(measured.acked() / setup.load().seconds(), perSecond))
              .flatMap(Optional::stream)
              .toList();
      Latencies.tell(setup, BENCH, where, Measure.ACK_LATENCY, measured.ackMicros(), blemishes);
      return measured.ackMicros().getValueAtPercentile(99);
    }
  }
}

package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.bench.load.ApiReaders;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.OpenLoop;
import kz.relog.bench.load.OpenLoopResult;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * People who look while the fleet drives: reads of lists, of the live view and of single devices at
 * a steady rate, beside fixes at a steady rate. Tells the latencies of both.
 */
public final class MixedReaders {
  private static final int FIXES = 10;
  private static final int DEVICES_READ = 50;
  private static final double WARM_UP_SECONDS = 2;

  private final BenchSetup setup;
  private final double framesPerSecond;

  /**
   * A bench that has not begun.
   *
   * @param framesPerSecond batches of ten fixes that are due meanwhile
   */
  public MixedReaders(BenchSetup setup, double framesPerSecond) {
    this.setup = setup;
    this.framesPerSecond = framesPerSecond;
  }

  /** Reads so often per second. */
  public void measure(double readsPerSecond) throws IOException {
    LoadShape load = setup.load();
    setup.say(
        "api: %,.0f reads/s beside %,.0f batches/s of %d from %,d devices",
        readsPerSecond, framesPerSecond, FIXES, load.devices());
    Path data = setup.makeFolder("api");
    try (ServerProcess server = setup.serve(data)) {
      List<NewDevice> devices = server.admin().createDevices("Bench", load.devices());
      LoadFleet fleet =
          new LoadFleet(
              devices.stream().map(NewDevice::identity).toList(),
              load.lanes(),
              System.currentTimeMillis());
      ApiReaders readers =
          new ApiReaders(server.api(), server.admin().token(), paths(devices), load.seed());
      try (OpenLoop loop = OpenLoop.udp(fleet, server.udp(), server.pid())) {
        OpenLoopResult alone = loop.run(FIXES, framesPerSecond, load.rampSeconds(), load.seconds());
        readers.run(readsPerSecond, WARM_UP_SECONDS);
        CompletableFuture<OpenLoopResult> road =
            CompletableFuture.supplyAsync(
                () -> loop.run(FIXES, framesPerSecond, load.rampSeconds(), load.seconds()));
        ApiReaders.Result read = readers.run(readsPerSecond, load.rampSeconds() + load.seconds());
        OpenLoopResult beside = road.join();
        tell(readsPerSecond, read, alone, beside);
      }
    } finally {
      BenchSetup.remove(data);
    }
  }

  private static List<String> paths(List<NewDevice> devices) {
    List<String> paths = new ArrayList<>();
    devices.stream().limit(DEVICES_READ).forEach(device -> paths.add("/v1/devices/" + device.id()));
    // Each list as often as all single devices together.
    int times = paths.size();
    for (int i = 0; i < times; i++) {
      paths.add("/v1/devices?limit=50");
      paths.add("/v1/plans?limit=50");
    }
    paths.add("/v1/live");
    paths.add("/v1/me");
    return paths;
  }

  private void tell(
      double perSecond, ApiReaders.Result read, OpenLoopResult alone, OpenLoopResult beside) {
    double seconds = setup.load().rampSeconds() + setup.load().seconds();
    double reached = read.answered() / Math.max(seconds, read.seconds());
    List<Blemish> blemishes =
        Stream.of(
                Blemish.ofRate(reached, perSecond),
                Blemish.ofLost(
                    read.failed() + read.notSent(), read.due(), "reads failed or were not sent"),
                Blemish.ofOthers(beside.others(), beside.seconds()))
            .flatMap(Optional::stream)
            .toList();
    setup.found(
        Figure.of("api", Figure.RELOG, Measure.ANSWERS_PER_SECOND, reached, blemishes)
            .at(Axis.RATE, perSecond));
    Latencies.tell(setup, "api", Figure.RELOG, Measure.ANSWER_LATENCY, read.micros(), blemishes);
    Latencies.tell(
        setup,
        "api",
        "relog, road alone",
        Measure.ACK_LATENCY,
        alone.ackMicros(),
        alone.blemishes());
    Latencies.tell(
        setup,
        "api",
        "relog, road beside readers",
        Measure.ACK_LATENCY,
        beside.ackMicros(),
        beside.blemishes());
  }
}

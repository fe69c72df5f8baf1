package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.bench.load.LoadFleet;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/** From the start of the process to the ready line, on an empty and on a filled data folder. */
public final class StartTime {
  private static final int STARTS = 5;
  private static final double FILL_FRAMES_PER_SECOND = 100_000;

  private StartTime() {}

  /** Measures. */
  public static void measure(BenchSetup setup) throws IOException, InterruptedException {
    setup.say("start of `relog serve` to its ready line, %d starts each", STARTS);
    List<Double> empty = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      Path data = setup.makeFolder("start");
      empty.add(start(setup, data));
      BenchSetup.remove(data);
    }
    tell(setup, "relog, empty folder", empty);

    Path data = setup.makeFolder("start");
    fill(setup, data);
    List<Double> filled = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      filled.add(start(setup, data));
    }
    tell(setup, "relog, filled folder", filled);
    BenchSetup.remove(data);
  }

  private static double start(BenchSetup setup, Path data) throws IOException {
    try (ServerProcess server = setup.serve(data)) {
      return server.startSeconds();
    }
  }

  private static void fill(BenchSetup setup, Path data) throws IOException, InterruptedException {
    try (ServerProcess server = setup.serve(data)) {
      LoadFleet fleet =
          new LoadFleet(
              BenchSetup.enrol(server, setup.load().devices()),
              setup.load().lanes(),
              System.currentTimeMillis());
      LoadRun run =
          new LoadRun(
              fleet, 1, setup.load().rampSeconds(), setup.load().seconds(), FILL_FRAMES_PER_SECOND);
      try (LoadGenerator generator =
          LoadGenerator.udp(
              server.udp(),
              server.pid(),
              setup.load().lanes(),
              setup.load().windowPerLane(),
              false)) {
        LoadResult round = run.fresh(generator);
        RoundLine.awaitNoLag(server);
        setup.say("  filled with %,d devices and %,d frames", fleet.size(), round.sentInAll());
      } finally {
        run.release();
      }
    }
    try (Stream<Path> files = Files.walk(data)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      setup.say("  its files are %,d MiB long", bytes >> 20);
    }
  }

  private static void tell(BenchSetup setup, String who, List<Double> seconds) {
    setup.say("  %s: slowest %.2f s", who, slowest(seconds));
    setup.found(Figure.of("start", who, Measure.SECONDS, Rounds.median(seconds), List.of()));
  }

  private static double slowest(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}

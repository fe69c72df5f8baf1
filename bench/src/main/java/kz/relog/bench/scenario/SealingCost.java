package kz.relog.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import kz.relog.bench.process.ClearServer;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;

/**
 * What sealing at rest adds to the CPU time of a frame: the server, and one that copies what it
 * should seal, both with a fleet of their own, take turns over real sockets. The one that begins
 * changes from round to round. Frames on the road are sealed for both.
 */
public final class SealingCost {
  private static final String BENCH = "sealing";
  private static final int WARM_UP_ROUNDS = 5;

  private final BenchSetup setup;

  /** A bench that has not begun. */
  public SealingCost(BenchSetup setup) {
    this.setup = setup;
  }

  /** Measures each size of a batch. */
  public void measure(List<Integer> batchSizes) throws IOException, InterruptedException {
    LoadShape load = setup.load();
    setup.say(
        "sealing: %,d devices on %d sockets over UDP, %,d frames on their way, a closed loop",
        load.devices(), load.lanes(), load.window());
    setup
        .report()
        .note(
            "sealing: the clear server is the same one with a class before its class path that copies"
                + " sections and archive rows instead of sealing them; keys are made and looked up"
                + " as ever");
    for (int fixes : batchSizes) {
      Path folder = setup.makeFolder(BENCH);
      BenchSetup clearSetup = setup.with(ClearServer.of(setup.build(), folder.resolve("stand-in")));
      try (LoadedServer sealed = LoadedServer.start(setup, "sealed", folder, fixes);
          LoadedServer clear = LoadedServer.start(clearSetup, "in clear", folder, fixes)) {
        takeTurns(sealed, clear, fixes);
      } finally {
        BenchSetup.remove(folder);
      }
    }
  }

  private void takeTurns(LoadedServer sealed, LoadedServer clear, int fixes)
      throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      sealed.warmUp();
      clear.warmUp();
    }
    sealed.awaitNoLag();
    clear.awaitNoLag();
    setup.say("  batches of %d", fixes);
    List<LoadedServer.Round> with = new ArrayList<>();
    List<LoadedServer.Round> without = new ArrayList<>();
    for (int i = 0; i < setup.load().rounds(); i++) {
      if (i % 2 == 0) {
        with.add(sealed.round());
        without.add(clear.round());
      } else {
        without.add(clear.round());
        with.add(sealed.round());
      }
    }
    tell("sealed", with, fixes);
    tell("in clear", without, fixes);
    List<Blemish> spoilt =
        Stream.concat(with.stream(), without.stream()).flatMap(LoadedServer.Round::spoilt).toList();
    added(
        "added, from the socket to the ack",
        with,
        without,
        fixes,
        spoilt,
        round -> round.load().targetMicrosPerFrame());
    added(
        "added, archive and engine to the end",
        with,
        without,
        fixes,
        spoilt,
        LoadedServer.Round::microsPerFrame);
  }

  private void tell(String who, List<LoadedServer.Round> rounds, int fixes) {
    List<Blemish> spoilt = rounds.stream().flatMap(LoadedServer.Round::spoilt).toList();
    found(who, Measure.FRAMES_PER_SECOND, rounds, fixes, spoilt, round -> round.load().rate());
    found(
        who,
        Measure.USER_PER_FRAME,
        rounds,
        fixes,
        spoilt,
        round -> round.load().userMicrosPerFrame());
    found(
        who,
        Measure.KERNEL_PER_FRAME,
        rounds,
        fixes,
        spoilt,
        round -> round.load().kernelMicrosPerFrame());
    found(who, Measure.CPU_PER_FRAME, rounds, fixes, spoilt, LoadedServer.Round::microsPerFrame);
  }

  private void found(
      String who,
      Measure measure,
      List<LoadedServer.Round> rounds,
      int fixes,
      List<Blemish> spoilt,
      ToDoubleFunction<LoadedServer.Round> value) {
    double median = Rounds.median(rounds.stream().map(value::applyAsDouble).toList());
    setup.found(Figure.of(BENCH, who, measure, median, spoilt).at(Axis.BATCH, fixes));
  }

  /** The median of what each pair of rounds says. */
  private void added(
      String who,
      List<LoadedServer.Round> with,
      List<LoadedServer.Round> without,
      int fixes,
      List<Blemish> spoilt,
      ToDoubleFunction<LoadedServer.Round> cost) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      double clear = cost.applyAsDouble(without.get(i));
      each.add(clear == 0 ? 0 : 100 * (cost.applyAsDouble(with.get(i)) - clear) / clear);
    }
    setup.say("  %s: median %.1f %% of %s", who, Rounds.median(each), Rounds.shown(each));
    setup.found(
        Figure.of(BENCH, who, Measure.ADDED_PERCENT, Rounds.median(each), spoilt)
            .at(Axis.BATCH, fixes));
  }
}

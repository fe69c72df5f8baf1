package kz.relog.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import kz.relog.bench.load.LoadGenerator;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.load.LoadRun;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.process.ThreadCpu;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.bench.rival.Rival;
import kz.relog.bench.rival.RivalWork;
import kz.relog.bench.rival.RunningRival;

/**
 * The server and its rivals, one after the other, round by round. A rival that is absent is told;
 * one that fails is told beside every figure of the server that it should have been compared with.
 * One thread.
 */
final class RivalTurns implements AutoCloseable {
  private final BenchSetup setup;
  private final Map<String, RunningRival> running = new LinkedHashMap<>();
  private final Map<String, List<LoadResult>> rounds = new LinkedHashMap<>();
  private final List<Blemish> failures = new ArrayList<>();
  private RoundLine.Sums sums = new RoundLine.Sums(0, List.of());

  private RivalTurns(BenchSetup setup) {
    this.setup = setup;
  }

  /** Starts those that can run here. */
  static RivalTurns start(BenchSetup setup, List<Rival> rivals, RivalWork work)
      throws InterruptedException {
    RivalTurns turns = new RivalTurns(setup);
    turns.rounds.put(Figure.RELOG, new ArrayList<>());
    for (Rival rival : rivals) {
      if (rival.missing().isPresent()) {
        turns.tell(rival.name() + " is skipped: " + rival.missing().get());
        continue;
      }
      turns.tell(
          rival.name() + ": durability: " + rival.durability() + "; settings: " + rival.settings());
      try {
        turns.running.put(rival.name(), rival.start(work));
        turns.rounds.put(rival.name(), new ArrayList<>());
      } catch (IOException e) {
        turns.fail(rival.name(), e);
      }
    }
    return turns;
  }

  /** Takes the rounds. */
  void take(LoadRun run, LoadGenerator toServer, ServerProcess server)
      throws IOException, InterruptedException {
    Metrics before = server.metrics();
    ThreadCpu cpuBefore = ThreadCpu.ofProcess(server.pid());
    for (int i = 0; i < setup.load().rounds(); i++) {
      keep(Figure.RELOG, run.fresh(toServer));
      RoundLine.awaitNoLag(server);
      for (String name : List.copyOf(running.keySet())) {
        try {
          keep(name, Objects.requireNonNull(running.get(name)).round());
        } catch (IOException | IllegalStateException e) {
          fail(name, e);
          Objects.requireNonNull(running.remove(name)).close();
        }
      }
    }
    ThreadCpu cpu = ThreadCpu.ofProcess(server.pid()).since(cpuBefore);
    Metrics after = server.metrics();
    sums = RoundLine.printSums(setup, before, after);
    RoundLine.printThreads(setup, before, after, cpu);
  }

  private void keep(String who, LoadResult round) {
    RoundLine.print(setup, who, round);
    of(who).add(round);
  }

  private List<LoadResult> of(String who) {
    return Objects.requireNonNull(rounds.get(who), who);
  }

  private void fail(String name, Exception why) {
    Blemish failure = Blemish.ofFailure(name, why);
    failures.add(failure);
    tell(failure.text());
  }

  private void tell(String note) {
    setup.report().note(note);
    setup.say("  %s", note);
  }

  /** What the server counted itself during the rounds. */
  RoundLine.Sums sums() {
    return sums;
  }

  /** Medians of each: rates and CPU. */
  List<Figure> figures(String bench, int fixes) {
    List<Figure> figures = new ArrayList<>();
    rounds.forEach(
        (who, results) -> {
          if (!results.isEmpty()) {
            List<Blemish> spoilt = spoilt(who);
            double rate = median(results, LoadResult::rate);
            figures.add(Figure.of(bench, who, Measure.FRAMES_PER_SECOND, rate, spoilt));
            figures.add(Figure.of(bench, who, Measure.FIXES_PER_SECOND, rate * fixes, spoilt));
            figures.add(
                Figure.of(
                    bench,
                    who,
                    Measure.USER_PER_FRAME,
                    median(results, LoadResult::userMicrosPerFrame),
                    spoilt));
            figures.add(
                Figure.of(
                    bench,
                    who,
                    Measure.KERNEL_PER_FRAME,
                    median(results, LoadResult::kernelMicrosPerFrame),
                    spoilt));
            figures.add(
                Figure.of(
                    bench,
                    who,
                    Measure.CPU_PER_FIX,
                    median(results, LoadResult::targetMicrosPerFrame) / fixes,
                    spoilt));
          }
        });
    return figures;
  }

  /** The server's rate as a part of each rival's: the median of the rounds' ratios. */
  List<Figure> ratios(String bench) {
    List<Figure> ratios = new ArrayList<>();
    List<LoadResult> own = of(Figure.RELOG);
    rounds.forEach(
        (who, results) -> {
          if (!who.equals(Figure.RELOG) && !results.isEmpty()) {
            List<Double> each = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
              each.add(own.get(i).rate() / results.get(i).rate());
            }
            setup.say(
                "  relog / %s: median %.2f of %s", who, Rounds.median(each), Rounds.shown(each));
            ratios.add(
                Figure.of(
                    bench,
                    Figure.RELOG + " / " + who,
                    Measure.RATIO,
                    Rounds.median(each),
                    spoiltOf(who)));
            cpuTimes(bench, who, results).ifPresent(ratios::add);
          }
        });
    return ratios;
  }

  /** The server's CPU for a frame as so many times a rival's that is a process of its own. */
  private Optional<Figure> cpuTimes(String bench, String who, List<LoadResult> results) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      double rivals = results.get(i).targetMicrosPerFrame();
      if (rivals > 0) {
        each.add(of(Figure.RELOG).get(i).targetMicrosPerFrame() / rivals);
      }
    }
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                bench,
                Figure.RELOG + " / " + who,
                Measure.CPU_TIMES,
                Rounds.median(each),
                spoiltOf(who)));
  }

  /** What spoils a comparison: either side's. */
  private List<Blemish> spoiltOf(String rival) {
    return Stream.concat(spoilt(Figure.RELOG).stream(), spoilt(rival).stream()).toList();
  }

  private List<Blemish> spoilt(String who) {
    Stream<Blemish> own = of(who).stream().flatMap(round -> round.blemishes().stream());
    Stream<Blemish> rest =
        who.equals(Figure.RELOG)
            ? Stream.concat(failures.stream(), sums.blemishes().stream())
            : Stream.empty();
    return Stream.concat(own, rest).toList();
  }

  private static double median(List<LoadResult> results, ToDoubleFunction<LoadResult> value) {
    return Rounds.median(results.stream().map(value::applyAsDouble).toList());
  }

  @Override
  public void close() {
    running.values().forEach(RunningRival::close);
  }
}

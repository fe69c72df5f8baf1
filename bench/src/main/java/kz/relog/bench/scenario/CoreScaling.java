package kz.relog.bench.scenario;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import kz.relog.bench.report.Axis;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.bench.report.Report;

/**
 * What the server makes of more cores: pinned to one, two, four and so on. The load is not pinned,
 * so that on a small machine the last steps are shared with it; the report says how many there are.
 */
public final class CoreScaling {
  private final BenchSetup setup;
  private final int fixes;

  /**
   * A bench that has not begun.
   *
   * @param fixes of a batch
   */
  public CoreScaling(BenchSetup setup, int fixes) {
    this.setup = setup;
    this.fixes = fixes;
  }

  /** Powers of two, and all. */
  private static List<Integer> steps(int all) {
    return IntStream.rangeClosed(1, all)
        .filter(cores -> cores == all || Integer.bitCount(cores) == 1)
        .boxed()
        .toList();
  }

  /** Measures each number of cores on a server of its own. */
  public void measure() throws IOException, InterruptedException {
    int all = Runtime.getRuntime().availableProcessors();
    for (int cores : steps(all)) {
      setup.say("the server on %d of %d cores", cores, all);
      Report inner = new Report(setup.report().machine());
      BenchSetup pinned =
          new BenchSetup(
              setup.build().onCores("0-" + (cores - 1)),
              setup.work(),
              setup.load(),
              inner,
              setup.out());
      new RoadRates(pinned, "cores", true, List.of(), List.of()).measure(List.of(fixes));
      for (Figure figure : inner.figures()) {
        if (figure.measure() == Measure.FIXES_PER_SECOND
            || figure.measure() == Measure.CPU_PER_FIX) {
          setup.report().add(figure.at(Axis.CORES, cores));
        }
      }
    }
  }
}

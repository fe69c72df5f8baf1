package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Drives that nobody has looked at: new ones with every run; the seed is in every message. */
class K01_RandomDrivesTest {

  /** So many that a bound does not hang on seven drives with a red light at a stop they skip. */
  private static final int DRIVES = 600;

  private int fixes;
  private int placed;
  private int arrivals;
  private int said;
  private int right;
  private int missed;
  private int missedSaid;
  private int missedRight;

  @Test
  void progressArrivalsAndMissedStopsAreRight() {
    long seed = System.nanoTime();
    for (int i = 0; i < DRIVES; i++) {
      score(new RandomDrive(seed + i));
    }

    String as =
        String.format(
            "seed %d: %d of %d placed, %d said, %d right, of %d arrivals; missed %d said, %d right,"
                + " of %d",
            seed, placed, fixes, said, right, arrivals, missedSaid, missedRight, missed);
    System.out.println(as);
    assertThat(placed).as(as).isGreaterThan(fixes * 98 / 100);
    assertThat(right).as(as).isGreaterThan(arrivals * 97 / 100).isGreaterThan(said * 97 / 100);
    assertThat(missedRight).as(as).isGreaterThanOrEqualTo(missed * 85 / 100);
  }

  @Test
  void anyOrderOfArrivalGivesTheResultOfSortedFacts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      RandomDrive drive = new RandomDrive(seed + i);
      Run sorted = new Run(drive.plan);
      sorted.feed(drive.facts, drive.facts, 1);
      Run shuffled = new Run(drive.plan);
      List<Story.Fact> order = new ArrayList<>(drive.facts);
      Collections.shuffle(order, random);
      shuffled.feed(drive.facts, order, 1 + random.nextInt(300));

      String as = "seed " + seed + ", drive " + i;
      assertThat(shuffled.fact()).as(as).isEqualTo(sorted.fact());
      assertThat(shuffled.said).as(as).isEqualTo(sorted.said);
      assertThat(shuffled.along).as(as).isEqualTo(sorted.along);
    }
  }

  @Test
  void factsFromTheArchiveGiveTheResultOfFactsThatWereAllRetained() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      RandomDrive drive = new RandomDrive(seed + i);
      Run all = new Run(drive.plan);
      all.feed(drive.facts, drive.facts, 1);
      Run few = new Run(drive.plan, new EngineConfig(64, 16));
      List<Story.Fact> order = new ArrayList<>(drive.facts);
      Collections.shuffle(order, random);
      few.feed(drive.facts, order, 20);
      few.engine.recompute(1, cursor(drive.facts));

      String as = "seed " + seed + ", drive " + i;
      assertThat(few.fact()).as(as).isEqualTo(all.fact());
      assertThat(few.said).as(as).isEqualTo(all.said);
    }
  }

  private void score(RandomDrive drive) {
    Run run = new Run(drive.plan);
    run.feed(drive.facts, drive.facts, 1);
    PlanFact fact = run.fact();
    for (int i = 0; i < drive.facts.size(); i++) {
      fixes++;
      placed += Math.abs(run.along[i] - drive.truth.get(i)) <= 150 ? 1 : 0;
    }
    for (int i = 0; i < drive.arrivals.length; i++) {
      StopFact stop = fact.stops().get(i);
      boolean served = !Double.isNaN(drive.arrivals[i]);
      double second = (stop.actual().arriveMs() - Story.START_MS) / 1e3;
      boolean arrived = stop.actual().arriveMs() != 0;
      arrivals += served ? 1 : 0;
      said += arrived ? 1 : 0;
      right += served && arrived && Math.abs(second - drive.arrivals[i]) <= 60 ? 1 : 0;
      missed += served ? 0 : 1;
      missedSaid += stop.state() == StopState.MISSED ? 1 : 0;
      missedRight += !served && stop.state() == StopState.MISSED ? 1 : 0;
    }
  }

  private static FactCursor cursor(List<Story.Fact> facts) {
    return new FactCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        return ++at < facts.size();
      }

      @Override
      public long seq() {
        return at;
      }

      @Override
      public long timeMs() {
        return facts.get(at).timeMs();
      }

      @Override
      public int latE7() {
        return facts.get(at).latE7();
      }

      @Override
      public int lonE7() {
        return facts.get(at).lonE7();
      }

      @Override
      public int speedDmps() {
        return facts.get(at).speedDmps();
      }

      @Override
      public int courseDegrees() {
        return facts.get(at).course();
      }

      @Override
      public int accuracyMetres() {
        return facts.get(at).accuracy();
      }

      @Override
      public long odometerMetres() {
        return 0;
      }
    };
  }

  /** An engine with one plan, and the last word on every fix and event. */
  private static final class Run implements EngineListener {
    final Map<String, Long> said = new TreeMap<>();
    final RouteEngine engine;
    double[] along = {};
    private long nowMs;

    Run(Plan plan) {
      this(plan, EngineConfig.DEFAULT);
    }

    Run(Plan plan, EngineConfig config) {
      engine = new RouteEngine(config, this);
      engine.putPlan(plan);
    }

    void feed(List<Story.Fact> all, List<Story.Fact> order, int group) {
      along = new double[all.size()];
      Arrays.fill(along, Double.NaN);
      Map<Story.Fact, Integer> index = new HashMap<>();
      for (int i = 0; i < all.size(); i++) {
        index.put(all.get(i), i);
      }
      for (int i = 0; i < order.size(); i++) {
        Story.Fact f = order.get(i);
        nowMs = Math.max(nowMs, f.timeMs());
        engine.onFix(
            1,
            Objects.requireNonNull(index.get(f)),
            f.timeMs(),
            f.latE7(),
            f.lonE7(),
            f.speedDmps(),
            f.course(),
            f.accuracy(),
            0);
        if ((i + 1) % group == 0 || i == order.size() - 1) {
          engine.onGroupEnd(nowMs);
        }
      }
    }

    PlanFact fact() {
      return engine.findPlanFact(1).orElseThrow();
    }

    @Override
    public void onMatch(long planRef, long seq, long timeMs, double metres, boolean onRoute) {
      along[(int) seq] = metres;
    }

    @Override
    public void onPlanFailed(long planRef, RuntimeException cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void onEvent(PlanEvent event) {
      if (event.retracted()) {
        said.remove(event.id());
      } else {
        said.put(event.id(), event.timeMs());
      }
    }
  }
}

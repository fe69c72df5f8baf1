package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Receivers that state neither accuracy nor speed. */
class K02_UnstatedErrorTest {

  private static final int DRIVES = 60;

  @Test
  void noiseOf30MetresIsLearnedFromTheTrack() {
    assertThat(placedShare(30)).isGreaterThan(0.95);
  }

  @Test
  void noiseOf10MetresStaysWhatItIs() {
    assertThat(placedShare(10)).isGreaterThan(0.98);
  }

  @Test
  void aParallelStreetIsStillNoNoise() {
    Story story =
        Story.of(
                "path 0,0 9000,0\nstop 9000,0\n"
                    + "drive 0 0,0 4000,0 4050,55 8000,55 accuracy=0 every=10")
            .run();

    assertThat(story.has("OFF_ROUTE 1")).isTrue();
    assertThat(story.planFact().progress().onRoute()).isFalse();
  }

  private static double placedShare(double noise) {
    long seed = System.nanoTime();
    int facts = 0;
    int placed = 0;
    for (int i = 0; i < DRIVES; i++) {
      RandomDrive drive = new RandomDrive(seed + i);
      Random random = new Random(seed - i);
      Hearer hearer = new Hearer(drive.facts.size());
      RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, hearer);
      engine.putPlan(drive.plan);
      double east = noise * random.nextGaussian();
      double north = noise * random.nextGaussian();
      for (int k = 0; k < drive.facts.size(); k++) {
        Story.Fact fact = drive.facts.get(k);
        double seconds = k == 0 ? 0 : (fact.timeMs() - drive.facts.get(k - 1).timeMs()) * 1e-3;
        double keep = Math.exp(-seconds / 30);
        double fresh = noise * Math.sqrt(1 - keep * keep);
        east = keep * east + fresh * random.nextGaussian();
        north = keep * north + fresh * random.nextGaussian();
        double[] at = drive.placeAt(k);
        engine.onFix(
            1,
            k,
            fact.timeMs(),
            Story.latE7(at[1] + north),
            Story.lonE7(at[0] + east),
            -1,
            360,
            0,
            0);
        engine.onGroupEnd(fact.timeMs());
      }
      for (int k = 0; k < hearer.along.length; k++) {
        facts++;
        placed += Math.abs(hearer.along[k] - drive.truth.get(k)) <= 150 ? 1 : 0;
      }
    }
    System.out.printf(
        "seed %d: noise %.0f m unstated, %d of %d placed%n", seed, noise, placed, facts);
    return (double) placed / facts;
  }

  private static final class Hearer implements EngineListener {
    final double[] along;

    Hearer(int facts) {
      along = new double[facts];
    }

    @Override
    public void onMatch(long planRef, long seq, long timeMs, double metres, boolean onRoute) {
      along[(int) seq] = metres;
    }
  }
}

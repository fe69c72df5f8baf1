package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H01_WildValuesTest {

  private static final String PLAN = "path 0,0 5000,0\nstop 4000,0 service=30\n";

  @Test
  void anImpossibleJumpDoesNotCarryTheProgressAway() {
    Story story =
        Story.of(PLAN + "drive 0 0,0 1000,0\nfact 102 4000,0\ndrive 105 1050,0 1500,0").run();

    assertThat(story.progress()).isCloseTo(1500, within(30.0));
    assertThat(story.has("ARRIVED 1")).isFalse();
  }

  @Test
  void accuracyZeroMeansUnknown() {
    Story unknown = Story.of(PLAN + "drive 0 0,0 1000,0").run();
    Story zero = Story.of(PLAN + "drive 0 0,0 1000,0 accuracy=0").run();

    assertThat(zero.planFact()).isEqualTo(unknown.planFact());
  }

  @Test
  void theSameFactTwiceCountsOnce() {
    Story once = Story.of(PLAN + "drive 0 0,0 1000,0").run();
    Story twice = Story.of(PLAN + "drive 0 0,0 1000,0\ndrive 0 0,0 1000,0").run();

    assertThat(twice.planFact()).isEqualTo(once.planFact());
  }

  @Test
  void factsOfOneMomentAreOrderedByContent() {
    String text = PLAN + "drive 0 0,0 500,0\nfact 55 550,0\nfact 55 551,3\nfact 55 549,-2";
    Story story = Story.of(text).run();
    Story other = Story.of(text);
    List<Story.Fact> turned = new java.util.ArrayList<>(other.facts);
    java.util.Collections.swap(turned, turned.size() - 1, turned.size() - 3);
    other.run(turned, 2);

    assertThat(other.planFact()).isEqualTo(story.planFact());
    assertThat(other.matches).isEqualTo(story.matches);
  }

  @Test
  void factsOutsideThePlansTimeAreNotItsFacts() {
    Story story =
        Story.of("path 0,0 5000,0\nstop 4000,0 arrive=100000 depart=100000\nfact 0 10,0").run();

    assertThat(story.planFact().totals().factCount()).isZero();
  }

  @Test
  void anyNumbersAtAllAreJudgedWithoutAnException() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Story story = Story.of(PLAN + "fact 0 0,0").run();
    for (int i = 0; i < 3_000; i++) {
      story.engine.onFix(
          Story.VEHICLE_REF,
          0,
          Story.START_MS + random.nextInt(10_000_000),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextLong());
      if (i % 100 == 0) {
        story.engine.onGroupEnd(random.nextLong(Story.START_MS + 10_000_000));
      }
    }

    assertThat(story.failures).as("seed " + seed).isEmpty();
    assertThat(story.planFact().state()).as("seed " + seed).isNotEqualTo(PlanState.FAILED);
  }

  @Test
  void aPlanOnWhichTheEngineThrowsFailsAloneAndVisibly() {
    StringBuilder heard = new StringBuilder();
    RouteEngine engine =
        new RouteEngine(
            EngineConfig.DEFAULT,
            new EngineListener() {
              @Override
              public void onMatch(long plan, long seq, long time, double along, boolean on) {
                if (plan == 1) {
                  throw new IllegalStateException("broken");
                }
              }

              @Override
              public void onPlanFailed(long plan, RuntimeException cause) {
                heard.append(plan).append(' ').append(cause.getMessage());
              }
            });
    for (long ref = 1; ref <= 2; ref++) {
      engine.putPlan(Plan.builder(ref).vehicleRef(5).stop(PlanStop.at(1, 0, 0)).build());
    }
    engine.onFix(5, 0, Story.START_MS, 0, 0, -1, 360, 0, 0);
    engine.onFix(5, 1, Story.START_MS + 1000, 0, 0, -1, 360, 0, 0);
    engine.onGroupEnd(Story.START_MS + 1000);

    assertThat(heard.toString()).isEqualTo("1 broken");
    assertThat(engine.findPlanFact(1).orElseThrow().state()).isEqualTo(PlanState.FAILED);
    assertThat(engine.findPlanFact(2).orElseThrow().totals().factCount()).isEqualTo(2);
  }
}

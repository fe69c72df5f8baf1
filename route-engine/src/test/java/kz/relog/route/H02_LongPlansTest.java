package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Moments are kept in 32 bits: what lasts longer than they hold is refused or counted right. */
class H02_LongPlansTest {

  private static final long DAY = 86_400;

  @Test
  void aPlanOfTwentyDaysIsFollowedToItsEnd() {
    long end = 20 * DAY;
    String plan =
        "path 0,0 5000,0\nstop 500,0 arrive=0 depart=60\nstop 4000,0 arrive=" + (end - 60);
    Story story =
        Story.of(
                plan
                    + (" depart=" + end)
                    + "\ndrive -21000 0,0 500,0\nstand -20900 500,0 for=90"
                    + ("\ndrive " + (end + 80_000) + " 3500,0 4000,0")
                    + ("\nstand " + (end + 80_060) + " 4000,0 for=90")
                    + ("\ndrive " + (end + 80_160) + " 4000,0 4600,0"))
            .run();

    assertThat(story.second("ARRIVED 1")).isBetween(-21_000L, -20_890L);
    assertThat(story.second("ARRIVED 2")).isBetween(end + 80_040, end + 80_080);
    assertThat(story.second("DEPARTED 2")).isBetween(end + 80_140, end + 80_170);
    Totals totals = story.planFact().totals();
    assertThat(totals.gpsShare()).isBetween(0.0, 0.01);
    assertThat(story.planFact().progress().lastFactMs())
        .isGreaterThan(Story.START_MS + (end + 80_000) * 1_000);
  }

  @Test
  void aPeriodOfMoreThanTwentyDaysIsRefusedByName() {
    List<PlanProblem> problems = plan().period(1, 20 * DAY * 1_000 + 2).problems();

    assertThat(problems)
        .extracting(PlanProblem::message)
        .containsExactly(
            "period is 20 days from another time of the plan, allowed: all times of a plan within 20"
                + " days");
    assertThat(plan().period(1, 20 * DAY * 1_000 + 1).problems()).isEmpty();
  }

  @Test
  void aStopFarFromTheOtherTimesIsRefusedByName() {
    Plan.Builder plan = plan().period(Story.START_MS, Story.START_MS + 3_600_000);
    plan.stop(new PlanStop(2, 0, 0, 0, Story.START_MS + 31 * DAY * 1_000, 0, 0));
    plan.stop(new PlanStop(3, 0, 0, Story.START_MS, 0, 0, 0));

    assertThat(plan.problems())
        .extracting(PlanProblem::field, PlanProblem::index, PlanProblem::found)
        .containsExactly(tuple("stop.depart", 1, "31 days from another time of the plan"));
  }

  @Test
  void aPlanWithoutTimesCountsASilenceLongerThanThirtyOneBits() {
    Story story =
        Story.of("path 0,0 5000,0\nstop 4000,0\nfact 0 0,0\nfact -1727000 10,0\nfact 1727000 900,0")
            .run();

    Totals totals = story.planFact().totals();
    assertThat(totals.factCount()).isEqualTo(3);
    assertThat(totals.gpsShare()).isZero();
    assertThat(story.planFact().progress().alongMetres()).isBetween(850.0, 950.0);
  }

  private static Plan.Builder plan() {
    return Plan.builder(1).vehicleRef(1).stop(PlanStop.at(1, 0, 0));
  }
}

package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class G01_PlanChangesTest {

  private static final String TEXT =
      "path 0,0 2000,0\nstop 500,0 arrive=50 depart=50\ndrive 0 0,0 1000,0";

  @Test
  void theSameVersionAgainChangesNothing() {
    Story story = Story.of(TEXT).run();
    List<String> told = List.copyOf(story.told);
    PlanFact before = story.planFact();

    assertThat(story.engine.putPlan(story.plan().build())).isEqualTo(PutOutcome.UNCHANGED);

    assertThat(story.told).isEqualTo(told);
    assertThat(story.planFact()).isEqualTo(before);
  }

  @Test
  void aHigherVersionRunsOverTheFactsAgainAndALowerOneIsIgnored() {
    Story story = Story.of(TEXT).run();

    story.plan().version(2).stop(PlanStop.at(99, Story.latE7(0), Story.lonE7(1500)));
    assertThat(story.engine.putPlan(story.plan().build())).isEqualTo(PutOutcome.REPLACED);

    assertThat(story.planFact().stops()).hasSize(2);
    assertThat(story.planFact().stops().get(0).actual().arriveMs()).isPositive();
    assertThat(story.engine.putPlan(story.plan().version(1).build())).isEqualTo(PutOutcome.OLDER);
  }

  @Test
  void aRemovedPlanIsForgotten() {
    Story story = Story.of(TEXT).run();

    assertThat(story.engine.removePlan(Story.PLAN_REF)).isTrue();

    assertThat(story.engine.findPlanFact(Story.PLAN_REF)).isEmpty();
    assertThat(story.engine.removePlan(Story.PLAN_REF)).isFalse();
  }

  @Test
  void aVehicleMayHaveTwoPlans() {
    Story story = Story.of(TEXT);
    Plan other =
        Plan.builder(12)
            .vehicleRef(Story.VEHICLE_REF)
            .stop(PlanStop.at(1, Story.latE7(0), Story.lonE7(1000)))
            .build();
    story.engine.putPlan(other);
    story.run();

    assertThat(story.progress()).isGreaterThan(990);
    assertThat(story.engine.findPlanFact(12).orElseThrow().totals().factCount())
        .isEqualTo(story.facts.size());
  }

  @Test
  void anUnassignedPlanWaits() {
    Story story = Story.of("stop 1,1");
    story.plan().vehicleRef(0);
    story.run();

    assertThat(story.planFact().state()).isEqualTo(PlanState.WAITING);
  }

  @Test
  void aPlanThatCannotBeFollowedTellsEveryReason() {
    Plan.Builder plan =
        Plan.builder(1)
            .period(1_000, 500)
            .path(new int[] {0, 0}, new int[] {1_799_000_000, -1_799_000_000})
            .stop(new PlanStop(1, 0, 1_799_000_000, 200, 100, -1, 2_000));

    assertThat(plan.problems())
        .extracting(PlanProblem::message)
        .containsExactly(
            "period is an end before its start, allowed: an end at or after the start",
            "path[1] is on the other side of the antimeridian (180 degrees), allowed: a plan on one"
                + " side of it",
            "stop.depart[0] is before its arrival, allowed: at or after the arrival",
            "stop.serviceSeconds[0] is -1, allowed: 0 to 86400",
            "stop.radiusM[0] is 2000, allowed: 0 (default) to 1000");
    assertThatThrownBy(plan::build).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pointsFarApartOnePointAndNoStopsAreRefused() {
    assertThat(Plan.builder(1).problems()).extracting(PlanProblem::field).containsExactly("stops");
    assertThat(
            Plan.builder(1)
                .path(new int[] {0}, new int[] {0})
                .stop(PlanStop.at(1, 0, 0))
                .problems())
        .extracting(PlanProblem::found)
        .containsExactly("a single point");
    assertThat(
            Plan.builder(1)
                .path(new int[] {0, 15_000_000}, new int[] {0, 0})
                .stop(PlanStop.at(1, 0, 0))
                .problems())
        .extracting(PlanProblem::found)
        .containsExactly("over 100 km from the point before it");
  }
}

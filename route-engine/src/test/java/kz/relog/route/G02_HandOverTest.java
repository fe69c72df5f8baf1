package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A plan that changes while it is driven; stops lie 1 km apart on a straight street. */
class G02_HandOverTest {

  private static final long PLAN = 5;
  private static final long T0 = Story.START_MS;
  private final Map<String, PlanEvent> holds = new TreeMap<>();
  private final RouteEngine engine =
      new RouteEngine(
          EngineConfig.DEFAULT,
          new EngineListener() {
            @Override
            public void onEvent(PlanEvent event) {
              if (event.retracted()) {
                holds.remove(event.id());
              } else {
                holds.put(event.id(), event);
              }
            }
          });

  @Test
  void aStopServedByTheFirstVehicleIsServedForTheSecond() {
    put(1, 7, 0, 1, 2, 3);
    serve(7, 100, 1);
    put(2, 8, 300, 1, 2, 3);
    serve(8, 500, 2);

    assertThat(stop(0).state()).isEqualTo(StopState.DEPARTED);
    assertThat(stop(0).actual().arriveMs()).isPositive();
    assertThat(stop(1).actual().arriveMs()).isPositive();
    assertThat(holds).doesNotContainKey("0000000000000005-missed-1-0");
  }

  @Test
  void factsOfTheFirstVehicleThatComeAfterTheHandOverStillCount() {
    put(1, 7, 0, 1, 2, 3);
    put(2, 8, 300, 1, 2, 3);
    serve(8, 500, 2);
    assertThat(stop(0).state()).isEqualTo(StopState.MISSED);

    serve(7, 100, 1);

    assertThat(stop(0).actual().arriveMs()).isPositive();
    assertThat(holds).doesNotContainKey("0000000000000005-missed-1-0");
    assertThat(holds).containsKey("0000000000000005-arrived-1-0");
  }

  @Test
  void whatTheFirstVehicleDoesAfterTheHandOverIsItsOwnBusiness() {
    put(1, 7, 0, 1, 2, 3);
    put(2, 8, 300, 1, 2, 3);
    serve(7, 400, 3);

    assertThat(stop(2).actual().arriveMs()).isZero();
  }

  @Test
  void whatAVehicleDroveBeforeThePlanGotItsFirstVehicleCounts() {
    put(1, 0, 0, 1, 2, 3);
    put(2, 7, 300, 1, 2, 3);
    serve(7, 100, 1);
    put(3, 0, 400, 1, 2, 3);
    put(4, 7, 450, 1, 2, 3);
    serve(7, 500, 2);

    assertThat(stop(0).actual().arriveMs()).isPositive();
    assertThat(stop(1).actual().arriveMs()).isPositive();
  }

  @Test
  void reorderedStopsKeepTheirHistoryAndTheNamesOfTheirEvents() {
    put(1, 7, 0, 1, 2, 3);
    serve(7, 100, 1);
    String arrived = "0000000000000005-arrived-1-0";
    PlanEvent before = Objects.requireNonNull(holds.get(arrived));

    put(2, 7, 300, 3, 2, 1);

    assertThat(stop(2).stopId()).isEqualTo(1);
    assertThat(stop(2).actual().arriveMs()).isEqualTo(before.timeMs());
    assertThat(holds.get(arrived)).isEqualTo(before);
  }

  @Test
  void aServedStopThatIsMovedStaysServed() {
    put(1, 7, 0, 1, 2);
    serve(7, 100, 1);
    engine.putPlan(
        plan(2, 7, 300)
            .stop(PlanStop.at(1, Story.latE7(5_000), Story.lonE7(0)))
            .stop(PlanStop.at(2, Story.latE7(0), Story.lonE7(2_000)))
            .build());

    assertThat(stop(0).state()).isEqualTo(StopState.DEPARTED);
  }

  @Test
  void theEventsOfARemovedStopAreTakenBackAndTheListAgrees() {
    put(1, 7, 0, 1, 2, 3);
    serve(7, 100, 1);
    serve(7, 300, 2);

    put(2, 7, 500, 2, 3);

    assertThat(holds.keySet()).noneMatch(id -> id.contains("-1-0") && id.contains("arrived"));
    assertThat(engine.eventsOf(PLAN))
        .allSatisfy(
            e ->
                assertThat(Objects.requireNonNull(holds.get(e.id())).timeMs())
                    .isEqualTo(e.timeMs()))
        .hasSameSizeAs(holds.keySet());
  }

  @Test
  void aHundredVersionsKeepTheFirstVisit() {
    put(1, 7, 0, 1, 2, 3);
    serve(7, 100, 1);
    for (int version = 2; version <= 100; version++) {
      put(version, 8 + version % 2, 300 + version, 1, 2, 3);
    }

    assertThat(stop(0).actual().arriveMs()).isPositive();
    assertThat(engine.removePlan(PLAN)).isTrue();
  }

  private StopFact stop(int index) {
    return engine.findPlanFact(PLAN).orElseThrow().stops().get(index);
  }

  private void put(int version, long vehicle, int sinceSecond, int... ids) {
    Plan.Builder plan = plan(version, vehicle, sinceSecond);
    for (int id : ids) {
      plan.stop(PlanStop.at(id, Story.latE7(0), Story.lonE7(id * 1_000)));
    }
    assertThat(engine.putPlan(plan.build()))
        .isEqualTo(version == 1 ? PutOutcome.ADDED : PutOutcome.REPLACED);
  }

  private static Plan.Builder plan(int version, long vehicle, int sinceSecond) {
    return Plan.builder(PLAN)
        .vehicleRef(vehicle)
        .version(version)
        .sinceMs(T0 + sinceSecond * 1_000L)
        .period(T0, T0 + 3_600_000);
  }

  /** Comes from the west, stands a minute at the stop, goes on for 300 m. */
  private void serve(long vehicle, int second, int id) {
    List<double[]> facts = new ArrayList<>();
    for (int i = 0; i <= 30; i++) {
      facts.add(new double[] {second + i, id * 1_000 - 300 + i * 10});
    }
    facts.add(new double[] {second + 60, id * 1_000});
    facts.add(new double[] {second + 90, id * 1_000});
    for (int i = 1; i <= 30; i++) {
      facts.add(new double[] {second + 90 + i, id * 1_000 + i * 10});
    }
    long latest = 0;
    for (double[] fact : facts) {
      long time = T0 + Math.round(fact[0] * 1_000);
      latest = Math.max(latest, time);
      engine.onFix(vehicle, 0, time, Story.latE7(0), Story.lonE7(fact[1]), -1, 360, 5, 0);
    }
    engine.onGroupEnd(latest);
  }
}

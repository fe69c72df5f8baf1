package kz.relog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kz.relog.bench.route.PlainPaths;
import kz.relog.bench.route.TownFleet;
import kz.relog.route.EngineConfig;
import kz.relog.route.EngineListener;
import kz.relog.route.MatcherProbe;
import kz.relog.route.PlanFact;
import kz.relog.route.RouteEngine;
import kz.relog.route.StopState;
import org.junit.jupiter.api.Test;

/** What the benches of the route engine measure is what they say. */
class RouteBenchTest {
  private static final int VEHICLES = 12;

  @Test
  void a_fleet_serves_the_stops_of_its_plans() {
    TownFleet fleet = new TownFleet(VEHICLES, 500, 20, 1);
    RouteEngine engine = new RouteEngine(new EngineConfig(64, 16), new EngineListener() {});
    for (int i = 0; i < VEHICLES; i++) {
      engine.putPlan(fleet.plan(i));
    }
    for (int round = 0; round < 900; round++) {
      fleet.nextRound();
      for (int i = 0; i < VEHICLES; i++) {
        engine.onFix(
            fleet.vehicle[i] + 1L,
            i,
            fleet.timeMs(),
            fleet.latE7[i],
            fleet.lonE7[i],
            fleet.speedDmps[i],
            fleet.courseDegrees[i],
            8,
            0);
      }
      engine.onGroupEnd(fleet.timeMs());
    }
    int served = 0;
    for (int i = 0; i < VEHICLES; i++) {
      PlanFact fact = engine.findPlanFact(i + 1).orElseThrow();
      served += (int) fact.stops().stream().filter(s -> s.state() == StopState.DEPARTED).count();
    }
    assertThat(served).isGreaterThan(VEHICLES * 19);
  }

  @Test
  void the_matcher_alone_and_the_baselines_place_a_drive_along_its_path() {
    TownFleet fleet = new TownFleet(VEHICLES, 500, 20, 1);
    MatcherProbe probe = new MatcherProbe(VEHICLES);
    PlainPaths plain = new PlainPaths(VEHICLES);
    for (int i = 0; i < VEHICLES; i++) {
      probe.put(i, fleet.plan(i));
      plain.put(i, fleet.plan(i));
    }
    double ours = 0;
    double forward = 0;
    for (int round = 0; round < 100; round++) {
      fleet.nextRound();
      ours = probe.match(of(fleet), VEHICLES, fleet.timeMs(), fleet.timeMs() - TownFleet.ROUND_MS);
      forward = 0;
      for (int i = 0; i < VEHICLES; i++) {
        forward += plain.forward(fleet.vehicle[i], fleet.latE7[i], fleet.lonE7[i]);
        assertThat(plain.nearest(fleet.vehicle[i], fleet.latE7[i], fleet.lonE7[i]))
            .isBetween(0.0, 60_000.0);
      }
    }
    assertThat(ours).isCloseTo(forward, within(VEHICLES * 20.0));
    assertThat(ours / VEHICLES).isGreaterThan(1_000);
  }

  private static MatcherProbe.Facts of(TownFleet fleet) {
    return new MatcherProbe.Facts() {
      @Override
      public int vehicle(int i) {
        return fleet.vehicle[i];
      }

      @Override
      public int latE7(int i) {
        return fleet.latE7[i];
      }

      @Override
      public int lonE7(int i) {
        return fleet.lonE7[i];
      }

      @Override
      public int speedDmps(int i) {
        return fleet.speedDmps[i];
      }

      @Override
      public int courseDegrees(int i) {
        return fleet.courseDegrees[i];
      }
    };
  }
}

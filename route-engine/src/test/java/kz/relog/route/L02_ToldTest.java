package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What was told of a stop is not kept beside what the state says of it, but where the two differ:
 * the listener's list and the engine's stay the same all the same. The seed is in every message.
 */
class L02_ToldTest {

  private static final int DRIVES = 60;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, PlanEvent> kept = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();

  @Test
  void theEventsThatHoldAreThoseThatAListenerKeepsAfterEveryGroup() {
    for (int i = 0; i < DRIVES; i++) {
      RandomDrive drive = new RandomDrive(seed + i);
      kept.clear();
      versions.clear();
      RouteEngine engine = new RouteEngine(new EngineConfig(64, 16), new Keeper("drive " + i));
      engine.putPlan(drive.plan);
      feed(engine, drive, "seed " + seed + ", drive " + i);
    }
  }

  private void feed(RouteEngine engine, RandomDrive drive, String as) {
    List<Story.Fact> order = shuffledALittle(drive.facts);
    int silentFrom = random.nextInt(order.size());
    int changedAt = random.nextInt(3) == 0 ? random.nextInt(order.size()) : -1;
    long nowMs = 0;
    for (int i = 0; i < order.size(); i++) {
      Story.Fact f = order.get(i);
      nowMs = Math.max(nowMs, f.timeMs());
      engine.onFix(
          1, i, f.timeMs(), f.latE7(), f.lonE7(), f.speedDmps(), f.course(), f.accuracy(), 0);
      if (i % 7 == 0) {
        engine.onGroupEnd(nowMs);
        isToldAlike(engine, as);
      }
      if (i == silentFrom) {
        engine.onTick(nowMs + 400_000);
        isToldAlike(engine, as);
      }
      if (i == changedAt) {
        engine.putPlan(changed(drive.plan, nowMs));
        isToldAlike(engine, as);
      }
    }
    engine.onGroupEnd(nowMs + 3_600_000);
    isToldAlike(engine, as);
    engine.onTick(nowMs + 10 * 86_400_000L);
    isToldAlike(engine, as);
  }

  /** A few facts in a hundred come later than those after them. */
  private List<Story.Fact> shuffledALittle(List<Story.Fact> facts) {
    List<Story.Fact> order = new ArrayList<>(facts);
    for (int i = 0; i + 20 < order.size(); i++) {
      if (random.nextInt(40) == 0) {
        Collections.swap(order, i, i + 1 + random.nextInt(19));
      }
    }
    return order;
  }

  /** The plan without its second stop. */
  private static Plan changed(Plan plan, long sinceMs) {
    Plan.Builder next = Plan.builder(1).vehicleRef(1).version(2).sinceMs(sinceMs);
    int[] lat = new int[plan.pathSize()];
    int[] lon = new int[plan.pathSize()];
    for (int i = 0; i < lat.length; i++) {
      lat[i] = plan.pathLatE7(i);
      lon[i] = plan.pathLonE7(i);
    }
    next.path(lat, lon);
    List<PlanStop> stops = new ArrayList<>(plan.stops());
    stops.remove(1);
    stops.forEach(next::stop);
    return next.build();
  }

  private void isToldAlike(RouteEngine engine, String as) {
    Map<String, PlanEvent> told = new HashMap<>();
    for (PlanEvent event : engine.eventsOf(1)) {
      told.put(event.id(), unplaced(event));
    }
    assertThat(told).as(as).isEqualTo(kept);
  }

  /** A stop's index is that of the version that told it. */
  private static PlanEvent unplaced(PlanEvent e) {
    return new PlanEvent(
        e.planRef(),
        e.vehicleRef(),
        e.type(),
        -1,
        e.stopId(),
        e.occurrence(),
        e.version(),
        e.retracted(),
        e.timeMs());
  }

  /** Keeps what holds, and wants versions that count up by one. */
  private final class Keeper implements EngineListener {
    private final String drive;

    Keeper(String drive) {
      this.drive = drive;
    }

    @Override
    public void onEvent(PlanEvent event) {
      String as = "seed " + seed + ", " + drive + ", " + event.id();
      assertThat(event.version()).as(as).isEqualTo(versions.getOrDefault(event.id(), 0) + 1);
      versions.put(event.id(), event.version());
      if (event.retracted()) {
        kept.remove(event.id());
      } else {
        kept.put(event.id(), unplaced(event));
      }
    }

    @Override
    public void onPlanFailed(long planRef, RuntimeException cause) {
      throw new AssertionError("seed " + seed + ", " + drive, cause);
    }
  }
}

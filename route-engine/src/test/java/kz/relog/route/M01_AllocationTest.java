package kz.relog.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class M01_AllocationTest {

  private static final int FIXES = 50_000;

  @Test
  void aFixAllocatesNothingOnceTheRetainedFactsHaveTheirSize() {
    RouteEngine engine = new RouteEngine(new EngineConfig(1_024, 256), new EngineListener() {});
    int[] lat = new int[500];
    int[] lon = new int[500];
    for (int i = 0; i < lat.length; i++) {
      lat[i] = Story.latE7(i % 2 * 20);
      lon[i] = Story.lonE7(i * 200);
    }
    engine.putPlan(
        Plan.builder(1)
            .vehicleRef(1)
            .path(lat, lon)
            .stop(PlanStop.at(1, lat[499], lon[499]))
            .build());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    drive(engine, 0, FIXES);
    long before = threads.getThreadAllocatedBytes(me);

    drive(engine, FIXES, 2 * FIXES);

    long perFix = (threads.getThreadAllocatedBytes(me) - before) / FIXES;
    assertThat(perFix).isZero();
  }

  private static void drive(RouteEngine engine, int from, int to) {
    for (int i = from; i < to; i++) {
      long time = Story.START_MS + i * 1_000L;
      engine.onFix(1, i, time, Story.latE7(3), Story.lonE7(i * 0.9), 9, 90, 5, 0);
      engine.onGroupEnd(time);
    }
  }
}

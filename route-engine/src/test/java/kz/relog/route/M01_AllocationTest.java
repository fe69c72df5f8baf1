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

  @Test
  void theEventsOfServedStopsAllocateNothingForAListenerThatKeepsNone() {
    long[] events = new long[1];
    RouteEngine engine =
        new RouteEngine(
            new EngineConfig(1_024, 256),
            new EngineListener() {
              @Override
              public void onEvent(
                  long planRef,
                  long vehicleRef,
                  EventType type,
                  int stopIndex,
                  int stopId,
                  int occurrence,
                  int version,
                  boolean retracted,
                  long timeMs) {
                events[0]++;
              }
            });
    Plan.Builder plan =
        Plan.builder(1)
            .vehicleRef(1)
            .path(
                new int[] {Story.latE7(0), Story.latE7(0)},
                new int[] {Story.lonE7(0), Story.lonE7(90_000)});
    for (int i = 1; i <= 400; i++) {
      plan.stop(PlanStop.at(i, Story.latE7(0), Story.lonE7(i * 200)));
    }
    engine.putPlan(plan.build());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    serve(engine, 1, 200);
    long told = events[0];
    long before = threads.getThreadAllocatedBytes(me);

    serve(engine, 201, 390);

    long bytes = threads.getThreadAllocatedBytes(me) - before;
    assertThat(events[0] - told).isGreaterThan(370);
    // A kept state may grow once; an object for each event would be some 64 bytes each.
    assertThat(bytes / (events[0] - told)).isLessThan(16);
  }

  /** Drives to each stop at 10 m/s and stands there for 40 s. */
  private static void serve(RouteEngine engine, int from, int to) {
    for (int stop = from; stop <= to; stop++) {
      for (int second = 0; second < 60; second++) {
        long time = Story.START_MS + (stop * 60 + second) * 1_000L;
        double x = stop * 200 - Math.max(0, 20 - second) * 10;
        engine.onFix(
            1, stop, time, Story.latE7(0), Story.lonE7(x), second < 20 ? 100 : 0, 90, 5, 0);
        engine.onGroupEnd(time);
      }
    }
  }

  private static void drive(RouteEngine engine, int from, int to) {
    for (int i = from; i < to; i++) {
      long time = Story.START_MS + i * 1_000L;
      engine.onFix(1, i, time, Story.latE7(3), Story.lonE7(i * 0.9), 9, 90, 5, 0);
      engine.onGroupEnd(time);
    }
  }
}

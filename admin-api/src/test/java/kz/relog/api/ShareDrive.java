package kz.relog.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.LiveSource.Glimpse;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;
import kz.relog.api.spi.PlanFactView.WindowState;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;

/** A drive to a customer at the third of four stops, moved by a test from place to place. */
final class ShareDrive {
  static final long SUBJECT = 0x5b1ec7;

  private final RunningApi api;
  final String device;
  final String plan;
  private final long deviceRef;
  private final long planRef;
  private final StopState[] states = {
    StopState.PENDING, StopState.PENDING, StopState.PENDING, StopState.PENDING
  };
  private final long[] departedMs = new long[4];
  VehicleState vehicle = VehicleState.NOT_STARTED;
  private long version = 1;

  ShareDrive(RunningApi api) {
    this.api = api;
    this.device = api.newDevice("Van 7");
    this.plan =
        RunningApi.json(api.post("/v1/plans?device=" + device, document())).path("id").asText();
    this.deviceRef = RunningApi.ref(device);
    this.planRef = RunningApi.ref(plan);
    tell();
  }

  static String document() {
    StringBuilder stops = new StringBuilder();
    for (int seq = 1; seq <= 4; seq++) {
      stops
          .append(seq == 1 ? "" : ",")
          .append("{\"type\":\"Feature\",\"properties\":{\"kind\":\"stop\",\"seq\":")
          .append(seq)
          .append(",\"id\":\"c-")
          .append(seq)
          .append("\",\"name\":\"Canary Customer ")
          .append(seq)
          .append("\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[76.9")
          .append(seq)
          .append(",43.2]}}");
    }
    return "{\"type\":\"FeatureCollection\",\"planId\":\"canary-plan\",\"features\":["
        + stops
        + "]}";
  }

  /** The vehicle is seen on its way. */
  ShareDrive start() {
    vehicle = VehicleState.ON_ROUTE;
    return tell();
  }

  ShareDrive arrive(int seq) {
    states[seq - 1] = StopState.ARRIVED;
    return tell();
  }

  ShareDrive depart(int seq) {
    states[seq - 1] = StopState.DEPARTED;
    departedMs[seq - 1] = api.clock.millis();
    api.clock.advance(Duration.ofSeconds(10));
    return tell();
  }

  ShareDrive miss(int seq) {
    states[seq - 1] = StopState.MISSED;
    return tell();
  }

  /** The engine is at another version of the plan than the records. */
  ShareDrive outdated() {
    version = 7;
    return tell();
  }

  /** Its driver lets customers see where it is. */
  ShareDrive seenAt(int latE7, int lonE7) {
    return seenAt(latE7, lonE7, api.clock.millis(), planRef);
  }

  ShareDrive seenAt(int latE7, int lonE7, long timeMs, long onPlan) {
    VehicleView view =
        new VehicleView(
            deviceRef, timeMs, latE7, lonE7, 137, 90, 5, onPlan, vehicle, 10, 20, 0, 3, 0, 1, 4);
    api.road.glimpses.put(deviceRef, new Glimpse(view, SUBJECT));
    return this;
  }

  /** Withdrawn, paused, off hours, erased: for us the same. */
  ShareDrive unseen() {
    api.road.glimpses.remove(deviceRef);
    return this;
  }

  private ShareDrive tell() {
    List<StopFact> stops = new ArrayList<>();
    int lastServed = 0;
    for (int seq = 1; seq <= 4; seq++) {
      StopState state = states[seq - 1];
      boolean served = state == StopState.ARRIVED || state == StopState.DEPARTED;
      lastServed = served ? seq : lastServed;
      long departed = departedMs[seq - 1];
      stops.add(
          new StopFact(
              seq,
              state,
              0,
              0,
              served ? api.clock.millis() : 0,
              departed,
              state == StopState.PENDING ? eta(seq) : 0,
              0,
              0,
              0,
              WindowState.UNKNOWN,
              false));
    }
    int next = 0;
    for (int seq = 4; seq > lastServed; seq--) {
      next = states[seq - 1] == StopState.PENDING ? seq : next;
    }
    long nowMs = api.clock.millis();
    api.road.planFacts.put(
        planRef,
        new PlanFactView(
            planRef, deviceRef, version, 1, nowMs, nowMs, vehicle, 10, 20, 20, 10, 0, 0, 1, 0, next,
            List.of(), stops));
    return this;
  }

  private static long eta(int seq) {
    return RunningApi.NOW.plus(Duration.ofMinutes(20L * seq)).toEpochMilli();
  }
}

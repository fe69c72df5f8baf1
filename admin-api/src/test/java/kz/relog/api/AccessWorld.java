package kz.relog.api;

import java.util.List;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;

/**
 * What the company of the access matrix has: one of everything, named and placed so that a leak is
 * recognised wherever it shows.
 */
final class AccessWorld {
  private static final String VAN = "Canary van";
  private static final String PLAN = "canary-plan";
  private static final String STOP = "Canary street 5";
  private static final int LAT_E7 = 432_517_391;
  private static final int LON_E7 = 769_173_911;
  private static final long T = RunningApi.NOW.toEpochMilli() - 60_000;

  private final RunningApi api;
  private final String device;
  private final String plan;

  AccessWorld(RunningApi api) {
    this.api = api;
    this.device = api.newDevice(VAN);
    String document = Plans.almaty(PLAN, STOP).replace("76.9452,43.2389", "76.9173911,43.2517391");
    this.plan =
        RunningApi.json(api.post("/v1/plans?device=" + device, document)).path("id").asText();
    long deviceRef = RunningApi.ref(device);
    long planRef = RunningApi.ref(plan);
    api.road.tracks.put(deviceRef, List.of(new MemoryRoad.Fix(T, LAT_E7, LON_E7, 83, 90, 5)));
    api.road.drive(vehicle(deviceRef, planRef));
    api.road.planFacts.put(planRef, planFact(deviceRef, planRef));
    api.road.replays.put(
        planRef,
        new PlanReplay.Replayed(
            planFact(deviceRef, planRef),
            List.of(),
            List.of(new PlanReplay.Fact(T, LAT_E7, LON_E7, true))));
    api.tell(
        List.of(
            new PlanEvent(
                "canary-event", 1, false, PlanEvent.Type.ARRIVED, T, deviceRef, planRef, 2, 2)));
  }

  /** What no answer to a foreigner may hold. */
  List<String> canaries() {
    return List.of(
        VAN, PLAN, STOP, "canary-event", device, plan, "43.25173", "76.91739", "432517391");
  }

  String device() {
    return device;
  }

  /** A device that nothing else of the matrix uses. */
  String freshDevice() {
    return api.newDevice(VAN);
  }

  String plan() {
    return plan;
  }

  /** For operations without an id. */
  String none() {
    return "";
  }

  private static VehicleView vehicle(long deviceRef, long planRef) {
    return new VehicleView(
        deviceRef,
        T,
        LAT_E7,
        LON_E7,
        83,
        90,
        5,
        planRef,
        VehicleState.ON_ROUTE,
        10,
        20,
        0,
        2,
        0,
        1,
        2);
  }

  private static PlanFactView planFact(long deviceRef, long planRef) {
    return new PlanFactView(
        planRef,
        deviceRef,
        1,
        1,
        T,
        T,
        VehicleState.ON_ROUTE,
        10,
        20,
        20,
        10,
        0,
        0,
        1,
        0,
        2,
        List.of(),
        List.of(stop(1), stop(2)));
  }

  private static PlanFactView.StopFact stop(int seq) {
    return new PlanFactView.StopFact(
        seq,
        PlanFactView.StopState.PENDING,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        PlanFactView.WindowState.UNKNOWN,
        false);
  }
}

package kz.relog.app.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.RoadStop;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.proto.v1.PlanStop;
import kz.relog.route.Plan;
import kz.relog.route.Window;

/** Turns plans between the API's, the journal's and the engine's own forms. Stateless. */
public final class PlanEntries {
  private PlanEntries() {}

  /** The journal's form of a plan. */
  public static PlanEntry toEntry(RoadPlan plan) {
    PlanEntry.Builder entry =
        PlanEntry.newBuilder()
            .setPlanRef(plan.planRef())
            .setDeviceRef(plan.deviceRef())
            .setVersion(plan.version())
            .setStartMs(plan.startMs())
            .setEndMs(plan.endMs());
    int lat = 0;
    int lon = 0;
    for (int i = 0; i < plan.path().vertexCount(); i++) {
      entry.addPathLatE7(plan.path().latE7(i) - lat);
      entry.addPathLonE7(plan.path().lonE7(i) - lon);
      lat = plan.path().latE7(i);
      lon = plan.path().lonE7(i);
    }
    for (RoadStop stop : plan.stops()) {
      entry.addStops(
          PlanStop.newBuilder()
              .setStopId(stop.stopId())
              .setLatE7(stop.latE7())
              .setLonE7(stop.lonE7())
              .setArriveMs(stop.arriveMs())
              .setDepartMs(stop.departMs())
              .setServiceS(stop.serviceSeconds())
              .setRadiusM(stop.radiusMetres())
              .setWindowFromMs(stop.windowFromMs())
              .setWindowToMs(stop.windowToMs()));
    }
    return entry.build();
  }

  /** The API's form of a journalled plan. */
  public static RoadPlan toRoadPlan(PlanEntry entry) {
    List<RoadStop> stops = new ArrayList<>(entry.getStopsCount());
    for (PlanStop stop : entry.getStopsList()) {
      stops.add(
          new RoadStop(
              stop.getStopId(),
              stop.getLatE7(),
              stop.getLonE7(),
              stop.getArriveMs(),
              stop.getDepartMs(),
              stop.getServiceS(),
              stop.getRadiusM(),
              stop.getWindowFromMs(),
              stop.getWindowToMs()));
    }
    return new RoadPlan(
        entry.getPlanRef(),
        entry.getDeviceRef(),
        entry.getVersion(),
        entry.getStartMs(),
        entry.getEndMs(),
        PlanPath.of(sums(entry.getPathLatE7List()), sums(entry.getPathLonE7List())),
        stops);
  }

  /**
   * The engine's form of a journalled plan. One whose only times are windows takes its period from
   * them.
   *
   * @param sinceMs when this version took the place of an earlier one; 0 unknown
   * @throws IllegalStateException if the engine cannot follow it
   */
  public static Plan toEnginePlan(PlanEntry entry, long sinceMs) {
    Plan.Builder plan =
        Plan.builder(entry.getPlanRef())
            .vehicleRef(entry.getDeviceRef())
            .version(entry.getVersion())
            .sinceMs(sinceMs)
            .period(entry.getStartMs(), entry.getEndMs())
            .path(sums(entry.getPathLatE7List()), sums(entry.getPathLonE7List()));
    if (isTimedByWindowsAlone(entry)) {
      plan.period(windows(entry).min().orElse(0), windows(entry).max().orElse(0));
    }
    for (PlanStop stop : entry.getStopsList()) {
      plan.stop(
          new kz.relog.route.PlanStop(
              stop.getStopId(),
              stop.getLatE7(),
              stop.getLonE7(),
              stop.getArriveMs(),
              stop.getDepartMs(),
              stop.getServiceS(),
              stop.getRadiusM(),
              new Window(stop.getWindowFromMs(), stop.getWindowToMs())));
    }
    return plan.build();
  }

  private static boolean isTimedByWindowsAlone(PlanEntry entry) {
    return entry.getStartMs() == 0
        && entry.getEndMs() == 0
        && entry.getStopsList().stream()
            .allMatch(stop -> stop.getArriveMs() == 0 && stop.getDepartMs() == 0);
  }

  private static LongStream windows(PlanEntry entry) {
    return entry.getStopsList().stream()
        .flatMapToLong(stop -> LongStream.of(stop.getWindowFromMs(), stop.getWindowToMs()))
        .filter(ms -> ms != 0);
  }

  private static int[] sums(List<Integer> differences) {
    int[] values = new int[differences.size()];
    int value = 0;
    for (int i = 0; i < values.length; i++) {
      value += differences.get(i);
      values[i] = value;
    }
    return values;
  }
}

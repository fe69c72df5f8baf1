package kz.relog.api.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.plan.StopRecord;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;
import kz.relog.api.spi.PlanFactView.UnplannedStop;
import kz.relog.api.spi.PlanFactView.WindowState;
import kz.relog.api.spi.PlanReplay.Fact;
import kz.relog.api.spi.VehicleState;

/**
 * A made-up day: a round through a town with a stop served early, some on time, one late, one
 * missed, one still open, a detour, a silence, and a stand where no stop is.
 */
final class SampleReport {
  static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final long START = Instant.parse("2026-03-02T03:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private static final String[] NAMES = {
    "Depot Raiymbek",
    "Bakery «Nan»",
    "Café <Arbat>",
    "Pharmacy 36.6",
    "School 25, kitchen",
    "Clinic, gate B",
    "Green market, row 7",
    "Kindergarten 14"
  };

  private SampleReport() {}

  static Report ofPlan(String planId) {
    PlanReport plan = plan(planId, 0);
    return new Report(
        new Report.Scope(Report.Kind.PLAN, "5d9f00c2a1b83e47", planId),
        START,
        START + 240 * MINUTE,
        ZONE,
        START + 205 * MINUTE,
        List.of(plan),
        List.of());
  }

  static Report ofDay() {
    List<Fact> beside = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      beside.add(new Fact(START + (240 + i) * MINUTE, 432_300_000 + 9_000 * i, 768_700_000, true));
    }
    return new Report(
        new Report.Scope(Report.Kind.VEHICLE, "2f3c5a7190be4d61", "Van 7"),
        START - 480 * MINUTE,
        START + 960 * MINUTE,
        ZONE,
        START + 600 * MINUTE,
        List.of(plan("morning-12", 0), plan("evening-3", 300)),
        beside);
  }

  static Report ofEmptyDay() {
    return new Report(
        new Report.Scope(Report.Kind.VEHICLE, "2f3c5a7190be4d61", "Van 7"),
        START - 480 * MINUTE,
        START + 960 * MINUTE,
        ZONE,
        START,
        List.of(),
        List.of());
  }

  private static double lat(double share) {
    return 43.238 + 0.018 * Math.sin(2 * Math.PI * share) + 0.004 * Math.sin(9 * Math.PI * share);
  }

  private static double lon(double share) {
    return 76.915 + 0.034 * Math.cos(2 * Math.PI * share) + 0.003 * Math.cos(7 * Math.PI * share);
  }

  private static int e7(double degrees) {
    return (int) Math.round(degrees * 1e7);
  }

  private static PlanReport plan(String planId, int shiftMinutes) {
    long start = START + shiftMinutes * MINUTE;
    int vertices = 160;
    int[] latE7 = new int[vertices];
    int[] lonE7 = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      latE7[i] = e7(lat(i / (double) vertices));
      lonE7[i] = e7(lon(i / (double) vertices));
    }
    List<StopLine> stops = new ArrayList<>();
    int[] lateBy = {0, -9, 1, 12, 4, 0, 3, 0};
    for (int i = 0; i < NAMES.length; i++) {
      stops.add(stop(i, start, lateBy[i]));
    }
    List<Fact> drive = drive(start);
    List<UnplannedStop> stands =
        List.of(new UnplannedStop(start + 66 * MINUTE, start + 75 * MINUTE));
    PlanFactView view =
        new PlanFactView(
            1,
            7,
            3,
            9,
            start + 205 * MINUTE,
            drive.get(drive.size() - 1).timeMs(),
            VehicleState.ON_ROUTE,
            9_000,
            14_300,
            14_300,
            11_870,
            1_240,
            420,
            0.93,
            240,
            8,
            stands,
            stops.stream().map(StopLine::fact).toList());
    List<PlanEvent> events =
        List.of(
            event(PlanEvent.Type.OFF_ROUTE, start + 96 * MINUTE),
            event(PlanEvent.Type.ON_ROUTE, start + 103 * MINUTE));
    PlanReport.Head head =
        new PlanReport.Head(1, planId, 3, 7, "Van 7 \"white\"", start, start + 240 * MINUTE);
    return new PlanReport(head, PlanPath.of(latE7, lonE7), stops, view, events, drive);
  }

  private static PlanEvent event(PlanEvent.Type type, long timeMs) {
    return new PlanEvent("x", 1, false, type, timeMs, 7, 1, 0, 0);
  }

  private static StopLine stop(int index, long start, int lateMinutes) {
    double share = index / (double) NAMES.length;
    long planned = start + (index * 30L) * MINUTE;
    boolean missed = index == 5;
    boolean open = index == 7;
    boolean windowed = index % 2 == 1;
    long arrived = missed || open ? 0 : planned + lateMinutes * MINUTE;
    long departed = arrived == 0 ? 0 : arrived + (6 + index) * MINUTE;
    long from = windowed ? planned - 8 * MINUTE : 0;
    long to = windowed ? planned + 10 * MINUTE : 0;
    WindowState state =
        arrived == 0
            ? WindowState.UNKNOWN
            : lateMinutes > 10
                ? WindowState.LATE
                : lateMinutes < -5 ? WindowState.EARLY : WindowState.ON_TIME;
    double nudge = index == 6 ? 0.0004 : 0;
    StopRecord plan =
        new StopRecord(
            index + 1,
            "c-" + index,
            NAMES[index],
            e7(lat(index == 6 ? 0.63 : share) + nudge),
            e7(lon(index == 6 ? 0.63 : share) + nudge),
            planned,
            index == 0 ? planned + 5 * MINUTE : 0,
            index == 0 ? 0 : 480,
            0,
            from,
            to);
    StopFact fact =
        new StopFact(
            index + 1,
            missed ? StopState.MISSED : open ? StopState.PENDING : StopState.DEPARTED,
            planned,
            0,
            arrived,
            departed,
            open ? planned + 4 * MINUTE : 0,
            missed ? PlanFactView.UNKNOWN : open ? 240 : lateMinutes * 60,
            from,
            to,
            state,
            index == 4);
    return new StopLine(plan, fact);
  }

  private static List<Fact> drive(long start) {
    List<Fact> facts = new ArrayList<>();
    for (int second = 0; second <= 195 * 60; second += 10) {
      double share = Math.min(0.82, second / (240.0 * 60));
      boolean silent = second > 130 * 60 && second < 141 * 60;
      boolean off = second >= 96 * 60 && second <= 103 * 60;
      double wander = off ? 0.0045 * Math.sin(Math.PI * (second - 96 * 60) / (7 * 60.0)) : 0;
      double jitter = 0.00004 * Math.sin(second * 1.7);
      if (!silent) {
        facts.add(
            new Fact(
                start + second * 1000L,
                e7(lat(share) + wander + jitter),
                e7(lon(share) - wander + jitter),
                !off));
      }
    }
    return facts;
  }
}

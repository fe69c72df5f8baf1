package kz.relog.api.report;

import com.linecorp.armeria.common.HttpStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Refs;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.plan.StopRecord;
import kz.relog.api.problem.Problem;
import kz.relog.api.report.Report.Kind;
import kz.relog.api.report.Report.Scope;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.PlanReplay.Fact;
import kz.relog.api.spi.PlanReplay.Replayed;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.TrackSource;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlanRecords.Wanted;
import kz.relog.api.store.PlanRecords.WholePlan;
import kz.relog.api.store.PlanRow;
import kz.relog.api.track.Drive;

/** Gathers what reports show. Any thread; blocks on the records and the archive. */
final class ReportBuilder {
  /** Plans of one report: a courier with a plan per parcel has so many on a day. */
  private static final int PLANS_MAX = 200;

  /** Facts of a day drawn: one per second. */
  private static final int DRIVE_MAX = 86_400;

  private final AdminStore store;
  private final PlanReplay replay;
  private final TrackSource tracks;
  private final CompanyTime time;

  ReportBuilder(AdminStore store, PlanReplay replay, TrackSource tracks, CompanyTime time) {
    this.store = store;
    this.replay = replay;
    this.tracks = tracks;
    this.time = time;
  }

  /** The report of one plan that has a device. */
  Report ofPlan(long companyRef, WholePlan whole) {
    long nowMs = time.nowMs();
    PlanReport plan = plan(companyRef, whole, nowMs);
    RoadPlan road = whole.road();
    long unknown = plan.firstFactMs().orElse(whole.row().createdMs());
    Scope scope = new Scope(Kind.PLAN, Refs.text(whole.row().planRef()), whole.row().planId());
    return new Report(
        scope,
        road.firstMs(unknown),
        road.lastMs(plan.lastFactMs().orElse(unknown)),
        time.zone(companyRef),
        nowMs,
        List.of(plan),
        List.of());
  }

  /** The report of a device on a day of the company: every plan of it that touches the day. */
  Report ofVehicle(long companyRef, DeviceRow device, LocalDate day) {
    long nowMs = time.nowMs();
    long fromMs = time.startMs(companyRef, day);
    long toMs = time.startMs(companyRef, day.plusDays(1));
    Wanted wanted = new Wanted(OptionalLong.of(device.deviceRef()), fromMs, toMs);
    List<PlanReport> plans = plans(companyRef, rows(companyRef, wanted), nowMs);
    Scope scope =
        new Scope(
            Kind.VEHICLE, Refs.text(device.deviceRef()), name(companyRef, device.deviceRef()));
    List<Fact> drive = drive(device.deviceRef(), fromMs, toMs);
    return new Report(scope, fromMs, toMs, time.zone(companyRef), nowMs, plans, drive);
  }

  /**
   * The report of a driver on a day of the company: every plan of a device that touches the time in
   * which the driver had it. Called by an id: who may read reports need not know names.
   *
   * @param parts what of which device was the driver's
   * @param open which plans may be shown
   */
  Report ofDriver(
      long companyRef, long personRef, List<Drive> parts, LocalDate day, Predicate<PlanRow> open) {
    long nowMs = time.nowMs();
    long fromMs = time.startMs(companyRef, day);
    long toMs = time.startMs(companyRef, day.plusDays(1));
    Map<Long, PlanRow> rows = new LinkedHashMap<>();
    List<Fact> drive = new ArrayList<>();
    for (Drive had : parts) {
      Drive part = had.within(fromMs, toMs);
      if (!part.isEmpty()) {
        Wanted wanted = new Wanted(OptionalLong.of(part.deviceRef()), part.fromMs(), part.toMs());
        rows(companyRef, wanted).stream().filter(open).forEach(row -> rows.put(row.planRef(), row));
        drive.addAll(drive(part.deviceRef(), part.fromMs(), part.toMs()));
      }
    }
    List<PlanReport> plans = plans(companyRef, rows.values(), nowMs);
    String id = Refs.text(personRef);
    Scope scope = new Scope(Kind.DRIVER, id, "Driver " + id);
    return new Report(scope, fromMs, toMs, time.zone(companyRef), nowMs, plans, drive);
  }

  /**
   * The report of a company's day: every plan with a device that touches it. Drives are not drawn:
   * together they show nothing.
   *
   * @param open which plans may be shown
   */
  Report ofCompany(long companyRef, LocalDate day, Predicate<PlanRow> open) {
    long nowMs = time.nowMs();
    long fromMs = time.startMs(companyRef, day);
    long toMs = time.startMs(companyRef, day.plusDays(1));
    List<PlanReport> plans = new ArrayList<>();
    List<PlanRow> rows = rows(companyRef, new Wanted(OptionalLong.empty(), fromMs, toMs));
    rows = rows.stream().filter(open).toList();
    for (PlanReport plan : plans(companyRef, rows, nowMs)) {
      plans.add(plan.withoutDrive());
    }
    String id = Refs.text(companyRef);
    String name = store.companies().find(companyRef).flatMap(CompanyRow::name).orElse(id);
    Scope scope = new Scope(Kind.COMPANY, id, name);
    return new Report(scope, fromMs, toMs, time.zone(companyRef), nowMs, plans, List.of());
  }

  private List<PlanRow> rows(long companyRef, Wanted wanted) {
    List<PlanRow> rows = store.plans().list(companyRef, wanted, 0, PLANS_MAX + 1);
    if (rows.size() > PLANS_MAX) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "too-many-plans",
              "Too many plans",
              "More than " + PLANS_MAX + " plans touch this day; report them by vehicle or plan.")
          .toException();
    }
    return rows.stream().filter(row -> row.deviceRef() != 0).toList();
  }

  private List<PlanReport> plans(long companyRef, Collection<PlanRow> rows, long nowMs) {
    List<PlanReport> plans = new ArrayList<>();
    for (PlanRow row : rows) {
      store
          .plans()
          .findWhole(companyRef, row.planRef())
          .ifPresent(whole -> plans.add(plan(companyRef, whole, nowMs)));
    }
    plans.sort(
        Comparator.comparingLong((PlanReport plan) -> plan.head().startMs())
            .thenComparing(plan -> plan.head().planId()));
    return plans;
  }

  private PlanReport plan(long companyRef, WholePlan whole, long nowMs) {
    PlanRow row = whole.row();
    Replayed replayed = replay.replay(whole.road(), row.createdMs(), nowMs);
    PlanRecord record = whole.record();
    List<StopLine> stops = new ArrayList<>();
    for (int i = 0; i < record.stops().size(); i++) {
      StopRecord stop = record.stops().get(i);
      StopFact fact = replayed.view().stops().get(i);
      stops.add(new StopLine(stop, fact));
    }
    PlanReport.Head head =
        new PlanReport.Head(
            row.planRef(),
            row.planId(),
            row.version(),
            row.deviceRef(),
            name(companyRef, row.deviceRef()),
            row.startMs(),
            row.endMs());
    return new PlanReport(
        head, record.path(), stops, replayed.view(), replayed.events(), replayed.drive());
  }

  private List<Fact> drive(long deviceRef, long fromMs, long toMs) {
    List<Fact> drive = new ArrayList<>();
    tracks.read(
        deviceRef,
        fromMs,
        toMs,
        (timeMs, latE7, lonE7, speed, course, accuracy) -> {
          drive.add(new Fact(timeMs, latE7, lonE7, true));
          return drive.size() < DRIVE_MAX;
        });
    return drive;
  }

  private String name(long companyRef, long deviceRef) {
    String ref = Refs.text(deviceRef);
    return store.devices().find(companyRef, deviceRef).flatMap(DeviceRow::name).orElse(ref);
  }
}

package kz.relog.api.report;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.relog.api.access.Access;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Sight;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.BlockedDrives;
import kz.relog.api.purpose.MachineReads;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.TrackSource;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlanRecords.WholePlan;
import kz.relog.api.store.PlanRow;
import kz.relog.api.track.Drive;
import kz.relog.api.track.Drives;

/** Reports of plans, and of a vehicle's, a driver's and a company's day. Any thread. */
public final class ReportEndpoints {
  /** Reports made at once: each reads and judges a day of facts. */
  private static final int AT_ONCE_MAX = 4;

  private static final MediaType HTML = MediaType.HTML_UTF_8;
  private static final MediaType CSV = MediaType.CSV_UTF_8;

  private final AdminStore store;
  private final ReportBuilder builder;
  private final Drives drives;
  private final PositionReads reads;
  private final BlockedDrives blocked;
  private final CompanyTime time;
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  /** Endpoints over these records, the archive and the company's time. */
  public ReportEndpoints(
      AdminStore store,
      PlanReplay replay,
      TrackSource tracks,
      Drives drives,
      PositionReads reads,
      CompanyTime time) {
    this.store = store;
    this.builder = new ReportBuilder(store, replay, tracks, time);
    this.drives = drives;
    this.reads = reads;
    this.blocked = new BlockedDrives(store.erasureRequests());
    this.time = time;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/plans/{id}/report",
            Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::ofPlan),
        Endpoint.get(
            "/v1/devices/{id}/report",
            Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::ofVehicle),
        Endpoint.get(
            "/v1/people/{id}/report",
            Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::ofDriver),
        Endpoint.get(
            "/v1/company/report",
            Access.of(Scope.TRACKS, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::ofCompany));
  }

  private HttpResponse ofPlan(Call call) {
    Query query = call.query();
    MediaType type = type(call, query);
    Purpose purpose = PositionReads.named(query).orElse(Purpose.PLAN_FACT);
    query.finish();
    WholePlan whole =
        store
            .plans()
            .findWhole(call.caller().companyRef(), call.ref("plan"))
            .orElseThrow(() -> Problem.notFound("There is no such plan.").toException());
    if (whole.row().deviceRef() == 0) {
      throw Problem.of(
              HttpStatus.NOT_FOUND,
              "no-plan-fact",
              "No plan-fact",
              "No device has this plan, so there is nothing to compare it with.")
          .toException();
    }
    PlanRow plan = whole.row();
    reads.allow(
        call,
        read(
            ObjectKind.PLAN,
            plan.planRef(),
            Optional.of(MachineReads.Extent.plan(plan.deviceRef(), plan.startMs(), plan.endMs()))),
        purpose);
    RoadPlan road = whole.road();
    long madeMs = plan.createdMs();
    blocked.require(call, purpose, road.deviceRef(), road.firstMs(madeMs), road.lastMs(madeMs) + 1);
    return answer(type, () -> builder.ofPlan(call.caller().companyRef(), whole));
  }

  private HttpResponse ofVehicle(Call call) {
    Query query = call.query();
    MediaType type = type(call, query);
    LocalDate day = query.day("day").orElse(time.today(call.caller().companyRef()));
    Purpose purpose = PositionReads.named(query).orElse(Purpose.PLAN_FACT);
    query.finish();
    DeviceRow device =
        store
            .devices()
            .find(call.caller().companyRef(), call.ref("device"))
            .orElseThrow(() -> Problem.notFound("There is no such device.").toException());
    long companyRef = call.caller().companyRef();
    long fromMs = time.startMs(companyRef, day);
    long toMs = time.startMs(companyRef, day.plusDays(1));
    MachineReads.Extent extent = new MachineReads.Extent(device.deviceRef(), fromMs, toMs);
    reads.allow(call, read(ObjectKind.DEVICE, device.deviceRef(), Optional.of(extent)), purpose);
    blocked.require(call, purpose, device.deviceRef(), fromMs, toMs);
    return answer(type, () -> builder.ofVehicle(call.caller().companyRef(), device, day));
  }

  private HttpResponse ofDriver(Call call) {
    Query query = call.query();
    MediaType type = type(call, query);
    long companyRef = call.caller().companyRef();
    LocalDate day = query.day("day").orElse(time.today(companyRef));
    Purpose purpose = PositionReads.named(query).orElse(Purpose.PLAN_FACT);
    query.finish();
    long personRef = call.ref("person");
    if (store.people().find(companyRef, personRef).isEmpty()) {
      throw Problem.notFound("There is no such person.").toException();
    }
    List<Drive> parts =
        drives.of(
            companyRef,
            personRef,
            time.startMs(companyRef, day),
            time.startMs(companyRef, day.plusDays(1)));
    if (parts.isEmpty()) {
      reads.allow(call, read(ObjectKind.PERSON, personRef, Optional.empty()), purpose);
    }
    for (Drive part : parts) {
      MachineReads.Extent extent =
          new MachineReads.Extent(part.deviceRef(), part.fromMs(), part.toMs());
      PositionReads.Read read = read(ObjectKind.PERSON, personRef, Optional.of(extent));
      reads.allow(call, read, purpose, List.of(personRef));
      blocked.require(call, purpose, part.deviceRef(), part.fromMs(), part.toMs());
    }
    return answer(
        type, () -> builder.ofDriver(companyRef, personRef, parts, day, open(call, purpose)));
  }

  private HttpResponse ofCompany(Call call) {
    Query query = call.query();
    MediaType type = type(call, query);
    long companyRef = call.caller().companyRef();
    LocalDate day = query.day("day").orElse(time.today(companyRef));
    Purpose purpose = PositionReads.named(query).orElse(Purpose.PLAN_FACT);
    query.finish();
    MachineReads.Extent extent =
        new MachineReads.Extent(
            0, time.startMs(companyRef, day), time.startMs(companyRef, day.plusDays(1)));
    reads.allow(call, read(ObjectKind.COMPANY, companyRef, Optional.of(extent)), purpose);
    return answer(type, () -> builder.ofCompany(companyRef, day, open(call, purpose)));
  }

  /** Which plans of many are shown: not those in which somebody drove whose data is blocked. */
  private Predicate<PlanRow> open(Call call, Purpose purpose) {
    return plan -> {
      MachineReads.Extent extent =
          MachineReads.Extent.plan(plan.deviceRef(), plan.startMs(), plan.endMs());
      return blocked.isOpen(call, purpose, extent.deviceRef(), extent.fromMs(), extent.toMs());
    };
  }

  private static PositionReads.Read read(
      ObjectKind kind, long ref, Optional<MachineReads.Extent> extent) {
    return new PositionReads.Read(Sight.REPORT, AuditAction.REPORT_READ, kind, ref, extent);
  }

  private static MediaType type(Call call, Query query) {
    return query
        .word("format", List.of("json", "csv", "html"))
        .map(
            word ->
                switch (word) {
                  case "csv" -> CSV;
                  case "html" -> HTML;
                  default -> MediaType.JSON;
                })
        .orElseGet(() -> call.accepted(MediaType.JSON, HTML, CSV));
  }

  private HttpResponse answer(MediaType type, Supplier<Report> making) {
    if (!places.tryAcquire()) {
      throw Problem.busy("At most " + AT_ONCE_MAX + " reports are made at once.").toException();
    }
    try {
      Report report = making.get();
      byte[] body =
          type.is(HTML)
              ? ReportPage.write(report)
              : type.is(CSV) ? ReportCsv.write(report) : ReportJson.write(report);
      var headers = Answers.headers(HttpStatus.OK, type);
      if (type.is(CSV)) {
        headers.set(
            HttpHeaderNames.CONTENT_DISPOSITION,
            "attachment; filename=\"plan-fact-" + report.scope().id() + ".csv\"");
      }
      return HttpResponse.of(headers.build(), HttpData.wrap(body));
    } finally {
      places.release();
    }
  }
}

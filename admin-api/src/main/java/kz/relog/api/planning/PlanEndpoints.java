package kz.relog.api.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Sight;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanLimits;
import kz.relog.api.plan.PlanPatch;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemException;
import kz.relog.api.purpose.BlockedDrives;
import kz.relog.api.purpose.MachineReads;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlanRecords.Wanted;
import kz.relog.api.store.PlanRecords.WholePlan;
import kz.relog.api.store.PlanRow;
import kz.relog.api.store.StopText;

/** {@code /v1/plans}. Any thread. */
public final class PlanEndpoints {
  private static final String PATH = "/v1/plans";

  /** Plans looked at for one page of a list by state. */
  private static final int LOOKED_AT_MAX = 10_000;

  private final AdminStore store;
  private final PlanFactSource planFacts;
  private final PositionReads reads;
  private final AuditLog audit;
  private final BlockedDrives blocked;
  private final CompanyTime time;
  private final PlanWriter writer;

  /**
   * Endpoints over these records, this road and this engine.
   *
   * @param reads records what is read of drives
   * @param audit records who changed a plan
   * @param time the company's time: its days are what a list by day means
   */
  public PlanEndpoints(
      AdminStore store,
      RoadCommands road,
      PlanFactSource planFacts,
      RoadWait wait,
      SecureRandom random,
      PositionReads reads,
      AuditLog audit,
      CompanyTime time) {
    this.store = store;
    this.reads = reads;
    this.audit = audit;
    this.blocked = new BlockedDrives(store.erasureRequests());
    this.planFacts = planFacts;
    this.time = time;
    this.writer = new PlanWriter(store.plans(), road, wait, random);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    int bytesMax = PlanLimits.DOCUMENT_BYTES_MAX;
    return List.of(
        Endpoint.write(
            HttpMethod.POST,
            PATH,
            Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER),
            bytesMax,
            this::put),
        Endpoint.get(
            PATH,
            Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::list),
        Endpoint.get(
            PATH + "/{id}", Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER), this::get),
        Endpoint.write(
            HttpMethod.PUT,
            PATH + "/{id}",
            Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER),
            bytesMax,
            this::replace),
        Endpoint.write(
            HttpMethod.PATCH,
            PATH + "/{id}",
            Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER),
            bytesMax,
            this::change),
        Endpoint.put(
            PATH + "/{id}/device",
            Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER),
            this::assign),
        Endpoint.get(
            PATH + "/{id}/plan-fact",
            Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::planFact));
  }

  private HttpResponse put(Call call) throws InterruptedException {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    OptionalLong device = query.ref("device");
    PlanRecord plan = PlanImport.read(call, query, null);
    long companyRef = call.caller().companyRef();
    device.ifPresent(ref -> requireActive(companyRef, ref));
    return answer(call, writer.put(companyRef, plan, device));
  }

  private HttpResponse replace(Call call) throws InterruptedException {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    OptionalLong device = query.ref("device");
    long planRef = call.ref("plan");
    WholePlan known = whole(call);
    long companyRef = call.caller().companyRef();
    PlanRecord plan = PlanImport.read(call, query, known.row().planId());
    if (!plan.planId().equals(known.row().planId())) {
      throw Problem.invalid(
              List.of(
                  new FieldError(
                      "/planId", "planId", plan.planId(), "the planId of this plan, or POST")))
          .toException();
    }
    device.ifPresent(ref -> requireActive(companyRef, ref));
    return answer(
        call,
        writer.revise(
            companyRef,
            planRef,
            call.ifMatch(),
            before ->
                new PlanWriter.Revised(
                    plan,
                    device.orElse(before.road().deviceRef()),
                    PlanVersions.texts(plan, before.texts()))));
  }

  /** Stops are named by their places in a version, so a change without one would be a guess. */
  private HttpResponse change(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    byte[] body = call.body(MediaType.JSON);
    long planRef = whole(call).row().planRef();
    OptionalLong expected = call.ifMatch();
    if (expected.isEmpty()) {
      throw Problem.of(
              HttpStatus.PRECONDITION_REQUIRED,
              "version-required",
              "Version required",
              "Send If-Match with the ETag of the version that the change was made for.")
          .toException();
    }
    OptionalLong device = deviceOf(body);
    long companyRef = call.caller().companyRef();
    device.ifPresent(ref -> requireActiveOrNone(companyRef, ref));
    return answer(
        call,
        writer.revise(
            companyRef,
            planRef,
            expected,
            before -> {
              PlanPatch.Patched patched = PlanPatch.apply(body, before.record());
              PlanRecord plan = PlanImport.accepted(patched.reading());
              return new PlanWriter.Revised(
                  plan,
                  device.orElse(before.road().deviceRef()),
                  PlanVersions.texts(plan, before.texts(), patched.keptSeqs()));
            }));
  }

  /** The device that a change names; 0 for null; empty when it names none. */
  private static OptionalLong deviceOf(byte[] body) {
    JsonNode node = PlanPatch.deviceOf(body);
    if (node.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (node.isNull()) {
      return OptionalLong.of(0);
    }
    OptionalLong device = node.isTextual() ? Refs.parse(node.textValue()) : OptionalLong.empty();
    if (device.isEmpty()) {
      throw unknownDevice(node.toString());
    }
    return device;
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    OptionalLong device = query.ref("device");
    Optional<LocalDate> day = query.day("day");
    Optional<String> state = query.word("state", PlanStage.WORDS);
    query.finish();
    long companyRef = call.caller().companyRef();
    long fromMs = day.map(one -> time.startMs(companyRef, one)).orElse(0L);
    long toMs = day.map(one -> time.startMs(companyRef, one.plusDays(1))).orElse(Long.MAX_VALUE);
    Wanted wanted = new Wanted(device, fromMs, toMs);
    List<PlanView> found = new ArrayList<>();
    long place = after;
    int looked = 0;
    while (true) {
      List<PlanRow> rows = store.plans().list(companyRef, wanted, place, Page.LIMIT_MAX);
      for (PlanRow row : rows) {
        if (found.size() == limit) {
          return Answers.ok(new Page<>(found, Long.toHexString(place)));
        }
        PlanView view = view(row);
        if (state.isEmpty() || state.get().equals(view.state())) {
          found.add(view);
        }
        place = row.createdSeq();
      }
      looked += rows.size();
      if (rows.size() < Page.LIMIT_MAX) {
        return Answers.ok(new Page<>(found, null));
      }
      // States are not in the records: a page may hold few plans, or none, and still have a next.
      if (looked >= LOOKED_AT_MAX) {
        return Answers.ok(new Page<>(found, Long.toHexString(place)));
      }
    }
  }

  private PlanView view(PlanRow row) {
    return PlanView.of(row, PlanStage.of(row, planFacts, time.nowMs()));
  }

  private HttpResponse get(Call call) {
    MediaType type = call.withoutQuery().accepted(Answers.GEO_JSON, MediaType.JSON);
    WholePlan whole = whole(call);
    return Answers.tagged(type, whole.row().version(), PlanGeoJson.write(whole.record()));
  }

  private HttpResponse assign(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    long companyRef = call.caller().companyRef();
    long planRef = whole(call).row().planRef();
    Body body = call.json();
    OptionalLong device = body.refOrNull("device");
    body.finish();
    device.ifPresent(ref -> requireActive(companyRef, ref));
    return answer(
        call,
        writer.revise(
            companyRef,
            planRef,
            call.ifMatch(),
            before -> new PlanWriter.Revised(before.record(), device.orElse(0), before.texts())));
  }

  private HttpResponse planFact(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    Optional<Purpose> named = PositionReads.named(query);
    query.finish();
    WholePlan whole = whole(call);
    PlanRow plan = whole.row();
    PositionReads.Read read =
        PositionReads.Read.of(
            Sight.PLAN_FACT,
            AuditAction.PLAN_FACT_READ,
            ObjectKind.PLAN,
            plan.planRef(),
            MachineReads.Extent.plan(plan.deviceRef(), plan.startMs(), plan.endMs()));
    // A page that watches a plan asks every few seconds: only another purpose than its own is told.
    if (named.isPresent() && named.get() != Purpose.PLAN_FACT) {
      reads.allow(call, read, named.get());
    } else {
      reads.allowUnrecorded(call, read, Purpose.PLAN_FACT);
    }
    RoadPlan road = whole.road();
    long madeMs = whole.row().createdMs();
    blocked.require(
        call,
        named.orElse(Purpose.PLAN_FACT),
        road.deviceRef(),
        road.firstMs(madeMs),
        road.lastMs(madeMs) + 1);
    PlanFactView view =
        planFacts
            .find(whole.row().planRef())
            .orElseThrow(
                () ->
                    Problem.of(
                            HttpStatus.NOT_FOUND,
                            "no-plan-fact",
                            "No plan-fact",
                            "Nothing is known of this plan's drive: it has no device yet, or it was"
                                + " closed long ago.")
                        .toException());
    Map<Integer, StopText> textBySeq = new HashMap<>();
    whole.texts().forEach(text -> textBySeq.put(text.seq(), text));
    return Answers.ok(PlanFactJson.of(view, textBySeq));
  }

  private HttpResponse answer(Call call, PlanWriter.Written written) {
    long companyRef = call.caller().companyRef();
    if (written.outcome() != PlanWriter.Outcome.SAME) {
      audit.record(
          AuditEntry.by(call.caller(), AuditAction.PLAN_CHANGED)
              .on(ObjectKind.PLAN, written.planRef()));
    }
    String location = PATH + "/" + Refs.text(written.planRef());
    HttpStatus status =
        switch (written.outcome()) {
          case CREATED -> HttpStatus.CREATED;
          case THERE, SAME -> HttpStatus.OK;
          case ACCEPTED -> HttpStatus.ACCEPTED;
        };
    return store
        .plans()
        .find(companyRef, written.planRef())
        .map(row -> Answers.at(status, location, row.version(), view(row)))
        .orElseGet(() -> Answers.at(status, location, Map.of("id", Refs.text(written.planRef()))));
  }

  private WholePlan whole(Call call) {
    return store
        .plans()
        .findWhole(call.caller().companyRef(), call.ref("plan"))
        .orElseThrow(() -> Problem.notFound("There is no such plan.").toException());
  }

  private void requireActiveOrNone(long companyRef, long deviceRef) {
    if (deviceRef != 0) {
      requireActive(companyRef, deviceRef);
    }
  }

  private void requireActive(long companyRef, long deviceRef) {
    DeviceRow row =
        store
            .devices()
            .find(companyRef, deviceRef)
            .orElseThrow(() -> unknownDevice(Refs.text(deviceRef)));
    if (row.revokedMs().isPresent()) {
      throw Problem.conflict("The device is revoked; give the plan to another one.").toException();
    }
  }

  private static ProblemException unknownDevice(String value) {
    return Problem.invalid(
            List.of(new FieldError("/device", "device", value, "the id of an existing device")))
        .toException();
  }
}

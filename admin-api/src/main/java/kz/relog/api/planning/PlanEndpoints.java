package kz.relog.api.planning;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.plan.PlanGeoJson;
import kz.relog.api.plan.PlanLimits;
import kz.relog.api.plan.PlanProblem;
import kz.relog.api.plan.PlanReading;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.store.PlanRecords.WholePlan;
import kz.relog.api.store.PlanRow;
import kz.relog.api.store.StopText;

/** {@code /v1/plans}. Any thread. */
public final class PlanEndpoints {
  private static final String PATH = "/v1/plans";

  private final AdminStore store;
  private final PlanFactSource planFacts;
  private final PlanWriter writer;

  /** Endpoints over these records, this road and this engine. */
  public PlanEndpoints(
      AdminStore store,
      RoadCommands road,
      PlanFactSource planFacts,
      RoadWait wait,
      SecureRandom random) {
    this.store = store;
    this.planFacts = planFacts;
    this.writer = new PlanWriter(store.plans(), road, wait, random);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(HttpMethod.POST, PATH, PlanLimits.DOCUMENT_BYTES_MAX, this::put),
        Endpoint.get(PATH, this::list),
        Endpoint.get(PATH + "/{id}", this::get),
        Endpoint.put(PATH + "/{id}/device", this::assign),
        Endpoint.get(PATH + "/{id}/plan-fact", this::planFact));
  }

  private HttpResponse put(Call call) throws InterruptedException {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    OptionalLong device = query.ref("device");
    query.finish();
    PlanReading reading = PlanGeoJson.read(call.body(Answers.GEO_JSON, MediaType.JSON));
    if (reading instanceof PlanReading.Refused refused) {
      throw problem(refused).toException();
    }
    PlanRecord plan = ((PlanReading.Accepted) reading).plan();
    device.ifPresent(this::requireActive);
    return answer(writer.put(plan, device));
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    List<PlanRow> rows = store.plans().list(after, limit + 1);
    return Answers.ok(Page.of(rows, limit, PlanRow::createdSeq).map(PlanView::of));
  }

  private HttpResponse get(Call call) {
    MediaType type = call.withoutQuery().accepted(Answers.GEO_JSON, MediaType.JSON);
    return Answers.bytes(HttpStatus.OK, type, PlanGeoJson.write(whole(call.ref("plan")).record()));
  }

  private HttpResponse assign(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    WholePlan whole = whole(call.ref("plan"));
    Body body = call.json();
    OptionalLong device = body.refOrNull("device");
    body.finish();
    device.ifPresent(this::requireActive);
    return answer(writer.put(whole.record(), OptionalLong.of(device.orElse(0))));
  }

  private HttpResponse planFact(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    WholePlan whole = whole(call.ref("plan"));
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

  private HttpResponse answer(PlanWriter.Written written) {
    String location = PATH + "/" + Refs.text(written.planRef());
    HttpStatus status =
        switch (written.outcome()) {
          case CREATED -> HttpStatus.CREATED;
          case THERE -> HttpStatus.OK;
          case ACCEPTED -> HttpStatus.ACCEPTED;
        };
    return store
        .plans()
        .find(written.planRef())
        .map(row -> Answers.at(status, location, PlanView.of(row)))
        .orElseGet(() -> Answers.at(status, location, Map.of("id", Refs.text(written.planRef()))));
  }

  private WholePlan whole(long planRef) {
    return store
        .plans()
        .findWhole(planRef)
        .orElseThrow(() -> Problem.notFound("There is no such plan.").toException());
  }

  private void requireActive(long deviceRef) {
    DeviceRow row =
        store
            .devices()
            .find(deviceRef)
            .orElseThrow(
                () ->
                    Problem.invalid(
                            List.of(
                                new FieldError(
                                    "/device",
                                    "device",
                                    Refs.text(deviceRef),
                                    "the id of an existing device")))
                        .toException());
    if (row.revokedMs().isPresent()) {
      throw Problem.conflict("The device is revoked; give the plan to another one.").toException();
    }
  }

  private static Problem problem(PlanReading.Refused refused) {
    List<FieldError> errors = refused.problems().stream().map(PlanEndpoints::error).toList();
    boolean notJson = refused.problems().get(0).field().equals("document");
    return notJson ? Problem.malformed(errors.get(0)) : Problem.invalid(errors);
  }

  private static FieldError error(PlanProblem problem) {
    String value = problem.value().isEmpty() ? null : problem.value();
    return new FieldError(problem.pointer(), problem.field(), value, problem.allowed());
  }
}

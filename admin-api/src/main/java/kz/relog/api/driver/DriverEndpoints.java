package kz.relog.api.driver;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Refs;
import kz.relog.api.hours.HoursEndpoints;
import kz.relog.api.planning.OwnPlans;
import kz.relog.api.problem.Problem;
import kz.relog.api.purpose.PositionReads;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.track.OwnTrack;
import kz.relog.api.track.TrackReading;

/**
 * What a person sees of the own tracking, below {@code /v1/me}: own data needs nobody's permission.
 */
public final class DriverEndpoints {
  /** Own data stays visible whatever documents are due. */
  private static final Access OWN = Access.self().from(Standing.DOCUMENTS_DUE);

  private final AdminStore store;
  private final TrackingState state;
  private final OwnTrack track;
  private final OwnPlans plans;
  private final OwnDevices devices;

  /** Endpoints over these records and these stored facts. */
  public DriverEndpoints(
      AdminStore store,
      PlanFactSource planFacts,
      TrackReading reading,
      PositionReads reads,
      CompanyTime time) {
    this.store = store;
    OwnDrives drives = new OwnDrives(store.places(), store.shifts());
    this.state = new TrackingState(store, time.clock());
    this.track = new OwnTrack(drives, reading, reads, time.clock());
    this.plans = new OwnPlans(store, planFacts, drives, reads, time);
    this.devices = new OwnDevices(store, time.clock());
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/me/tracking", OWN, this::tracking),
        Endpoint.get("/v1/me/track", OWN.alsoAfterEnd(), call -> track.get(requirePerson(call))),
        Endpoint.get("/v1/me/plans", OWN, call -> plans.get(requirePerson(call))),
        Endpoint.get(
            "/v1/me/devices", OWN.alsoAfterEnd(), call -> devices.devices(requirePerson(call))),
        Endpoint.get("/v1/me/told", OWN.alsoAfterEnd(), call -> devices.told(requirePerson(call))));
  }

  private HttpResponse tracking(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller me = person(call);
    TrackingState.Now now = state.of(me.companyRef(), me.personRef());
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("state", now.reason().isEmpty() ? "on" : "off");
    view.put(
        "why",
        now.reason()
            .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .orElse(null));
    view.put(
        "company", store.companies().find(me.companyRef()).flatMap(CompanyRow::name).orElse(null));
    view.put("purposes", now.purposes().stream().map(PermissionPurpose::word).toList());
    view.put("devices", now.devices().stream().map(Refs::text).toList());
    view.put("hours", now.hours().map(HoursEndpoints::inForce).orElse(null));
    return Answers.ok(view);
  }

  private static Call requirePerson(Call call) {
    person(call);
    return call;
  }

  private static Caller person(Call call) {
    Caller caller = call.caller();
    if (caller.personRef() == 0) {
      throw Problem.notFound("A machine's token has no data of its own.").toException();
    }
    return caller;
  }
}

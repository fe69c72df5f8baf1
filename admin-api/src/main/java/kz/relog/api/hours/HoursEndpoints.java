package kz.relog.api.hours;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Versions;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;
import kz.relog.api.store.HoursRecords;
import kz.relog.api.store.WantedHours;

/**
 * {@code /v1/company/tracking-hours} and {@code /v1/people/{id}/tracking-hours}: what is wanted. It
 * counts from when it is on the road.
 */
public final class HoursEndpoints {
  private static final Access READ =
      Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER);

  private static final String WHAT = "table of hours";

  private final HoursRecords records;
  private final HoursOnRoad road;
  private final AuditLog audit;
  private final Clock clock;

  /** Endpoints over these records. */
  public HoursEndpoints(HoursRecords records, HoursOnRoad road, AuditLog audit, Clock clock) {
    this.records = records;
    this.road = road;
    this.audit = audit;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/company/tracking-hours", READ, this::getCompany),
        Endpoint.put("/v1/company/tracking-hours", WRITE, this::putCompany),
        Endpoint.get("/v1/people/{id}/tracking-hours", READ, this::getPerson),
        Endpoint.put("/v1/people/{id}/tracking-hours", WRITE, this::putPerson));
  }

  private HttpResponse getCompany(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    long companyRef = call.caller().companyRef();
    return company(companyRef, road.behind(companyRef));
  }

  private HttpResponse putCompany(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    put(call, caller, 0);
    return company(caller.companyRef(), road.putAll(caller.companyRef()));
  }

  private HttpResponse getPerson(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return person(call.caller().companyRef(), requirePerson(call));
  }

  private HttpResponse putPerson(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    long personRef = requirePerson(call);
    put(call, caller, personRef);
    road.put(caller.companyRef(), personRef);
    return person(caller.companyRef(), personRef);
  }

  private long requirePerson(Call call) {
    long personRef = call.ref("person");
    if (records.driver(call.caller().companyRef(), personRef).isEmpty()) {
      throw Problem.notFound("There is no such person.").toException();
    }
    return personRef;
  }

  private void put(Call call, Caller caller, long personRef) {
    Body body = call.json();
    Optional<ZoneId> zone = body.zone("zone");
    Optional<List<Window>> week = HoursText.week(body);
    List<Day> days = HoursText.days(body);
    if (week.isPresent() && week.get().isEmpty()) {
      body.refuseAt("/week", "at least one window, or null for any time");
    }
    body.finish();
    WantedHours before =
        records.wanted(caller.companyRef(), personRef).orElseGet(WantedHours::none);
    WantedHours after = new WantedHours(before.version() + 1, zone, week, days, clock.millis());
    Versions.require(call.ifMatch(), before.version(), WHAT);
    if (!records.putWanted(caller.companyRef(), personRef, after, clock.millis())) {
      throw Versions.changed(WHAT);
    }
    audit.record(
        AuditEntry.by(caller, AuditAction.HOURS_CHANGED)
            .on(
                personRef == 0 ? ObjectKind.COMPANY : ObjectKind.PERSON,
                personRef == 0 ? caller.companyRef() : personRef)
            .about(personRef));
  }

  private HttpResponse company(long companyRef, int behind) {
    WantedHours wanted = records.wanted(companyRef, 0).orElseGet(WantedHours::none);
    Map<String, Object> view = view(wanted);
    view.put("driversBehind", behind);
    return Answers.tagged(
        behind == 0 ? HttpStatus.OK : HttpStatus.ACCEPTED, wanted.version(), view);
  }

  private HttpResponse person(long companyRef, long personRef) {
    WantedHours wanted = records.wanted(companyRef, personRef).orElseGet(WantedHours::none);
    Map<String, Object> view = view(wanted);
    view.put(
        "inForce",
        records.inForce(companyRef, personRef).map(HoursEndpoints::inForce).orElse(null));
    return Answers.tagged(HttpStatus.OK, wanted.version(), view);
  }

  private static Map<String, Object> view(WantedHours wanted) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("zone", wanted.zone().map(ZoneId::getId).orElse(null));
    view.put("week", wanted.week().map(HoursText::shown).orElse(null));
    view.put("days", HoursText.shownDays(wanted.days()));
    view.put("changedAt", Json.time(wanted.changedMs()));
    return view;
  }

  /** Hours on the road as JSON: zone, week (null for any time), days, since. */
  public static Map<String, Object> inForce(HoursRecords.InForce inForce) {
    TrackingHours hours = inForce.hours();
    boolean always = hours.week().isEmpty() && hours.days().isEmpty();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("zone", hours.zone().getId());
    view.put("week", always ? null : HoursText.shown(hours.week()));
    view.put("days", HoursText.shownDays(hours.days()));
    view.put("since", Json.time(inForce.sinceMs()));
    return view;
  }
}

package kz.relog.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
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

  /** The company that has all this. */
  final TestPeople ours;

  /** The company that must see nothing of it. */
  final TestPeople theirs;

  private final RunningApi api;
  private final String owner;
  private final String dispatcher;
  private final String driver;
  private final String vehicle;
  private final String shift;
  private final String device;
  private final String plan;
  private final Map<String, Caller> callers = new HashMap<>();
  private final AtomicInteger invitations = new AtomicInteger();

  AccessWorld(RunningApi api) {
    this.api = api;
    this.ours = new TestPeople(api);
    this.theirs = new TestPeople(api);
    // These outlive the sessions, which the matrix ends.
    this.owner = api.as(caller(ours, Role.OWNER));
    this.dispatcher = api.as(caller(ours, Role.DISPATCHER));
    this.driver = api.as(caller(ours, Role.DRIVER));
    this.vehicle = freshVehicle();
    this.shift =
        made(
            owner,
            "/v1/vehicles/" + freshVehicle() + "/shifts",
            "{\"driver\":\"" + person() + "\"}");
    this.device = freshDevice();
    String document = Plans.almaty(PLAN, STOP).replace("76.9452,43.2389", "76.9173911,43.2517391");
    this.plan =
        TestPeople.ok(api.sendAs(dispatcher, "POST", "/v1/plans?device=" + device, document), 201)
            .path("id")
            .asText();
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

  /**
   * What no answer to a foreigner may hold.
   *
   * @param companiesKnown whether the foreigner may know of companies
   */
  List<String> canaries(boolean companiesKnown) {
    return List.of(
        ours.owner.email(),
        ours.driver.email(),
        ours.driver.id(),
        companiesKnown ? VAN : ours.company(),
        VAN,
        PLAN,
        STOP,
        "canary-event",
        device,
        plan,
        "43.25173",
        "76.91739",
        "432517391");
  }

  String device() {
    return device;
  }

  /** A device that nothing else of the matrix uses. */
  String freshDevice() {
    String body = "{\"name\":\"" + VAN + "\",\"synthetic\":true}";
    return TestPeople.ok(api.sendAs(dispatcher, "POST", "/v1/devices", body), 201)
        .path("id")
        .asText();
  }

  /** An invitation that is open. */
  String freshInvitation() {
    String name = "invited-" + invitations.incrementAndGet();
    return made(owner, "/v1/invitations", TestPeople.invitation("driver", ours.address(name)));
  }

  /** A machine's token. */
  String freshToken() {
    return made(owner, "/v1/api-tokens", "{\"name\":\"t\",\"scopes\":[\"tracks\"],\"days\":1}");
  }

  /** A question of the driver. */
  String freshQuestion() {
    return made(driver, "/v1/me/questions", "{\"text\":\"Canary question\"}");
  }

  /** A customer's link that is alive. */
  String freshShareLink() {
    return made(owner, "/v1/plans/" + plan + "/stops/c-118/share-links", "{}");
  }

  /** A request of the law that the owner entered. */
  String freshLawfulRequest() {
    return made(
        owner,
        "/v1/disclosures/requests",
        "{\"recipient\":\"Court\",\"reference\":\"Canary 7\",\"basis\":\"court-order\","
            + "\"categories\":[\"track\"],\"from\":\"2026-03-01T00:00:00Z\","
            + "\"to\":\"2026-03-02T00:00:00Z\",\"subject\":\""
            + ours.driver.id()
            + "\"}");
  }

  private String made(String token, String path, String body) {
    return TestPeople.ok(api.sendAs(token, "POST", path, body), 201).path("id").asText();
  }

  /** A vehicle that stays. */
  String vehicle() {
    return vehicle;
  }

  String freshVehicle() {
    return made(owner, "/v1/vehicles", "{\"name\":\"" + VAN + "\"}");
  }

  /** A shift of the driver, or what is left of it. */
  String shift() {
    return shift;
  }

  String freshEnrolment() {
    return made(owner, "/v1/enrolments", "{\"driver\":\"" + person() + "\"}");
  }

  /** A person. */
  String person() {
    return ours.driver.id();
  }

  /** An id that nothing has. */
  String nothing() {
    return "2f3c5a7190be4d61";
  }

  /** The driver. */
  String driver() {
    return ours.driver.id();
  }

  /** A request of the owner for the owner's own data. */
  String export() {
    return TestPeople.ok(api.sendAs(owner, "POST", "/v1/me/exports", ""), 202).path("id").asText();
  }

  /** The driver's wish to have what the profile said before erased, which is done. */
  String erasure() {
    String body = "{\"categories\":[\"profile-history\"]}";
    return TestPeople.ok(api.sendAs(driver, "POST", "/v1/me/erasures", body), 202)
        .path("id")
        .asText();
  }

  /** A hold on everything. */
  String hold() {
    String body = "{\"reason\":\"Canary claim\",\"reviewOn\":\"2026-06-01\"}";
    return TestPeople.ok(api.sendAs(owner, "POST", "/v1/holds", body), 201).path("id").asText();
  }

  /** A session of the owner. */
  String session() {
    return TestPeople.logIn(api, ours.owner.email(), TestPeople.PASSWORD).path("session").asText();
  }

  /** Who a person of this role is, in a session that calls of the matrix may have ended. */
  Caller known(TestPeople company, Role role) {
    return callers.computeIfAbsent(company.company() + role, name -> caller(company, role));
  }

  /** Who a person of this role is, with a session just begun. */
  Caller caller(TestPeople company, Role role) {
    TestPeople.Person person =
        switch (role) {
          case OWNER -> company.owner;
          case DISPATCHER -> company.dispatcher;
          case DRIVER -> company.driver;
          case AUDITOR -> company.auditor;
          case OPERATOR -> throw new IllegalArgumentException("the operator is no person");
        };
    String token =
        TestPeople.logIn(api, person.email(), TestPeople.PASSWORD).path("token").asText();
    return api.server.accounts().sessions().find(token).orElseThrow();
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

package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kz.relog.api.notice.Template;
import kz.relog.api.retain.Category;
import kz.relog.api.retain.Due;
import kz.relog.api.retain.Sweeper;
import kz.relog.api.retain.Terms;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.MonthKeeper.Month;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.SubjectEraser;
import kz.relog.api.store.PersonState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is over goes, on the day and not before; what is held stays. */
class RetentionIT extends CompanyScene {
  private static final Duration DAY = Duration.ofDays(1);

  Sweeper sweeper;

  @BeforeEach
  void setUp() {
    sweeper = api.server.keeping().sweeper();
    sweeper.sweep();
  }

  /** Moves on day by day, as time does, and looks at the clock on each. */
  private void pass(int days) {
    for (int i = 0; i < days; i++) {
      api.clock.advance(DAY);
      sweeper.tick();
    }
  }

  /** Stands still for days; the operator says that the clock is right. */
  private void leap(Instant to) {
    api.clock.advance(Duration.between(api.clock.instant(), to));
    sweeper.confirmClock();
  }

  private static int month(String day) {
    Instant at = Instant.parse(day + "T00:00:00Z");
    var time = at.atZone(java.time.ZoneOffset.UTC);
    return (time.getYear() - 1970) * 12 + time.getMonthValue() - 1;
  }

  private long due(Category category) {
    return sweeper.due().stream()
        .filter(one -> one.category() == category)
        .mapToLong(Due::count)
        .sum();
  }

  private String hold(String person, String reviewOn) {
    String body =
        "{"
            + (person.isEmpty() ? "" : "\"person\":\"" + person + "\",")
            + "\"reason\":\"Claim 17\",\"reviewOn\":\""
            + reviewOn
            + "\"}";
    return TestPeople.ok(api.sendAs(people.owner.token(), "POST", "/v1/holds", body), 201)
        .path("id")
        .asText();
  }

  @Test
  void aMonthOfPositionsIsThereUntilItsLastDayIsOverTheTerm() {
    long driver = people.driver.ref();
    api.road.months.add(new Month(driver, month("2026-01-01")));
    api.road.months.add(new Month(driver, month("2026-02-01")));
    leap(Instant.parse("2027-01-31T12:00:00Z"));
    sweeper.sweep();
    assertThat(api.road.months).hasSize(2);
    pass(1);
    assertThat(api.road.months).containsExactly(new Month(driver, month("2026-02-01")));
  }

  @Test
  void aHoldKeepsWhatItsPersonHasUntilItEnds() {
    Month held = new Month(people.driver.ref(), month("2026-01-01"));
    Month free = new Month(people.dispatcher.ref(), month("2026-01-01"));
    api.road.months.addAll(List.of(held, free));
    String id = hold(people.driver.id(), "2026-06-01");
    leap(Instant.parse("2027-02-01T12:00:00Z"));
    assertThat(due(Category.POSITIONS)).isEqualTo(1);
    sweeper.sweep();
    assertThat(api.road.months).containsExactly(held);
    api.store.holds().end(people.companyRef(), RunningApi.ref(id), api.clock.millis());
    sweeper.sweep();
    assertThat(api.road.months).isEmpty();
  }

  @Test
  void aHoldOnTheCompanyKeepsEverybodys() {
    api.road.months.add(new Month(people.driver.ref(), month("2026-01-01")));
    hold("", "2026-06-01");
    leap(Instant.parse("2027-02-01T12:00:00Z"));
    sweeper.sweep();
    assertThat(api.road.months).hasSize(1);
  }

  private String device() {
    return TestPeople.ok(
            api.sendAs(people.dispatcher.token(), "POST", "/v1/devices", "{\"synthetic\":true}"),
            201)
        .path("id")
        .asText();
  }

  /** Who waits at a stop of a plan. */
  private long customer(long planRef, int stopId) {
    byte[] hash = api.sealer.lookup("customer", planRef + ":" + stopId);
    return (ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE) | 1;
  }

  @Test
  void theWordsOfAPlanGoBeforeThePlan() {
    String device = device();
    String document = Plans.almaty("plan-1", "Customer street 5");
    String plan =
        TestPeople.ok(
                api.sendAs(
                    people.dispatcher.token(), "POST", "/v1/plans?device=" + device, document),
                201)
            .path("id")
            .asText();
    long ref = RunningApi.ref(plan);
    long company = people.companyRef();
    pass(89);
    assertThat(api.store.plans().stops(company, ref)).isNotEmpty();
    pass(3);
    assertThat(api.store.plans().stops(company, ref)).isEmpty();
    assertThat(api.store.plans().find(company, ref)).isPresent();
    assertThat(api.sealer.isDestroyed(customer(ref, 1))).as("the customer's key").isTrue();
    assertThat(api.sealer.isDestroyed(ref)).as("the plan's key").isFalse();
    leap(Instant.parse("2027-03-01T00:00:00Z"));
    sweeper.sweep();
    assertThat(api.store.plans().find(company, ref)).isPresent();
    pass(3);
    assertThat(api.store.plans().find(company, ref)).isEmpty();
    assertThat(api.erasures.ended)
        .as("each by an order of its own")
        .extracting(SubjectEraser.Erased::subjectRef, SubjectEraser.Erased::scope)
        .containsExactly(tuple(ref, Scope.WORDS), tuple(ref, Scope.PLAN));
    assertThat(api.sealer.isDestroyed(ref)).isTrue();
  }

  @Test
  void whoWaitedAtAStopThatOnlyAnEarlierProgramKnewIsForgottenToo() {
    String query = "/v1/plans?device=" + device();
    String dispatcher = people.dispatcher.token();
    JsonNode plan =
        TestPeople.ok(
            api.sendAs(dispatcher, "POST", query, Plans.almaty("p", "Customer street 7")), 201);
    long ref = RunningApi.ref(plan.path("id").asText());
    assertThat(api.sealer.isDestroyed(customer(ref, 2))).isFalse();
    // That program noted no numbers of stops; the next version of the plan has fewer of them.
    change("UPDATE plan_text SET last_stop = 1 WHERE plan_ref = " + ref);
    leap(Instant.parse("2026-07-01T12:00:00Z"));
    sweeper.sweep();
    assertThat(api.store.plans().stops(people.companyRef(), ref)).isEmpty();
    assertThat(api.sealer.isDestroyed(customer(ref, 1))).isTrue();
    assertThat(api.sealer.isDestroyed(customer(ref, 2))).isTrue();
  }

  @Test
  void aPlanOfSomebodyWhoIsHeldStaysAndIsNotToldToGo() {
    String device = device();
    TestPeople.ok(
        api.sendAs(
            people.dispatcher.token(),
            "POST",
            "/v1/plans?device=" + device,
            Plans.almaty("held", "Customer street 6")),
        201);
    String id = hold("", "2026-06-01");
    leap(Instant.parse("2027-06-01T12:00:00Z"));
    assertThat(due(Category.PLANS)).isZero();
    assertThat(due(Category.PLAN_WORDS)).isZero();
    sweeper.sweep();
    assertThat(api.erasures.ended).isEmpty();
    api.store.holds().end(people.companyRef(), RunningApi.ref(id), api.clock.millis());
    assertThat(due(Category.PLANS)).isEqualTo(1);
    api.erasures.full = true;
    assertThatThrownBy(sweeper::sweep).isInstanceOf(RoadFullException.class);
    assertThat(due(Category.PLANS)).as("what was not taken is still due").isEqualTo(1);
    api.erasures.full = false;
    sweeper.sweep();
    assertThat(api.erasures.ended).hasSize(1);
  }

  @Test
  void eventsNetworksBodiesAndSessionsGoByTheirDates() {
    api.tell(List.of(new PlanEvent("e", 1, false, PlanEvent.Type.LATE, 1, 7, 8, 0, 0)));
    long networks = networks();
    assertThat(networks).isPositive();
    pass(29);
    assertThat(api.store.events().newest(9)).hasSize(1);
    assertThat(networks()).isEqualTo(networks);
    pass(2);
    assertThat(api.store.events().newest(9)).isEmpty();
    assertThat(networks()).isZero();
    assertThat(
            api.store
                .retention()
                .count(
                    kz.relog.api.store.Expiring.NOTICE_BODIES, api.clock.millis() - DAY.toMillis()))
        .as("bodies of notices older than a day")
        .isZero();
  }

  private long networks() {
    return api.store
        .retention()
        .count(kz.relog.api.store.Expiring.NETWORKS, api.clock.millis() + 1);
  }

  @Test
  void theDryRunTellsWhatGoes() {
    api.road.months.add(new Month(people.driver.ref(), month("2025-01-01")));
    api.road.months.add(new Month(people.driver.ref(), month("2026-02-01")));
    api.tell(List.of(new PlanEvent("e", 1, false, PlanEvent.Type.LATE, 1, 7, 8, 0, 0)));
    leap(RunningApi.NOW.plus(Duration.ofDays(40)));
    JsonNode told =
        RunningApi.json(api.get("/v1/retention", "authorization", "Bearer " + api.operatorToken));
    Map<String, Long> gone =
        sweeper.sweep().stream()
            .collect(Collectors.toMap(one -> one.category().word(), Due::count));
    assertThat(gone).containsEntry("positions", 1L).containsEntry("events", 1L);
    for (JsonNode one : told.path("categories")) {
      String category = one.path("category").asText();
      assertThat(one.path("due").asLong()).as(category).isEqualTo(gone.getOrDefault(category, 0L));
    }
    assertThat(sweeper.sweep()).as("a second sweep finds nothing").isEmpty();
  }

  @Test
  void aClockThatJumpsAheadRemovesNothingUntilItIsConfirmed() {
    Month month = new Month(people.driver.ref(), month("2026-02-01"));
    api.road.months.add(month);
    api.clock.advance(Duration.ofDays(800));
    assertThat(sweeper.sweep()).isEmpty();
    sweeper.tick();
    assertThat(api.road.months).containsExactly(month);
    JsonNode health = RunningApi.json(api.get("/health"));
    assertThat(health.path("status").asText()).isEqualTo("degraded");
    api.clock.advance(Duration.ofDays(-800));
    sweeper.tick();
    assertThat(RunningApi.json(api.get("/health")).path("status").asText()).isEqualTo("ok");
    assertThat(api.road.months).containsExactly(month);

    api.clock.advance(Duration.ofDays(800));
    api.sendAs(api.operatorToken, "POST", "/v1/retention:confirm-clock", "");
    sweeper.sweep();
    assertThat(api.road.months).isEmpty();
  }

  @Test
  void aClockSetBackBringsNothingBackAndSweepsNothingTwice() {
    api.road.months.add(new Month(people.driver.ref(), month("2025-01-01")));
    assertThat(sweeper.sweep()).hasSize(1);
    Month later = new Month(people.driver.ref(), month("2025-02-01"));
    api.road.months.add(later);
    api.clock.advance(Duration.ofDays(-10));
    sweeper.tick();
    assertThat(api.road.months).as("not swept by a day that was swept").containsExactly(later);
    api.clock.advance(Duration.ofDays(10));
    pass(1);
    assertThat(api.road.months).isEmpty();
  }

  @Test
  void aLateReviewIsToldToWhoAnswersForItAndShown() {
    hold(people.driver.id(), "2026-03-05");
    pass(2);
    assertThat(api.notices).noneMatch(one -> one.template() == Template.HOLD_REVIEW);
    pass(2);
    pass(1);
    assertThat(api.notices).filteredOn(one -> one.template() == Template.HOLD_REVIEW).hasSize(1);
    assertThat(RunningApi.text(api.get("/health"))).contains("looked at again");
  }

  @Test
  void aMembershipThatNobodyUsesIsAnnouncedAndEndsAndIsErasedLater() {
    long driver = people.driver.ref();
    Instant last = api.clock.instant();
    leap(last.plus(Duration.ofDays(699)));
    sweeper.sweep();
    assertThat(warnings(driver)).isZero();
    pass(2);
    assertThat(warnings(driver)).isEqualTo(1);
    pass(29);
    assertThat(state(driver)).isEqualTo(PersonState.ACTIVE);
    pass(2);
    assertThat(state(driver)).isEqualTo(PersonState.ENDED);
    assertThat(api.road.journalled(RoadChange.PermissionChanged.class))
        .as("who is no member is off the road, and who stays is not")
        .extracting(RoadChange.PermissionChanged::subjectRef)
        .contains(driver)
        .doesNotContain(people.owner.ref());
    assertThat(state(people.owner.ref()))
        .as("somebody answers for the company")
        .isEqualTo(PersonState.ACTIVE);
    assertThat(api.erasures.isErased(driver)).isFalse();
    leap(api.clock.instant().plus(Duration.ofDays(1_096)));
    sweeper.sweep();
    Eventually.isTrue(() -> api.erasures.isErased(driver));
  }

  @Test
  void whoseDeviceSendsIsHereWithoutALogin() {
    long driver = people.driver.ref();
    leap(api.clock.instant().plus(Duration.ofDays(720)));
    api.road.months.add(new Month(driver, month("2028-01-01")));
    sweeper.sweep();
    assertThat(warnings(driver)).isZero();
    assertThat(warnings(people.dispatcher.ref())).isEqualTo(1);
  }

  private long warnings(long person) {
    return api.notices.stream()
        .filter(one -> one.template() == Template.ACCOUNT_INACTIVE && one.personRef() == person)
        .count();
  }

  private PersonState state(long person) {
    return api.store.people().find(people.companyRef(), person).orElseThrow().state();
  }

  @Test
  void aTermOutsideItsBoundsIsRefused() {
    for (Category category : Category.values()) {
      for (int days : List.of(category.daysMin() - 1, category.daysMax() + 1)) {
        assertThatThrownBy(() -> new Terms(Map.of(category, days)))
            .hasMessageContaining(category.word());
      }
    }
  }
}

package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.app.client.AdminClient;
import kz.relog.app.erase.ErasureHook;
import kz.relog.device.DeviceClient;
import kz.relog.device.SenderState;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of two drivers is erased in a whole server: nothing of him is left, and all of the other. */
@SuppressWarnings("NullAway.Init") // Each test sets up what it needs.
class ErasureIT {
  private static final int FIXES = 197;

  @TempDir private Path folder;

  private final long nowMs = System.currentTimeMillis() / 1000 * 1000;
  private final Ride erasedRide = new Ride(nowMs - 600_000, FIXES);
  private final Ride otherRide = new Ride(nowMs - 500_000, FIXES);
  private AdminClient.NewDevice erased;
  private AdminClient.NewDevice other;

  /** Of the erased; still there when it happens. */
  private @Nullable DeviceClient phone;

  private String erasedPlan;
  private String otherPlan;

  @AfterEach
  void close() throws IOException {
    if (phone != null) {
      phone.close();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private TestServer start() {
    return start(ErasureHook.NONE);
  }

  private TestServer start(ErasureHook hook) {
    return new TestServer(data(), Clock.systemUTC(), Map.of(), hook);
  }

  private void drive(TestServer server) throws Exception {
    erased = server.admin().createDevice("van of the erased");
    other = server.admin().createDevice("van of the other");
    erasedPlan = plan(server, erasedRide, "one", erased);
    otherPlan = plan(server, otherRide, "two", other);
    DeviceClient first = server.device(erased.identity(), Carriage.UDP, 10);
    phone = first;
    try (DeviceClient second = server.device(other.identity(), Carriage.TCP, 10)) {
      erasedRide.send(first);
      otherRide.send(second);
    }
    Await.until(
        () -> planFact(server, erasedPlan), found -> found.at("/stops/0/arrived").isTextual());
    Await.until(
        () -> planFact(server, otherPlan), found -> found.at("/stops/0/arrived").isTextual());
  }

  private static String plan(
      TestServer server, Ride ride, String name, AdminClient.NewDevice device) throws IOException {
    ObjectNode text = (ObjectNode) PlanExample.north(ride);
    String plan = server.admin().createPlan(text.put("planId", name));
    server.admin().assign(plan, device.id());
    return plan;
  }

  private static JsonNode planFact(TestServer server, String plan) {
    return server.admin().get("/v1/plans/" + plan + "/plan-fact");
  }

  private static long ref(String id) {
    return Long.parseUnsignedLong(id, 16);
  }

  private long subjectOf(AdminClient.NewDevice device) {
    return query("SELECT subject_ref FROM device WHERE device_ref = " + ref(device.id()));
  }

  private long query(String sql) {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("admin.db"));
        Statement statement = records.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long awaitDone(TestServer server, long erasureRef) {
    Await.until(
        () -> server.server().erasures().progress(erasureRef).orElseThrow().step(),
        step -> step == Step.DONE);
    return erasureRef;
  }

  private long erase(TestServer server, Scope scope) {
    Erasures erasures = server.server().erasures();
    return awaitDone(
        server,
        erasures.request(subjectOf(erased), scope, Reason.PERSON).toCompletableFuture().join());
  }

  private List<String> track(TestServer server, Ride ride, AdminClient.NewDevice device)
      throws IOException {
    return ride.readBack(server.server().archive(), ref(device.id()));
  }

  /** What holds of the other one, without the time of asking and the count of changes. */
  private JsonNode otherFact(TestServer server) {
    ObjectNode fact = (ObjectNode) planFact(server, otherPlan).deepCopy();
    fact.remove(List.of("asOf", "version", "factVersion"));
    return fact;
  }

  private void assertGone(TestServer server) throws IOException {
    assertThat(track(server, erasedRide, erased)).isEmpty();
    assertThat(track(server, otherRide, other)).isEqualTo(otherRide.asText());
    Await.until(
        () -> server.admin().get("/v1/live").path("vehicles"),
        vehicles -> vehicles.size() == 1 && !vehicles.toString().contains(erased.id()));
    assertThat(planFact(server, erasedPlan).toString()).doesNotContain("\"arrived\":\"");
    assertThat(
            query(
                "SELECT COUNT(*) FROM event WHERE device_ref = "
                    + ref(erased.id())
                    + " AND type = 'ARRIVED'"))
        .isZero();
    assertThat(
            query(
                "SELECT COUNT(*) FROM event WHERE device_ref = "
                    + ref(other.id())
                    + " AND type = 'ARRIVED'"))
        .isPositive();
  }

  private void assertSound() {
    try (Vault vault = Vaults.open(VaultConfig.below(data(), null))) {
      JournalReport report =
          JournalVerifier.verify(data().resolve("journal"), vault, (done, all) -> {});
      assertThat(report.problems()).isEmpty();
      assertThat(report.sectionsOverwritten()).isEqualTo(report.sectionsErased()).isPositive();
    }
  }

  @Test
  void the_erased_is_gone_at_once_and_after_a_restart_and_the_other_is_as_before()
      throws Exception {
    JsonNode before;
    try (TestServer server = start()) {
      drive(server);
      before = otherFact(server);
      long ref = erase(server, Scope.WHOLE);
      assertGone(server);
      assertThat(otherFact(server)).isEqualTo(before);
      JsonNode certificate =
          new ObjectMapper().readTree(server.server().erasures().certificate(ref).orElseThrow());
      assertThat(certificate.at("/scanned/0/sha256").asText()).hasSize(64);
      assertThat(certificate.at("/done").toString()).contains("journal sections overwritten");
      DeviceClient late = Objects.requireNonNull(phone);
      late.offer(erasedRide.timeMs(FIXES), erasedRide.latE7(FIXES), Ride.LON_E7, 100, 0, 5);
      late.flush();
      Await.until(late::state, state -> state == SenderState.ERASED);
      assertThat(erase(server, Scope.WHOLE)).as("erased twice").isEqualTo(ref);
      assertThat(Files.readString(data().resolve("erased.list")))
          .isEqualTo(Files.readString(folder.resolve("data-erased.list")))
          .hasLineCount(2)
          .doesNotContain(Long.toString(subjectOf(erased)));
    }
    assertSound();
    try (TestServer server = start()) {
      assertThat(server.server().awaitFeed(30_000)).isTrue();
      assertGone(server);
      assertThat(otherFact(server)).isEqualTo(before);
    }
  }

  @Test
  void of_a_range_what_lies_in_it_is_gone_and_what_lies_outside_stays() throws Exception {
    long fromMs = erasedRide.timeMs(50);
    long toMs = erasedRide.timeMs(80);
    List<String> expected = new java.util.ArrayList<>(erasedRide.asText());
    expected.subList(50, 80).clear();
    JsonNode before;
    try (TestServer server = start()) {
      drive(server);
      before = otherFact(server);
      erase(server, Scope.range(fromMs, toMs));
      assertThat(track(server, erasedRide, erased)).isEqualTo(expected);
      assertThat(track(server, otherRide, other)).isEqualTo(otherRide.asText());
      assertThat(otherFact(server)).isEqualTo(before);
      assertThat(planFact(server, erasedPlan).at("/stops/0/arrived").isTextual()).isTrue();
    }
    assertSound();
    try (TestServer server = start()) {
      assertThat(track(server, erasedRide, erased)).isEqualTo(expected);
      Await.until(
          () -> planFact(server, erasedPlan), found -> found.at("/stops/0/arrived").isTextual());
      assertThat(otherFact(server)).isEqualTo(before);
    }
  }

  @Test
  void what_a_device_still_held_of_an_erased_range_of_its_own_does_not_come_back()
      throws Exception {
    List<String> expected = new java.util.ArrayList<>(erasedRide.asText().subList(0, 150));
    expected.add(Ride.text(erasedRide.timeMs(220), erasedRide.latE7(220), Ride.LON_E7));
    try (TestServer server = start()) {
      drive(server);
      erase(
          server,
          new Scope(
              ref(erased.id()), erasedRide.timeMs(150), erasedRide.timeMs(210), Erasures.TRACKS));
      DeviceClient late = Objects.requireNonNull(phone);
      for (int i : new int[] {198, 209, 220}) {
        late.offer(erasedRide.timeMs(i), erasedRide.latE7(i), Ride.LON_E7, 100, 0, 5);
      }
      late.flush();
      assertThat(late.awaitSettled(30_000)).isTrue();
      Await.until(() -> read(server), expected::equals);
      assertThat(track(server, otherRide, other)).isEqualTo(otherRide.asText());
    }
    assertSound();
    try (TestServer server = start()) {
      assertThat(server.server().awaitFeed(30_000)).isTrue();
      assertThat(track(server, erasedRide, erased)).isEqualTo(expected);
    }
  }

  private List<String> read(TestServer server) {
    try {
      return track(server, erasedRide, erased);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"KEYS", "ROWS", "STORES", "OVERWRITTEN", "VERIFIED"})
  void an_erasure_that_stops_behind_any_step_goes_on_with_the_next_start(Step last)
      throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    long ref;
    try (TestServer server =
        start(
            (erasureRef, step) -> {
              if (step == last) {
                there.countDown();
                stand();
              }
            })) {
      drive(server);
      ref =
          server
              .server()
              .erasures()
              .request(subjectOf(erased), Scope.WHOLE, Reason.PERSON)
              .toCompletableFuture()
              .join();
      assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    }
    try (TestServer server = start()) {
      awaitDone(server, ref);
      assertGone(server);
    }
    assertSound();
  }

  /** Until the server is stopped. */
  private static void stand() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("stopped here", stopped);
    }
  }

  @Test
  void of_somebody_unknown_nothing_is_erased_and_nothing_noted() {
    try (TestServer server = start()) {
      assertThatThrownBy(
              () ->
                  server
                      .server()
                      .erasures()
                      .request(4711, Scope.WHOLE, Reason.PERSON)
                      .toCompletableFuture()
                      .join())
          .hasCauseInstanceOf(IllegalArgumentException.class);
      assertThat(server.server().erasures().ofSubject(4711)).isEmpty();
    }
  }
}

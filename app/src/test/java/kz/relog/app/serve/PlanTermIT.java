package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.app.backup.Backup;
import kz.relog.app.backup.BackupProgress;
import kz.relog.app.backup.Restore;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClientException;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.erase.ErasureHook;
import kz.relog.device.DeviceClient;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** When the term of a plan, or of what its stops are called, is over, nothing of it is left. */
@SuppressWarnings("NullAway.Init") // Each test sets up what it needs.
class PlanTermIT {
  private static final int STOPS = 2;

  @TempDir private Path folder;

  private final long nowMs = System.currentTimeMillis() / 1000 * 1000;
  private String old;
  private String fresh;

  private Path data() {
    return folder.resolve("data");
  }

  private static long ref(String id) {
    return Long.parseUnsignedLong(id, 16);
  }

  /** A plan is driven days ago. */
  private void drive(int daysAgo) throws Exception {
    Duration ago = Duration.ofDays(daysAgo);
    Ride ride = new Ride(nowMs - ago.toMillis() - 600_000, 100);
    Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
    try (TestServer server = new TestServer(data(), then, Map.of())) {
      AdminClient.NewDevice device = server.admin().createDevice("van");
      old = server.admin().createPlan(PlanExample.north(ride));
      server.admin().assign(old, device.id());
      try (DeviceClient phone = server.device(device.identity(), Carriage.TCP, 20)) {
        ride.send(phone);
      }
      Await.until(() -> planFact(server, old), fact -> fact.at("/stops/0/arrived").isTextual());
    }
  }

  private static JsonNode planFact(TestServer server, String plan) {
    return server.admin().get("/v1/plans/" + plan + "/plan-fact");
  }

  private void backup() throws IOException {
    try (TestServer server = new TestServer(data())) {
      ObjectNode plan = (ObjectNode) PlanExample.north(new Ride(nowMs, 100)).deepCopy();
      fresh = server.admin().createPlan(plan.put("planId", "fresh"));
      Backup backup = new Backup(data(), Clock.systemUTC(), BackupProgress.NONE);
      backup.data(folder.resolve("backup"));
      backup.vault(folder.resolve("vault.copy"));
    }
  }

  /** The operator says that the time is right: the next start sweeps. */
  private void confirmClock() {
    int code =
        new CommandLine(new RetentionCommand())
            .execute("--data", data().toString(), "--confirm-clock");
    assertThat(code).isZero();
    assertThat(rows(data(), "audit WHERE action = 'CLOCK_CONFIRMED'")).isEqualTo(1);
  }

  private long count(Path data, String table) {
    return rows(data, table + " WHERE plan_ref = " + ref(old));
  }

  private static long rows(Path data, String from) {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("admin.db"));
        Statement statement = records.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long customer(Vault vault, long planRef, int stopId) {
    byte[] hash = vault.lookupHash("customer", planRef + ":" + stopId);
    return (ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE) | 1;
  }

  /** Who of a plan has a key: the plan's own as 0, customers by the number of their stop. */
  private static List<Integer> keys(Path data, String plan) {
    List<Integer> found = new ArrayList<>();
    try (Vault vault = Vaults.open(VaultConfig.below(data, null))) {
      if (!vault.keyMonths(ref(plan)).isEmpty()) {
        found.add(0);
      }
      for (int stopId = 1; stopId <= STOPS; stopId++) {
        if (!vault.keyMonths(customer(vault, ref(plan), stopId)).isEmpty()) {
          found.add(stopId);
        }
      }
    }
    return found;
  }

  private static void assertSound(Path data, boolean overwritten) {
    try (Vault vault = Vaults.open(VaultConfig.below(data, null))) {
      JournalReport report =
          JournalVerifier.verify(data.resolve("journal"), vault, (done, all) -> {});
      assertThat(report.problems()).isEmpty();
      assertThat(report.sectionsOverwritten()).isEqualTo(report.sectionsErased());
      assertThat(report.sectionsErased() > 0).isEqualTo(overwritten);
    }
  }

  /** Nothing of the old plan is left, and all of the fresh one, also after one more start. */
  private void assertGone(Path data) {
    assertThat(List.of(count(data, "plan"), count(data, "plan_text"), count(data, "stop_text")))
        .containsOnly(0L);
    assertThat(keys(data, old)).isEmpty();
    assertThat(keys(data, fresh)).containsExactly(0, 1, 2);
    assertSound(data, true);
    try (TestServer server = new TestServer(data)) {
      assertThat(server.server().awaitFeed(30_000)).isTrue();
      for (String path : List.of("", "/plan-fact")) {
        assertThatThrownBy(() -> server.admin().get("/v1/plans/" + old + path))
            .isInstanceOf(AdminClientException.class)
            .hasMessageContaining("no such plan");
      }
      assertThat(planFact(server, fresh).at("/stops").size()).isEqualTo(STOPS);
    }
    assertSound(data, true);
  }

  @Test
  void of_a_plan_past_its_term_nothing_is_left_and_a_backup_does_not_bring_it_back()
      throws Exception {
    drive(400);
    backup();
    assertThat(keys(data(), old)).as("before the clock is believed").containsExactly(0, 1, 2);
    confirmClock();
    try (TestServer server = new TestServer(data())) {
      Await.until(() -> server.server().erasures().ofSubject(ref(old)), PlanTermIT::isDone);
    }
    assertGone(data());
    assertThat(Files.readAllLines(folder.resolve("data-erased.list")))
        .isEqualTo(Files.readAllLines(data().resolve("erased.list")))
        .hasSize(2);

    Path restored = folder.resolve("restored");
    int again =
        new Restore(
                folder.resolve("backup"),
                folder.resolve("vault.copy"),
                folder.resolve("data-erased.list"),
                data().resolve("master.key"),
                Clock.systemUTC(),
                BackupProgress.NONE)
            .into(restored);
    assertThat(again).isEqualTo(1);
    // The login of the made-up company is no part of a backup.
    Files.copy(
        data().resolve(SimulatedCompany.FILE_NAME), restored.resolve(SimulatedCompany.FILE_NAME));
    assertGone(restored);
  }

  @Test
  void the_customers_at_the_stops_go_before_their_plan() throws Exception {
    drive(100);
    backup();
    confirmClock();
    try (TestServer server = new TestServer(data())) {
      Await.until(() -> server.server().erasures().ofSubject(ref(old)), PlanTermIT::isDone);
      assertThat(server.admin().get("/v1/plans/" + old).toString())
          .doesNotContain("Half way")
          .contains("coordinates");
    }
    assertThat(keys(data(), old)).containsExactly(0);
    assertThat(keys(data(), fresh)).containsExactly(0, 1, 2);
    assertThat(count(data(), "stop_text")).isZero();
    assertSound(data(), false);
  }

  private static boolean isDone(List<kz.relog.api.spi.Erasures.Progress> erasures) {
    return !erasures.isEmpty() && erasures.stream().allMatch(one -> one.step() == Step.DONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"BLOCKED", "KEYS"})
  void what_failed_goes_on_by_itself(Step at) throws Exception {
    drive(400);
    backup();
    confirmClock();
    AtomicBoolean failed = new AtomicBoolean();
    ErasureHook once =
        (erasureRef, step) -> {
          if (step == at && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("the test fails here, once");
          }
        };
    try (TestServer server = new TestServer(data(), Clock.systemUTC(), Map.of(), once)) {
      Await.until(() -> server.server().erasures().ofSubject(ref(old)), PlanTermIT::isDone);
      assertThat(failed).isTrue();
    }
    assertGone(data());
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"BLOCKED", "KEYS", "OVERWRITTEN"})
  void what_a_stop_cut_off_behind_any_step_goes_on_with_the_next_start(Step last) throws Exception {
    drive(400);
    backup();
    confirmClock();
    AtomicBoolean there = new AtomicBoolean();
    ErasureHook stop =
        (erasureRef, step) -> {
          if (step == last) {
            there.set(true);
            throw new IllegalStateException("the test stops here");
          }
        };
    try (TestServer server = new TestServer(data(), Clock.systemUTC(), Map.of(), stop)) {
      Await.until(there::get, reached -> reached);
      assertThat(server.server().erasures().ofSubject(ref(old)))
          .noneMatch(one -> one.step() == Step.DONE);
    }
    try (TestServer server = new TestServer(data())) {
      Await.until(() -> server.server().erasures().ofSubject(ref(old)), PlanTermIT::isDone);
    }
    assertGone(data());
  }
}

package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.AdminClientException;
import kz.relog.app.client.LiveStream;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.erase.ErasureHook;
import kz.relog.device.DeviceClient;
import kz.relog.device.SenderState;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver of a whole server erases himself through the API; another one loses nothing. */
@SuppressWarnings("NullAway.Init") // Each test sets up what it needs.
class PersonErasureIT {
  private static final int FIXES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a person leaves in the records, but for bare references. */
  private static final List<String> ROWS =
      List.of(
          "permission WHERE person_ref",
          "permission_evidence WHERE person_ref",
          "road_hours WHERE person_ref",
          "session WHERE person_ref",
          "profile_change WHERE person_ref",
          "activity WHERE person_ref",
          "person WHERE LENGTH(sealed) > 0 AND person_ref");

  @TempDir private Path folder;
  private SimulatedCompany.Driver erased;
  private SimulatedCompany.Driver other;
  private String phone;
  private String otherPhone;
  private int othersSent = FIXES;

  private Path data() {
    return folder.resolve("data");
  }

  private TestServer start(ErasureHook hook) {
    return new TestServer(data(), Clock.systemUTC(), Map.of(), hook);
  }

  /** Hires two who drive for some moments. */
  private void drive(TestServer server, boolean checkErased)
      throws IOException, InterruptedException {
    erased = server.company().hire("Canaryname", "Erasov");
    other = server.company().hire("Other", "Otherov");
    AdminClient.NewDevice mine = server.admin().createPhone("phone of Canaryname", erased.id());
    AdminClient.NewDevice others = server.admin().createPhone("phone of the other", other.id());
    phone = mine.id();
    otherPhone = others.id();
    try (DeviceClient first = server.device(mine.identity(), Carriage.UDP, FIXES);
        DeviceClient second = server.device(others.identity(), Carriage.TCP, FIXES)) {
      send(first);
      send(second);
      Await.until(() -> facts(server, phone), count -> count == FIXES);
      Await.until(() -> facts(server, otherPhone), count -> count == FIXES);
      if (checkErased) {
        LiveStream stream = LiveStream.open(server.server().httpUri(), server.admin().token());
        try (stream) {
          Await.until(stream::lines, lines -> lines.stream().anyMatch(line -> line.shows(phone)));
          String id = ask();
          assertThat(id).hasSize(16);
          Await.until(
              stream::lines, lines -> lines.stream().anyMatch(line -> line.tellsOff(phone)));
          awaitCertificate(server, id);
          int done = stream.lines().size();
          send(first);
          Await.until(first::state, state -> state == SenderState.ERASED);
          send(second, FIXES);
          othersSent += FIXES;
          Await.until(
              stream::lines,
              lines -> lines.stream().skip(done).anyMatch(line -> line.shows(otherPhone)));
          Await.until(() -> facts(server, otherPhone), count -> count == othersSent);
          assertQuiet(stream.lines(), done);
        }
      }
    }
  }

  /** Where the erased was is told no more once it is off; and nothing at all once all is done. */
  private void assertQuiet(List<LiveStream.Line> told, int done) {
    List<LiveStream.Line> off = told.stream().dropWhile(line -> !line.tellsOff(phone)).toList();
    assertThat(off).isNotEmpty().noneMatch(line -> line.shows(phone));
    assertThat(told.subList(done, told.size()))
        .noneMatch(line -> line.text().contains("Canaryname"))
        .noneMatch(line -> line.text().contains("Erasov"));
  }

  private static void send(DeviceClient device) {
    send(device, 0);
  }

  private static void send(DeviceClient device, int aheadSeconds) {
    long nowMs = System.currentTimeMillis() + 1_000L * aheadSeconds;
    for (int i = 0; i < FIXES; i++) {
      device.offer(nowMs + 1_000 * (i + 1L), 432_389_000 + i, 769_452_000, 10, 0, 5);
    }
    device.flush();
  }

  private static int facts(TestServer server, String device) {
    int[] count = {0};
    server
        .server()
        .archive()
        .read(
            HexFormat.fromHexDigitsToLong(device),
            0,
            System.currentTimeMillis() + 60_000,
            (timeMs, latE7, lonE7, speed, course, accuracy) -> ++count[0] > 0);
    return count[0];
  }

  private String ask() {
    JsonNode asked = erased.session().post("/v1/me/erasures", JSON.createObjectNode());
    assertThat(asked.path("state").asText()).isEqualTo("preparing");
    return asked.path("id").asText();
  }

  private static JsonNode awaitCertificate(TestServer server, String id) {
    AdminClient anyone = AdminClient.anonymous(server.server().httpUri());
    return Await.until(
        () -> {
          try {
            return anyone.get("/v1/erasure-certificates/" + id);
          } catch (AdminClientException notYet) {
            return JSON.missingNode();
          }
        },
        found -> found.path("record").isObject());
  }

  private long count(String rows) {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("admin.db"));
        Statement statement = records.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertGone(TestServer server) {
    assertThat(facts(server, phone)).isZero();
    assertThat(facts(server, otherPhone)).isEqualTo(othersSent);
    long ref = HexFormat.fromHexDigitsToLong(erased.id());
    for (String rows : ROWS) {
      assertThat(count(rows + " = " + ref)).as(rows).isZero();
    }
    long otherRef = HexFormat.fromHexDigitsToLong(other.id());
    assertThat(count("permission WHERE person_ref = " + otherRef)).isEqualTo(3);
  }

  private void assertNoWordIsLeft() throws IOException {
    try (var files = Files.walk(data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(raw).as(file.toString()).doesNotContain("Canaryname", "Erasov");
      }
    }
    try (Vault vault = Vaults.open(VaultConfig.below(data(), null))) {
      assertThat(
              JournalVerifier.verify(data().resolve("journal"), vault, (done, all) -> {})
                  .problems())
          .isEmpty();
      assertThat(vault.keyMonths(HexFormat.fromHexDigitsToLong(erased.id()))).isEmpty();
    }
  }

  @Test
  void who_asks_is_gone_from_every_file_and_the_other_loses_nothing() throws Exception {
    try (TestServer server = start(ErasureHook.NONE)) {
      drive(server, true);
      assertGone(server);
    }
    assertNoWordIsLeft();
  }

  @Test
  void a_restart_in_the_middle_completes_and_a_replay_of_the_journal_brings_nothing_back()
      throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    String id;
    try (TestServer server =
        start(
            (erasureRef, step) -> {
              if (step == Step.ROWS) {
                there.countDown();
                stand();
              }
            })) {
      drive(server, false);
      id = ask();
      assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    }
    try (TestServer server = start(ErasureHook.NONE)) {
      JsonNode certificate = awaitCertificate(server, id);
      assertThat(certificate.at("/record/erasures/0/scanned/0/sha256").asText()).hasSize(64);
      assertGone(server);
    }
    replayFromTheStart();
    try (TestServer server = start(ErasureHook.NONE)) {
      assertThat(server.server().awaitFeed(30_000)).isTrue();
      assertGone(server);
    }
    assertNoWordIsLeft();
  }

  private void replayFromTheStart() throws SQLException {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("admin.db"));
        Statement statement = records.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE road_position SET applied_seq = 0")).isOne();
    }
  }

  /** Until the server is stopped. */
  private static void stand() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("stopped here", stopped);
    }
  }
}

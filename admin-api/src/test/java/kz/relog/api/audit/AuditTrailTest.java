package kz.relog.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.relog.api.MovableClock;
import kz.relog.api.TestSealer;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.AuditHead;
import kz.relog.api.store.AuditProblem;
import kz.relog.api.store.AuditReport;
import kz.relog.api.store.AuditRow;
import kz.relog.api.store.AuditVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain: what is written stays, and whatever is done to it is found. */
class AuditTrailTest {
  private static final long COMPANY = 5;
  private static final String PEER = "203.0.113.77";

  @TempDir Path dir;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T08:00:00Z"));
  private AdminStore store;
  private AuditTrail trail;

  @BeforeEach
  void open() {
    store = AdminStore.open(dir.resolve("admin.db"), new TestSealer());
    trail = new AuditTrail(store.audit(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anEmptyChainAndAFullOneHold() throws Exception {
    assertThat(verify().ok()).isTrue();
    write(200);
    AuditReport report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.rows()).isEqualTo(200);
    assertThat(report.afterKeptHead()).isZero();
    assertThat(report.head()).isEqualTo(store.audit().head());
  }

  @Test
  void theHeadFileIsTheOperatorsAlone() throws Exception {
    write(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(headFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void rowsOfManyWritersAtOnceMakeOneChain() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<Future<?>> running = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      int subject = writer + 1;
      running.add(
          writers.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  trail.record(entry(subject));
                }
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
    writers.shutdown();
    assertThat(verify().ok()).isTrue();
    assertThat(verify().rows()).isEqualTo(400);
    for (int subject = 1; subject <= 8; subject++) {
      assertThat(store.audit().aboutPerson(COMPANY, subject, 0, 100)).hasSize(50);
    }
  }

  @Test
  void theTableItselfRefusesToForget() throws Exception {
    write(3);
    assertThatThrownBy(() -> sql("DELETE FROM audit WHERE number = 2"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> sql("UPDATE audit SET subject_ref = 1 WHERE number = 2"))
        .hasMessageContaining("append-only");
  }

  @Test
  void whateverIsDoneToTheTableIsFoundAndNamed() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    write(60);
    store.close();
    Path untouched = dir.resolve("untouched.db");
    Files.copy(file(), untouched);
    for (int round = 0; round < 60; round++) {
      Files.copy(untouched, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Damage damage = damage(random);
      AuditReport report = verify();
      assertThat(report.problems())
          .as("seed " + seed + " round " + round + " " + damage)
          .anyMatch(
              problem ->
                  problem.kind() == damage.kind()
                      && problem.fromNumber() <= damage.number()
                      && problem.toNumber() >= damage.number());
    }
    open();
  }

  @Test
  void aChainWrittenAnewIsNotTheOneThatWasKept() throws Exception {
    write(10);
    AuditHead kept = store.audit().head();
    store.close();
    Files.delete(file());
    Files.delete(headFile());
    open();
    write(12);
    assertThat(verify().ok()).isTrue();
    assertThat(AuditVerifier.verify(file(), Optional.of(kept)).problems())
        .extracting(AuditProblem::kind)
        .containsExactly(AuditProblem.Kind.HEAD_DIFFERS);
  }

  @Test
  void aHeadThatIsGoneIsTold() throws Exception {
    write(2);
    Files.delete(headFile());
    assertThat(verify().problems())
        .extracting(AuditProblem::kind)
        .containsExactly(AuditProblem.Kind.HEAD_MISSING);
  }

  @Test
  void aCrashBetweenRowAndHeadIsNoDamage() throws Exception {
    write(5);
    byte[] head = Files.readAllBytes(headFile());
    write(1);
    Files.write(headFile(), head);
    assertThat(verify().ok()).isTrue();
    assertThat(verify().afterKeptHead()).isEqualTo(1);
  }

  @Test
  void aNetworkIsShortenedSealedAndForgottenWhileTheChainHolds() throws Exception {
    trail.record(entry(7).from(InetAddress.getByName(PEER)));
    trail.record(entry(7).from(InetAddress.getByName("2001:db8:1:2:3:4:5:6")));
    assertThat(rows())
        .extracting(AuditRow::peer)
        .containsExactly(Optional.of("2001:db8:1:0:0:0:0:0/48"), Optional.of("203.0.113.0/24"));
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .doesNotContain("203.0.113");

    clock.advance(AuditTrail.PEER_TERM.plus(Duration.ofHours(1)));
    write(1);
    assertThat(rows()).extracting(AuditRow::peer).containsOnly(Optional.empty());
    assertThat(verify().ok()).isTrue();
  }

  @Test
  void aPersonsNetworksCanBeForgotten() throws Exception {
    trail.record(entry(7).byPerson(9).from(InetAddress.getByName(PEER)));
    trail.record(entry(7).byPerson(8).from(InetAddress.getByName(PEER)));
    store.audit().clearPeersOf(COMPANY, 9);
    assertThat(rows()).extracting(row -> row.peer().isPresent()).containsExactly(true, false);
    assertThat(verify().ok()).isTrue();
  }

  @Test
  void anotherCompanySeesNothing() {
    write(3);
    assertThat(store.audit().ofCompany(COMPANY + 1, 0, 10, OptionalLong.empty(), Optional.empty()))
        .isEmpty();
  }

  @Test
  void aPurposeIsAWordAndNoText() {
    assertThatThrownBy(() -> entry(1).purpose("Ivan Petrov"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What was done, what should be told of it, about which row. */
  private record Damage(AuditProblem.Kind kind, long number, String sql) {}

  private Damage damage(Random random) throws SQLException {
    long number = 2L + random.nextInt(57);
    Damage damage =
        switch (random.nextInt(5)) {
          case 0 -> {
            String column =
                List.of("at_ms", "person_ref", "object_ref", "subject_ref", "company_ref")
                    .get(random.nextInt(5));
            yield new Damage(
                AuditProblem.Kind.CHANGED,
                number,
                "UPDATE audit SET " + column + " = " + column + " + 1 WHERE number = " + number);
          }
          case 1 ->
              new Damage(
                  AuditProblem.Kind.CHANGED,
                  number,
                  "UPDATE audit SET hash = randomblob(32) WHERE number = " + number);
          case 2 ->
              new Damage(
                  AuditProblem.Kind.MISSING, number, "DELETE FROM audit WHERE number = " + number);
          case 3 ->
              // Two neighbours change places.
              new Damage(
                  AuditProblem.Kind.CHANGED,
                  number,
                  "UPDATE audit SET number = -1 WHERE number = "
                      + number
                      + "; UPDATE audit SET number = "
                      + number
                      + " WHERE number = "
                      + (number + 1)
                      + "; UPDATE audit SET number = "
                      + (number + 1)
                      + " WHERE number = -1");
          default ->
              new Damage(
                  AuditProblem.Kind.CUT_OFF, number, "DELETE FROM audit WHERE number >= " + number);
        };
    sql("DROP TRIGGER audit_keeps_rows");
    sql("DROP TRIGGER audit_keeps_values");
    for (String one : damage.sql().split("; ", -1)) {
      sql(one);
    }
    return damage;
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofSeconds(1));
      trail.record(entry(i % 7 + 1));
    }
  }

  private static AuditEntry entry(long subjectRef) {
    return AuditEntry.anonymous(AuditAction.TRACK_READ)
        .inCompany(COMPANY)
        .on(ObjectKind.DEVICE, 12)
        .about(subjectRef)
        .purpose("plan-fact");
  }

  private List<AuditRow> rows() {
    List<AuditRow> rows =
        store.audit().ofCompany(COMPANY, 0, 1_000, OptionalLong.of(7), Optional.empty());
    return rows;
  }

  private AuditReport verify() {
    return AuditVerifier.verify(file(), Optional.empty());
  }

  private Path file() {
    return dir.resolve("admin.db");
  }

  private Path headFile() {
    return dir.resolve(AuditHead.FILE_NAME);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}

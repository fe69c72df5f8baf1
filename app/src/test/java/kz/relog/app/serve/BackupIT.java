package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.app.backup.Backup;
import kz.relog.app.backup.BackupProblem;
import kz.relog.app.backup.BackupProgress;
import kz.relog.app.backup.Restore;
import kz.relog.app.client.AdminClient;
import kz.relog.app.erase.BadErasedList;
import kz.relog.device.DeviceClient;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.VaultFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup made while the server runs comes back without what was erased since. */
class BackupIT {
  @TempDir private Path folder;

  private final Ride ride = new Ride(System.currentTimeMillis() / 1000 * 1000 - 600_000, 100);

  private Path data() {
    return folder.resolve("data");
  }

  private long subjectOf(AdminClient.NewDevice device) throws Exception {
    try (Connection records =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("admin.db"));
        Statement statement = records.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT subject_ref FROM device WHERE device_ref = "
                    + Long.parseUnsignedLong(device.id(), 16))) {
      return row.getLong(1);
    }
  }

  private void drive(TestServer server, AdminClient.NewDevice device) throws Exception {
    try (DeviceClient client = server.device(device.identity(), Carriage.TCP, 10)) {
      ride.send(client);
    }
  }

  private Restore restore(Path list, Clock clock) {
    return new Restore(
        folder.resolve("backup"),
        folder.resolve("vault.copy"),
        list,
        data().resolve("master.key"),
        clock,
        BackupProgress.NONE);
  }

  private Path list() {
    return folder.resolve("data-erased.list");
  }

  @Test
  void what_was_erased_after_the_backup_does_not_come_back_and_everything_else_does()
      throws Exception {
    AdminClient.NewDevice erased;
    AdminClient.NewDevice other;
    Path before = folder.resolve("before.list");
    try (TestServer server = new TestServer(data())) {
      erased = server.admin().createDevice("one");
      other = server.admin().createDevice("two");
      AdminClient.NewDevice first = server.admin().createDevice("three");
      drive(server, first);
      erase(server, first);
      drive(server, erased);
      drive(server, other);
      Backup backup = new Backup(data(), Clock.systemUTC(), BackupProgress.NONE);
      backup.data(folder.resolve("backup"));
      backup.vault(folder.resolve("vault.copy"));
      Files.copy(list(), before);
      erase(server, erased);
    }
    refusals(before);
    Path to = folder.resolve("restored");
    assertThat(restore(list(), Clock.systemUTC()).into(to)).isEqualTo(1);
    assertThatThrownBy(() -> restore(list(), Clock.systemUTC()).into(to))
        .isInstanceOf(BackupProblem.class)
        .hasMessageContaining("not empty");
    try (TestServer server = new TestServer(to)) {
      assertThat(ride.readBack(server.server().archive(), ref(erased))).isEmpty();
      assertThat(ride.readBack(server.server().archive(), ref(other))).isEqualTo(ride.asText());
    }
  }

  private static long ref(AdminClient.NewDevice device) {
    return Long.parseUnsignedLong(device.id(), 16);
  }

  private void erase(TestServer server, AdminClient.NewDevice device) throws Exception {
    long ref =
        server
            .server()
            .erasures()
            .request(subjectOf(device), Scope.WHOLE, Reason.OWNER)
            .toCompletableFuture()
            .join();
    Await.until(
        () -> server.server().erasures().progress(ref).orElseThrow().step(),
        step -> step == Step.DONE);
  }

  private void refusals(Path before) throws IOException {
    Clock now = Clock.systemUTC();
    refused(restore(folder.resolve("none.list"), now), BackupProblem.class, "no erased list");
    Path stale = folder.resolve("stale.list");
    Files.writeString(stale, Files.readAllLines(before).get(0) + "\n");
    refused(restore(stale, now), BackupProblem.class, "stale");
    Path altered = folder.resolve("altered.list");
    Files.writeString(altered, Files.readString(list()).replace(" 0 ", " 1 "));
    refused(restore(altered, now), BadErasedList.class, "altered");
    refused(
        restore(list(), Clock.offset(now, Duration.ofDays(31))),
        BackupProblem.class,
        "older than 30 days");
    Path key = data().resolve("master.key");
    String right = Files.readString(key);
    Files.writeString(key, "0f".repeat(32) + "\n");
    refused(restore(list(), now), VaultFailure.class, "master key");
    Files.writeString(key, right);
    Path manifest = folder.resolve("backup").resolve("manifest.json");
    String made = Files.readString(manifest);
    Files.writeString(manifest, made.replaceFirst("\"format\" : 1", "\"format\" : 2"));
    refused(restore(list(), now), BackupProblem.class, "newer version");
    Files.writeString(manifest, made);
    Path archive = folder.resolve("backup").resolve("archive.db");
    byte[] whole = Files.readAllBytes(archive);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(archive, damaged);
    refused(restore(list(), now), BackupProblem.class, "damaged");
    Files.write(archive, whole);
  }

  private void refused(Restore restore, Class<? extends Exception> how, String why) {
    Path to = folder.resolve("refused");
    assertThatThrownBy(() -> restore.into(to)).isInstanceOf(how).hasMessageContaining(why);
    assertThat(to).doesNotExist();
    assertThat(folder.resolve("refused.partial")).doesNotExist();
  }
}

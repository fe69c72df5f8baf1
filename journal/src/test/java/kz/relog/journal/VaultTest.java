package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys: kept, found, destroyed, and never shown. */
class VaultTest {

  @TempDir Path data;

  private VaultConfig config(@Nullable String masterKey) {
    return new VaultConfig(
        data.resolve("vault.db"),
        data.resolve("master.key"),
        masterKey,
        data.resolve("journal"),
        null);
  }

  private void assertRefused(@Nullable String masterKey, VaultFailure.Kind kind) {
    assertThatThrownBy(() -> Vaults.open(config(masterKey)))
        .isInstanceOfSatisfying(
            VaultFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void aFirstStartMakesAKeyFileThatOnlyItsOwnerMayRead() throws IOException {
    Vaults.open(config(null)).close();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("master.key"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("vault.db"))))
        .isEqualTo("rw-------");
    Vaults.open(config(null)).close();
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws IOException {
    Vaults.open(config(null)).close();
    Files.setPosixFilePermissions(
        data.resolve("master.key"), PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(null, VaultFailure.Kind.KEY_FILE_OPEN);
  }

  @Test
  void aMissingWrongOrMalformedMasterKeyIsRefused() throws IOException {
    Vaults.open(config(null)).close();
    Files.move(data.resolve("master.key"), data.resolve("aside"));
    assertRefused(null, VaultFailure.Kind.KEY_MISSING);
    assertThat(data.resolve("master.key")).doesNotExist();
    assertRefused(Bench.MASTER_KEY, VaultFailure.Kind.KEY_WRONG);
    assertRefused("abc", VaultFailure.Kind.KEY_MALFORMED);
    assertRefused("zz".repeat(32), VaultFailure.Kind.KEY_MALFORMED);
    String fromEnvironment = Files.readString(data.resolve("aside")).strip();
    Vaults.open(config(fromEnvironment)).close();
  }

  @Test
  void aVaultThatIsMissingWhileItsJournalExistsIsRefused() throws IOException {
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 1, 1);
    }
    Files.delete(data.resolve("vault.db"));
    assertRefused(Bench.MASTER_KEY, VaultFailure.Kind.VAULT_MISSING);
    assertThat(data.resolve("vault.db")).doesNotExist();
  }

  @Test
  void aVaultThatIsMissingWhileRecordsOrArchiveHaveSealedRowsIsRefused()
      throws IOException, SQLException {
    for (String name : List.of("admin.db", "archive.db")) {
      Path file = data.resolve(name);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE row (id INTEGER, sealed BLOB)");
        statement.execute("INSERT INTO row VALUES (1, x'00')");
      }
      assertRefused(Bench.MASTER_KEY, VaultFailure.Kind.VAULT_MISSING);
      assertThat(data.resolve("vault.db")).doesNotExist();
      Files.writeString(file, "what cannot be read may be sealed");
      assertRefused(Bench.MASTER_KEY, VaultFailure.Kind.VAULT_MISSING);
      Files.delete(file);
    }
  }

  @Test
  void aSchemaWithoutSealedRowsIsWhatAFirstStartLeft() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("admin.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE row (id INTEGER, sealed BLOB)");
      statement.execute("INSERT INTO row VALUES (1, NULL)");
    }
    Vaults.open(config(Bench.MASTER_KEY)).close();
    assertThat(data.resolve("vault.db")).exists();
  }

  @Test
  void aJournalRefusesAVaultThatIsNotItsOwn() {
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 1, 1);
    }
    try (Vault other = Bench.vault(data.resolve("other"))) {
      assertThatThrownBy(() -> Bench.journal(data, other))
          .isInstanceOfSatisfying(
              JournalFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(JournalFailure.Kind.VAULT));
    }
  }

  @Test
  void aDestroyedKeyLeavesItsSectionsUnreadableAndANewOneIsAnotherGeneration() {
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.append(journal.writer(), 5, Bench.text(1));
      Bench.append(journal.writer(), 6, Bench.text(2));
      Bench.erase(journal, 5);
      try (JournalReader before = journal.reader(1)) {
        assertThat(before.poll()).isTrue();
        assertThat(before.openSection(0, new byte[100], 0)).isPositive();
        assertThat(vault.destroySubject(5)).isEqualTo(1);
        assertThat(before.openSection(0, new byte[100], 0)).isEqualTo(JournalReader.KEY_GONE);
      }
      Bench.append(journal.writer(), 5, Bench.text(3));
      journal.writer().sync();
      assertThat(Bench.read(journal, 1))
          .containsExactly("gone", "entry 2 says it", "", "entry 3 says it");
      assertThat(vault.findArchiveCipher(5, Bench.MONTH)).isPresent();
      assertThat(vault.destroySubjectMonth(5, Bench.MONTH)).isTrue();
      assertThat(vault.destroySubjectMonth(5, Bench.MONTH)).isFalse();
      assertThat(vault.findArchiveCipher(5, Bench.MONTH)).isEmpty();
      assertThat(Bench.read(journal, 1)).containsExactly("gone", "entry 2 says it", "", "gone");
    }
    try (Vault vault = Bench.vault(data)) {
      JournalReport report = Bench.verify(data, vault);
      assertThat(report.problems()).isEmpty();
      assertThat(report.sectionsErased()).isEqualTo(2);
      assertThat(report.sectionsOpened()).isEqualTo(1);
    }
  }

  @Test
  void archiveAndJournalKeysAreDifferent() {
    byte[] nonce = new byte[SectionCipher.NONCE_BYTES];
    byte[] sealed = new byte[20];
    try (Vault vault = Bench.vault(data)) {
      SectionCipher journal = vault.journalCipherForSealing(1, 1);
      SectionCipher archive = vault.findArchiveCipher(1, 1).orElseThrow();
      assertThat(journal.seal(nonce, nonce, 2, new byte[4], 0, 4, sealed, 0)).isEqualTo(20);
      assertThat(archive.open(nonce, nonce, 2, sealed, 0, 20, new byte[4], 0))
          .isEqualTo(SectionCipher.NOT_AUTHENTIC);
      assertThat(
              vault
                  .findJournalCipher(1, 1, 1)
                  .orElseThrow()
                  .open(nonce, nonce, 2, sealed, 0, 20, new byte[4], 0))
          .isEqualTo(4);
    }
  }

  @Test
  void tenThousandDeviceSecretsAreStoredInOneTransactionAndFoundAfterARestart() {
    Random random = new Random(1);
    List<DeviceSecret> secrets =
        LongStream.range(0, 10_000)
            .mapToObj(
                i -> {
                  byte[] secret = new byte[32];
                  random.nextBytes(secret);
                  return new DeviceSecret(i * 100_000_000L, i + 1, secret);
                })
            .toList();
    try (Vault vault = Bench.vault(data)) {
      vault.putDeviceSecrets(secrets);
    }
    try (Vault vault = Bench.vault(data)) {
      List<DeviceSecret> all = vault.deviceSecrets();
      assertThat(all).hasSize(10_000);
      assertThat(all.get(77).secret()).isEqualTo(secrets.get(77).secret());
      assertThat(all.get(77).deviceRef()).isEqualTo(78);
      assertThat(vault.findDeviceSecret(7_700_000_000L).orElseThrow().secret())
          .isEqualTo(secrets.get(77).secret());
      assertThat(vault.destroyDeviceSecret(7_700_000_000L)).isTrue();
      assertThat(vault.findDeviceSecret(7_700_000_000L)).isEmpty();
      assertThat(vault.destroyDeviceSecret(7_700_000_000L)).isFalse();
    }
  }

  @Test
  void whatIsDestroyedLeavesNoTraceInTheFile() throws IOException {
    byte[] before;
    try (Vault vault = Bench.vault(data)) {
      vault.journalCipherForSealing(0x1122334455667788L, 3);
      vault.flush();
      before = Files.readAllBytes(data.resolve("vault.db"));
      vault.destroySubject(0x1122334455667788L);
    }
    byte[] after = Files.readAllBytes(data.resolve("vault.db"));
    int at = indexOf(before, new byte[] {0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, (byte) 0x88}, 0);
    assertThat(at).isPositive();
    byte[] wrapped = java.util.Arrays.copyOfRange(before, at + 10, at + 70);
    assertThat(indexOf(before, wrapped, 0)).isEqualTo(at + 10);
    assertThat(indexOf(after, wrapped, 0)).isEqualTo(-1);
    assertThat(indexOf(after, java.util.Arrays.copyOfRange(wrapped, 20, 40), 0)).isEqualTo(-1);
  }

  static int indexOf(byte[] in, byte[] what, int from) {
    for (int i = from; i <= in.length - what.length; i++) {
      if (java.util.Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void nothingPrintsAKey() {
    DeviceSecret secret = new DeviceSecret(5, 6, new byte[32]);
    assertThat(secret.toString()).isEqualTo("DeviceSecret");
    assertThat(config(Bench.MASTER_KEY).toString()).doesNotContain("0f0f");
    try (Vault vault = Bench.vault(data)) {
      assertThat(vault.journalCipherForSealing(1, 1).toString()).isEqualTo("VaultCipher");
    }
    secret.destroy();
    assertThat(secret.secret()).containsOnly(0);
  }
}

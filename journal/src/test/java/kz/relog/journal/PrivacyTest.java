package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing about a person stands in clear in any file. */
class PrivacyTest {

  private static final byte[] CANARY = "43.2389501,76.8897303".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path data;

  @Test
  void noFileHoldsAPositionASecretOrTheMasterKeyInClear() throws IOException {
    byte[] secret = "a device's secret of 32 bytes ok".getBytes(StandardCharsets.US_ASCII);
    Path copy = data.resolve("copy");
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      vault.putDeviceSecret(5, 6, secret);
      for (int i = 1; i <= 100; i++) {
        Bench.append(journal.writer(), i, CANARY);
      }
      journal.writer().sync();
      assertThat(Bench.read(journal, 1))
          .hasSize(100)
          .allMatch(text -> text.equals(new String(CANARY, StandardCharsets.US_ASCII)));
      Bench.copy(data.resolve("journal"), copy.resolve("journal"));
      Files.copy(data.resolve("vault.db"), copy.resolve("vault.db"));
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(VaultTest.indexOf(bytes, CANARY, 0)).as("%s", file).isEqualTo(-1);
        assertThat(VaultTest.indexOf(bytes, secret, 0)).as("%s", file).isEqualTo(-1);
        byte[] master = Bench.MASTER_KEY.getBytes(StandardCharsets.US_ASCII);
        assertThat(VaultTest.indexOf(bytes, master, 0)).as("%s", file).isEqualTo(-1);
      }
    }
  }

  @Test
  void chronicleLeavesNoFileInTheHomeDirectoryAndStartsNoThreadButItsCleaner() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    Set<String> before = namesWithChronicle(home);
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      Bench.write(journal, 3, 3);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("disk-space") || name.contains("analytics"));
    }
    assertThat(namesWithChronicle(home)).isEqualTo(before);
    assertThat(System.getProperty("chronicle.analytics.disable")).isEqualTo("true");
  }

  private static Set<String> namesWithChronicle(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .map(Path::toString)
          .filter(name -> name.contains("chronicle"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aDumpShowsHeadersAndContentOnlyWhenAsked() throws IOException {
    Path journalDirectory = data.resolve("journal");
    try (Vault vault = Bench.vault(data)) {
      try (Journal journal = Bench.journal(data, vault)) {
        Bench.append(journal.writer(), 0xABCDEF, CANARY);
        journal.writer().checkpointBegin(5);
      }
      StringWriter text = new StringWriter();
      assertThat(
              JournalDumper.dump(
                  journalDirectory, 1, Long.MAX_VALUE, JournalDumper.Format.TEXT, null, null, text))
          .isEqualTo(2);
      assertThat(text.toString())
          .isEqualTo(
              """
              1 2026-11-18T11:06:40.001Z FACTS from DEVICE boot=468600 durable=0 device=000000000000004d key=0000000005 counter=6 batch=7 held=8 [subject=0000000000abcdef month=680 purposes=11 bytes=21]
              2 1970-01-01T00:00:00.005Z CHECKPOINT begin from SERVER boot=468600 durable=0
              """);
      StringWriter json = new StringWriter();
      JournalDumper.dump(
          journalDirectory,
          1,
          1,
          JournalDumper.Format.JSON,
          vault,
          (kind, seq, subjectRef, plain, length) -> "\"" + length + " bytes of " + kind + "\"",
          json);
      assertThat(json.toString())
          .isEqualTo(
              "{\"seq\":1,\"received_ms\":1795000000001,\"kind\":\"FACTS\",\"source\":\"DEVICE\",\"checkpoint\":\"\",\"boot\":468600,"
                  + "\"durable_seq\":0,\"device\":\"000000000000004d\",\"key\":\"0000000005\",\"counter\":\"6\",\"batch_seq\":\"7\",\"held\":8,"
                  + "\"refused\":0,\"sections\":[{\"subject\":\"0000000000abcdef\",\"month\":680,\"purposes\":3,\"bytes\":21,\"content\":\"21 bytes of FACTS\"}]}\n");
    }
  }

  @Test
  void statsCountWhatIsThere() {
    try (Vault vault = Bench.vault(data);
        Journal journal = Bench.journal(data, vault)) {
      assertThat(JournalStats.oldestReceivedMs(data.resolve("journal"))).isEqualTo(Long.MAX_VALUE);
      Bench.write(journal, 20, 20);
      journal.writer().checkpointBegin(5);
      journal.writer().checkpointEnd(6);
      journal.writer().sync();
      JournalStats stats = JournalStats.of(data.resolve("journal"));
      assertThat(stats.entries()).isEqualTo(22);
      assertThat(stats.entriesByKind())
          .containsEntry(EntryKind.FACTS, 20L)
          .containsEntry(EntryKind.CHECKPOINT, 2L);
      assertThat(stats.devices()).isEqualTo(1);
      assertThat(stats.subjects()).isEqualTo(7);
      assertThat(stats.sections()).isEqualTo(20);
      assertThat(stats.lastReceivedMs()).isEqualTo(6);
      assertThat(JournalStats.oldestReceivedMs(data.resolve("journal")))
          .isEqualTo(stats.firstReceivedMs());
      assertThat(stats.files()).hasSize(1);
      long textBytes = Bench.texts(1, 20).stream().mapToInt(String::length).sum();
      assertThat(stats.entryBytes()).isEqualTo(22 * 80 + 20 * (24 + 16) + textBytes);
    }
  }
}

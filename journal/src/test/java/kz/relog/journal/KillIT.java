package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes, and is killed. */
class KillIT {

  @TempDir Path data;

  /** Writes until killed, printing each durable position. */
  public static final class Writer {
    public static void main(String[] args) {
      Path data = Path.of(args[0]);
      Random random = new Random(Long.parseLong(args[1]));
      Vault vault = Bench.vault(data);
      Journal journal =
          Journals.open(
              JournalConfig.in(data.resolve("journal")).reserveBytes(Bench.RESERVE_BYTES).build(),
              vault);
      while (true) {
        for (int i = random.nextInt(50); i >= 0; i--) {
          long seq = journal.writer().nextSeq();
          Bench.append(journal.writer(), 1 + seq % 1000, Bench.text(seq));
        }
        journal.writer().sync();
        System.out.println(journal.durableSeq());
      }
    }
  }

  @Test
  void aKilledProcessLosesNothingThatItHadSynced() throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < 4; kill++) {
      long promised = writeUntilKilled(random);
      try (Vault vault = Bench.vault(data)) {
        assertThat(Bench.verify(data, vault).problems()).isEmpty();
        try (Journal journal = Journals.open(Bench.config(data).build(), vault)) {
          assertThat(journal.durableSeq()).isGreaterThanOrEqualTo(promised);
          assertThat(Bench.read(journal, 1)).isEqualTo(Bench.texts(1, journal.durableSeq()));
        }
      }
    }
  }

  private long writeUntilKilled(Random random) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            data.toString(),
            Long.toString(random.nextLong())));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    long promised = 0;
    try (BufferedReader lines = process.inputReader()) {
      int groups = 1 + random.nextInt(100);
      String line = lines.readLine();
      for (int i = 0; i < groups && line != null; i++) {
        promised = Long.parseLong(line);
        line = lines.readLine();
      }
      // Not Process.destroyForcibly: that closes the stream, and with it what was still said.
      process.toHandle().destroyForcibly();
      while (line != null) {
        // What it still said before it died was promised too; a line cut short says less, which is
        // no harm.
        promised = Math.max(promised, line.isEmpty() ? 0 : Long.parseLong(line));
        line = lines.readLine();
      }
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(promised).isPositive();
    return promised;
  }
}

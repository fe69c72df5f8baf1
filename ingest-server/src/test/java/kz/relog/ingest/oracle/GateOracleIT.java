package kz.relog.ingest.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import kz.relog.ingest.oracle.PlainGate.Stored;
import kz.relog.journal.EntryKind;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalReader;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fleet of 1,400 devices leaves in the journal is what the plain model says. */
class GateOracleIT {

  @TempDir Path directory;

  private final long seed = Long.getLong("relog.seed", System.nanoTime());

  @Test
  void theStoredSetIsTheOraclesSetAlsoWhenTheServerIsKilledInTheMiddle() throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int third = Script.STEPS / 3;
    int first = random.nextInt(third) + 1;
    int second = third + random.nextInt(third);
    runUntil("orders " + first, 0, 0);
    runUntil("arrivals " + second, 1, first);
    runUntil("done", 2, second);

    List<Script.Step> steps = new Script(seed).steps();
    PlainGate oracle = PlainGate.after(steps);
    Map<Stored, Integer> stored = storedInJournal();
    Map<Stored, Integer> stray = minus(stored, oracle.stored());
    Map<Stored, Integer> missing = minus(oracle.stored(), stored);
    long storing = stored.keySet().stream().map(Stored::deviceRef).distinct().count();
    long sending =
        steps.stream()
            .flatMap(step -> step.arrivals().stream())
            .mapToInt(Script.Batch::device)
            .distinct()
            .count();
    System.out.printf(
        "%d stored, %d refused; %d devices sent, of %d something is stored%n",
        stored.values().stream().mapToInt(Integer::intValue).sum(),
        oracle.refused(),
        sending,
        storing);
    assertThat(stray).as("stray, seed %d", seed).isEmpty();
    assertThat(missing).as("missing, seed %d", seed).isEmpty();
    assertThat(storing).as("devices with something stored, seed %d", seed).isGreaterThan(1_000);
    assertThat(stored.size()).as("seed %d", seed).isGreaterThan(10_000);
    assertThat(oracle.refused()).as("seed %d", seed).isGreaterThan(10_000);
  }

  private static Map<Stored, Integer> minus(
      Map<Stored, Integer> all, Map<Stored, Integer> without) {
    Map<Stored, Integer> rest = new HashMap<>();
    all.forEach(
        (fix, count) -> {
          int left = count - without.getOrDefault(fix, 0);
          if (left > 0 && rest.size() < 20) {
            rest.put(fix, left);
          }
        });
    return rest;
  }

  /** Starts the fleet at a step and kills it as soon as it says the line, or waits for its end. */
  private void runUntil(String line, int run, int step) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dchronicle.analytics.disable=true",
            "-cp",
            classPath(),
            FleetProcess.class.getName(),
            directory.toString(),
            Long.toString(seed),
            Integer.toString(run),
            Integer.toString(step)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String next = out.readLine();
      while (next != null && !next.equals(line)) {
        said.add(next);
        next = out.readLine();
      }
      assertThat(next).as(() -> String.join("\n", said)).isEqualTo(line);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static String classPath() {
    ClassLoader loader = FleetProcess.class.getClassLoader();
    return loader instanceof URLClassLoader urls
        ? Arrays.stream(urls.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private Map<Stored, Integer> storedInJournal() {
    Map<Stored, Integer> stored = new HashMap<>();
    FixBatchDecoder decoder = new FixBatchDecoder();
    try (Vault vault = Vaults.open(VaultConfig.below(directory, null));
        Journal journal =
            Journals.open(JournalConfig.in(directory.resolve("journal")).build(), vault);
        JournalReader reader = journal.reader(1)) {
      while (reader.poll()) {
        for (int i = 0; reader.kind() == EntryKind.FACTS && i < reader.sectionCount(); i++) {
          byte[] plain = new byte[reader.sectionPlainLength(i)];
          reader.openSection(i, plain, 0);
          assertThat(decoder.decode(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
          for (int fix = 0; fix < decoder.count(); fix++) {
            Stored found =
                new Stored(
                    reader.deviceRef(),
                    reader.sectionSubjectRef(i),
                    decoder.timeMs(fix),
                    reader.sectionPurposeMask(i));
            stored.merge(found, 1, Integer::sum);
          }
        }
      }
    }
    return stored;
  }
}

package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill −9 of the phone's process: what was accepted before it reaches the server, once. */
class SpoolKillIT {
  private static final int KILLS = 8;
  private static final int FIXES = 100_000;

  @TempDir Path folder;

  @Test
  void every_fix_that_was_accepted_is_stored_once_however_often_the_process_is_killed()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    DeviceIdentity identity = Bench.identity(9);
    Path key = folder.resolve("van.key");
    identity.write(key);
    Set<Long> accepted = new TreeSet<>();
    try (WireServer server = new WireServer(seed, 20, () -> Long.MAX_VALUE)) {
      WireModel.Device device = server.model.enrol(identity);
      int next = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        server.udpMute = random.nextInt(3) == 0;
        next = run(key, server, next, FIXES, 1 + random.nextInt(800), accepted);
      }
      server.udpMute = false;
      run(key, server, 0, 0, Integer.MAX_VALUE, accepted);
      assertThat(server.model.violations()).as("seed %d", seed).isEmpty();
      assertThat(device.times).as("seed %d", seed).doesNotHaveDuplicates().containsAll(accepted);
      // One fix of each kill may have been kept and not told.
      assertThat(device.times.size()).isBetween(accepted.size(), accepted.size() + KILLS);
      assertThat(accepted.size()).isGreaterThan(KILLS);
    }
  }

  /** Lets the process offer fixes and kills it after so many; the next second to offer. */
  private static int run(
      Path key, WireServer server, int first, int fixes, int killAfter, Set<Long> accepted)
      throws IOException, InterruptedException {
    Process process =
        ChildJava.of(
                SpoolUser.class,
                key.toString(),
                server.udpAddress().toString(),
                Integer.toString(first),
                Integer.toString(fixes))
            .start();
    int next = first;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (++seen == killAfter) {
          process.toHandle().destroyForcibly(); // leaves what is in the pipe readable
        }
        if (line.endsWith(" ACCEPTED")) {
          int second = Integer.parseInt(line.substring(0, line.indexOf(' ')));
          accepted.add(Bench.DAY_ONE_MS + second * 1000L);
          next = second + 2; // the one after it may have been kept and not told
        } else if (fixes == 0) {
          assertThat(line).isEqualTo("true settled");
        }
      }
    }
    process.waitFor();
    return next;
  }
}

package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterKillIT {
  @TempDir Path folder;

  @Test
  void no_number_is_used_twice_when_the_process_is_killed_at_random_points()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<String> counters = new HashSet<>();
    Set<String> batches = new HashSet<>();
    for (int run = 0; run < 6; run++) {
      Process process = ChildJava.of(CounterUser.class, folder.resolve("state").toString()).start();
      int killAfter = 1 + random.nextInt(6000);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        int seen = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (++seen == killAfter) {
            process.toHandle().destroyForcibly(); // leaves what is in the pipe readable
          }
          String[] words = line.split(" ", 2);
          if (words.length == 2 && !words[1].isEmpty()) {
            assertThat(counters.add(words[0])).as("seed %d counter %s", seed, line).isTrue();
            assertThat(batches.add(words[1])).as("seed %d batch %s", seed, line).isTrue();
          }
        }
      }
      process.waitFor();
    }
    assertThat(counters).as("seed %d", seed).hasSizeGreaterThan(6);
  }
}

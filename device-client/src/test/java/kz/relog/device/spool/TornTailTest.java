package kz.relog.device.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut or a kill leaves: the last file ends anywhere, or ends in zeros or noise. */
class TornTailTest {
  @TempDir Path temp;

  /** A short life of a spool, in steps that each append one record; what it holds after each. */
  private List<Kept> live(Path folder, List<Long> ends) throws IOException {
    List<Kept> after = new ArrayList<>();
    for (int steps = 0; steps <= 11; steps++) {
      Path copy = folder.resolveSibling("at" + steps);
      FileSpool spool = Kept.open(copy, 1 << 20, 0);
      run(spool, steps);
      ends.add(spool.bytes());
      spool.close();
      try (FileSpool again = Kept.open(copy, 1 << 20, 0)) {
        after.add(new Kept(again));
      }
    }
    FileSpool spool = Kept.open(folder, 1 << 20, 0);
    run(spool, 11);
    spool.close();
    return after;
  }

  private static void run(FileSpool spool, int steps) throws IOException {
    byte[] waiting = Kept.message(1, 2, 2);
    Step[] all = {
      () -> spool.save(SpoolState.FIRST),
      () -> Kept.addFix(spool, 0),
      () -> Kept.addFix(spool, 1),
      () -> spool.freeze(Kept.batch(1, 0, 2), 2, false, 9),
      () -> Kept.addFix(spool, 2),
      () -> Kept.addFix(spool, 3),
      () -> spool.pend(4, 2, 0, 0, waiting, waiting.length),
      () -> Kept.addFix(spool, 4),
      () -> spool.release(1),
      () -> spool.freeze(Kept.batch(2, 2, 2), 0, true, 9),
      () -> spool.freeze(Kept.consent(3), 0, false, 9),
    };
    for (int i = 0; i < steps; i++) {
      try {
        all[i].take();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  @Test
  void cut_off_at_each_byte_the_whole_records_before_the_cut_are_there() throws IOException {
    List<Long> ends = new ArrayList<>();
    List<Kept> after = live(temp.resolve("whole"), ends);
    Path segment = segment(temp.resolve("whole"));
    byte[] whole = Files.readAllBytes(segment);
    assertThat(ends.get(11)).isEqualTo(whole.length);
    for (int length = 0; length < whole.length; length++) {
      int steps = 0;
      while (steps < 11 && ends.get(steps + 1) <= length) {
        steps++;
      }
      check(segment, Arrays.copyOf(whole, length), after.get(steps), "cut at " + length);
    }
  }

  @Test
  void zeros_or_noise_at_the_end_are_no_records() throws IOException {
    List<Long> ends = new ArrayList<>();
    List<Kept> after = live(temp.resolve("whole"), ends);
    Path segment = segment(temp.resolve("whole"));
    byte[] whole = Files.readAllBytes(segment);
    for (int steps = 1; steps <= 11; steps++) {
      int end = ends.get(steps).intValue();
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, end), end + 4096);
      check(segment, zeros, after.get(steps), "zeros after step " + steps);
      byte[] noise = zeros.clone();
      for (int i = end; i < noise.length; i++) {
        noise[i] = (byte) (i * 31);
      }
      check(segment, noise, after.get(steps), "noise after step " + steps);
      if (end < whole.length) {
        byte[] changed = whole.clone();
        changed[end + 9] ^= 1;
        check(segment, changed, after.get(steps), "a bit changed after step " + steps);
      }
    }
  }

  @Test
  void a_run_after_a_torn_tail_goes_on_in_a_file_of_its_own() throws IOException {
    Path folder = temp.resolve("torn");
    try (FileSpool spool = Kept.open(folder, 1 << 20, 0)) {
      run(spool, 11);
    }
    Path segment = segment(folder);
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 3));
    try (FileSpool spool = Kept.open(folder, 1 << 20, 0)) {
      spool.freeze(Kept.consent(3), 0, false, 9);
      Kept.addFix(spool, 5);
    }
    try (FileSpool spool = Kept.open(folder, 1 << 20, 0)) {
      Kept kept = new Kept(spool);
      assertThat(kept.frozen).containsOnlyKeys(2L, 3L);
      assertThat(kept.open).containsExactly(Kept.START_MS + 4000, Kept.START_MS + 5000);
    }
  }

  private void check(Path segment, byte[] content, Kept expected, String as) throws IOException {
    Files.write(segment, content);
    try (FileSpool spool = Kept.open(temp.resolve("whole"), 1 << 20, 0)) {
      Kept kept = new Kept(spool);
      assertThat(kept.open).as(as).isEqualTo(expected.open);
      assertThat(kept.frozen.keySet()).as(as).isEqualTo(expected.frozen.keySet());
      kept.frozen.forEach(
          (seq, message) -> assertThat(message).as(as).isEqualTo(expected.frozen.get(seq)));
      assertThat(kept.backlogFixes).as(as).isEqualTo(expected.backlogFixes);
    }
    Files.write(segment, content); // opening may have deleted a file that holds nothing
  }

  private static Path segment(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
  }
}

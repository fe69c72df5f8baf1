package kz.relog.device.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.v1.ConsentChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSpoolTest {
  private static final long MIB = 1 << 20;

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("spool");
  }

  @Test
  void fixes_a_backlog_and_numbered_batches_are_found_again() throws IOException {
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      for (int i = 0; i < 30; i++) {
        Kept.addFix(spool, i);
      }
      spool.freeze(Kept.batch(7, 0, 10), 10, false, 257);
      byte[] waiting = Kept.message(1, 10, 10);
      spool.pend(20, 10, 0, 0, waiting, waiting.length);
      spool.save(
          new SpoolState(true, true, false, List.of(new SpoolState.Wish(2, 0)), 20_000, 1234));
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept kept = new Kept(spool);
      assertThat(kept.open).hasSize(10).startsWith(Kept.START_MS + 20_000L);
      assertThat(kept.frozen).containsOnlyKeys(7L);
      assertThat(kept.frozen.get(7L)).isEqualTo(Kept.message(7, 0, 10));
      assertThat(kept.backlogFixes).isEqualTo(10);
      byte[] message = new byte[8192];
      int length = spool.readOldest(message);
      assertThat(Kept.seconds(message, length)).startsWith(10).endsWith(19).hasSize(10);
      assertThat(kept.state)
          .isEqualTo(
              new SpoolState(true, true, false, List.of(new SpoolState.Wish(2, 0)), 20_000, 1234));
    }
  }

  @Test
  void what_is_released_is_not_found_again_and_numbers_go_on() throws IOException {
    try (FileSpool spool = FileSpool.open(folder(), List.of(Kept.SECRET), MIB, 0, true)) {
      assertThat(spool.nextBatchSeq(1)).isEqualTo(1);
      for (long seq = 1; seq <= 40; seq++) {
        Kept.addFix(spool, (int) seq);
        spool.freeze(Kept.batch(seq, (int) seq, 1), seq, false, 257);
        if (seq != 20) {
          spool.release(seq);
        }
      }
    }
    try (FileSpool spool = FileSpool.open(folder(), List.of(Kept.SECRET), MIB, 0, true)) {
      assertThat(new Kept(spool).frozen).containsOnlyKeys(20L);
      assertThat(spool.nextBatchSeq(257))
          .as("after a kill: the stride is not skipped")
          .isEqualTo(41);
      assertThat(spool.nextBatchSeq(41)).as("after an orderly end").isEqualTo(41);
      assertThat(spool.nextBatchSeq(300)).as("someone else went on").isEqualTo(300);
    }
  }

  @Test
  void no_file_shows_what_it_holds_and_only_the_owner_may_read() throws IOException {
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept.addFix(spool, 0);
      spool.freeze(Kept.batch(1, 0, 1), 1, false, 2);
    }
    byte[] message = Kept.message(1, 0, 1);
    byte[] position = Arrays.copyOfRange(message, 8, 16);
    for (Path file : files()) {
      assertThat(indexOf(Files.readAllBytes(file), position)).isNegative();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void another_device_cannot_open_it_and_a_new_secret_can_after_the_change() throws IOException {
    byte[] next = new byte[32];
    next[0] = 1;
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept.addFix(spool, 3);
    }
    assertThatThrownBy(() -> FileSpool.open(folder(), List.of(next), MIB, 0, false))
        .hasMessageContaining("another device");
    try (FileSpool spool = FileSpool.open(folder(), List.of(Kept.SECRET, next), MIB, 0, false)) {
      spool.rewrap(next);
    }
    try (FileSpool spool = FileSpool.open(folder(), List.of(next), MIB, 0, false)) {
      assertThat(new Kept(spool).open).hasSize(1);
    }
  }

  @Test
  void a_withdrawal_forgets_every_fix_and_keeps_what_the_person_said() throws IOException {
    SpoolState said =
        SpoolState.FIRST.withPerson(
            false, true, List.of(new SpoolState.Wish(ConsentChange.Action.WITHDRAW_VALUE, 0)));
    Map<Path, byte[]> before = new HashMap<>();
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept.addFix(spool, 1);
      spool.freeze(Kept.batch(1, 0, 1), 0, false, 9);
      spool.freeze(Kept.consent(2), 0, false, 9);
      byte[] waiting = Kept.message(1, 5, 5);
      spool.pend(0, 5, 0, 0, waiting, waiting.length);
      for (Path file : files()) {
        before.put(file, Files.readAllBytes(file));
      }
      spool.forget(said);
      Kept.addFix(spool, 9);
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept kept = new Kept(spool);
      assertThat(kept.open).containsExactly(Kept.START_MS + 9000);
      assertThat(kept.frozen).containsOnlyKeys(2L);
      assertThat(kept.backlogBatches).isZero();
      assertThat(kept.state).isEqualTo(said);
    }
    assertThat(files()).hasSize(2); // the key and what was written since
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      if (!Files.exists(file.getKey())) {
        Files.write(file.getKey(), file.getValue()); // a file that comes back says nothing any more
      }
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      assertThat(new Kept(spool).open).hasSize(1);
    }
    assertThat(files()).hasSize(2);
  }

  @Test
  void a_destroyed_spool_leaves_no_file_and_takes_nothing() throws IOException {
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      Kept.addFix(spool, 1);
      spool.destroy();
      assertThat(files()).isEmpty();
      assertThatThrownBy(() -> Kept.addFix(spool, 2)).isInstanceOf(IOException.class);
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      assertThat(new Kept(spool).open).isEmpty();
    }
  }

  @Test
  void when_full_it_thins_first_then_drops_the_oldest_and_never_passes_its_capacity()
      throws IOException {
    int[] thinned = new int[1];
    int[] dropped = new int[1];
    int thinnedBeforeFirstDrop = 0;
    int batches = 60_000;
    Random random = new Random(5);
    try (FileSpool spool = Kept.open(folder(), MIB, 20)) {
      spool.losses(
          new Spool.Losses() {
            @Override
            public void onThinned(int fixes) {
              thinned[0] += fixes;
            }

            @Override
            public void onOverflow(int fixes) {
              dropped[0] += fixes;
            }
          });
      int second = 0;
      for (int i = 0; i < batches && dropped[0] < 20_000; i++) {
        byte[] message = wandering(random, second, 60);
        second += 60;
        spool.pend(0, 60, 0, 0, message, message.length);
        if (dropped[0] == 0) {
          thinnedBeforeFirstDrop = thinned[0];
        }
        if (i % 100 == 0) {
          assertThat(bytes()).isLessThanOrEqualTo(MIB);
        }
      }
      assertThat(dropped[0]).isGreaterThanOrEqualTo(20_000);
      assertThat(thinnedBeforeFirstDrop).isGreaterThan(100_000);
      assertThat(spool.backlogFixes()).isEqualTo(second - thinned[0] - dropped[0]);
      assertThat(bytes()).isLessThanOrEqualTo(MIB);
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 20)) {
      byte[] message = new byte[8192];
      int length = spool.readOldest(message);
      int oldest = Kept.seconds(message, length).get(0);
      assertThat(oldest).as("the oldest went").isGreaterThan(20_000);
      assertThat(spool.backlogFixes()).isPositive();
    }
  }

  @Test
  void settled_batches_leave_room_and_files_stay_few() throws IOException {
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      for (long seq = 1; seq <= 20_000; seq++) {
        Kept.addFix(spool, (int) seq);
        spool.freeze(Kept.batch(seq, (int) seq, 1), seq, false, 1 << 20);
        if (seq > 30) {
          spool.release(seq - 30);
        }
      }
      assertThat(bytes()).isLessThan(MIB / 4);
    }
    try (FileSpool spool = Kept.open(folder(), MIB, 0)) {
      assertThat(new Kept(spool).frozen).hasSize(30).containsKey(20_000L);
    }
  }

  /** A drive with turns, so that thinning leaves something. */
  private static byte[] wandering(Random random, int firstSecond, int fixes) {
    FixBatchEncoder encoder = new FixBatchEncoder().begin(1000, 6).batchSeq(1);
    int lat = 432_000_000 + random.nextInt(1_000_000);
    int lon = 769_000_000 + random.nextInt(1_000_000);
    int north = random.nextInt(1500) - 750;
    int east = random.nextInt(1500) - 750;
    for (int i = 0; i < fixes; i++) {
      if (random.nextInt(12) == 0) {
        north = random.nextInt(1500) - 750;
        east = random.nextInt(1500) - 750;
      }
      lat += north;
      lon += east;
      encoder.add(
          Kept.START_MS + (firstSecond + i) * 1000L,
          lat + random.nextInt(60),
          lon + random.nextInt(60),
          random.nextInt(200),
          random.nextInt(360),
          5,
          Integer.MIN_VALUE);
    }
    byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    return Arrays.copyOf(out, encoder.encode(out, 0));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.toList();
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static int indexOf(byte[] where, byte[] what) {
    for (int i = 0; i + what.length <= where.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(where, i, i + what.length), what)) {
        return i;
      }
    }
    return -1;
  }
}

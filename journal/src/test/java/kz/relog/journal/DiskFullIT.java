package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory. Needs root to mount it. */
class DiskFullIT {

  @TempDir Path mountPoint;

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aFullDiskIsRefusedWithoutHalfAnEntryAndGoesOnWhenSpaceReturns()
      throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mountPoint.toString()),
        "mounting a small file system needs root");
    try {
      fillAndFree();
    } finally {
      run("umount", "-l", mountPoint.toString());
    }
  }

  private void fillAndFree() throws IOException {
    Bench.TestClock clock = new Bench.TestClock();
    Path ballast = mountPoint.resolve("ballast");
    try (Vault vault = Bench.vault(mountPoint)) {
      long last = 0;
      try (Journal journal = Journals.open(Bench.config(mountPoint).clock(clock).build(), vault)) {
        Files.write(ballast, new byte[4 << 20]);
        JournalWriter writer = journal.writer();
        long seq = Bench.append(writer);
        while (seq != JournalWriter.DISK_SHORT) {
          last = seq;
          seq = Bench.append(writer);
          if (last % 1000 == 0) {
            writer.sync();
          }
        }
        writer.sync();
        assertThat(last).isGreaterThan(1000);
        assertThat(journal.durableSeq()).isEqualTo(last);
        writer.beginErase(EntrySource.ADMIN, 1, ErasedRange.whole(100));
        assertThat(writer.commit()).isEqualTo(++last);
        Files.delete(ballast);
        clock.move(Duration.ofSeconds(1));
        assertThat(Bench.append(writer)).isEqualTo(++last);
        writer.sync();
      }
      assertThat(Bench.verify(mountPoint, vault).problems()).isEmpty();
      assertThat(Bench.verify(mountPoint, vault).lastSeq()).isEqualTo(last);
    }
  }
}

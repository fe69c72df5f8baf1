package kz.relog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether entries come from memory or from the file makes no difference to who reads. */
class RecentEntriesTest {

  private static final int ENTRIES = 15_000;
  private static final int BYTES_MAX = 4_000;

  @TempDir Path data;
  private Vault vault;
  private Journal journal;

  @BeforeEach
  void open() {
    vault = Bench.vault(data);
    journal = Journals.open(Bench.config(data).fileBytesMax(16 << 20).build(), vault);
  }

  @AfterEach
  void close() {
    journal.close();
    vault.close();
  }

  @Test
  void readersThatFollowAndReadersThatLagReadTheSame() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?> written = threads.submit(() -> write(new SplittableRandom(seed)));
      Future<?> follower = threads.submit(follow(seed, 0));
      Future<?> straggler = threads.submit(follow(seed, 9_000));
      Future<?> late = threads.submit(follow(seed, ENTRIES));
      written.get();
      follower.get();
      straggler.get();
      late.get();
    } finally {
      threads.shutdownNow();
    }
  }

  /** About thirty megabytes: the memory is overwritten several times. */
  private void write(SplittableRandom random) {
    byte[] text = new byte[BYTES_MAX];
    for (int i = 0; i < ENTRIES; i++) {
      JournalWriter writer = journal.writer();
      long seq = writer.nextSeq();
      int length = length(random);
      Arrays.fill(text, 0, length, (byte) seq);
      writer.begin(EntryKind.FACTS, EntrySource.DEVICE, seq, 77, 5, seq, seq, 8);
      writer.section(1 + seq % 7, Bench.MONTH, 3, text, 0, length / 2);
      writer.section(1 + seq % 7, Bench.MONTH + 1, 3, text, length / 2, length - length / 2);
      writer.commit();
      if (random.nextInt(100) == 0) {
        writer.sync();
      }
    }
    journal.writer().sync();
  }

  private static int length(SplittableRandom random) {
    return 2 + random.nextInt(BYTES_MAX - 2);
  }

  /** Reads in bursts, each begun only when it is so many entries behind. */
  private Callable<Void> follow(long seed, int behind) {
    return () -> {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] plain = new byte[BYTES_MAX];
      try (JournalReader reader = journal.reader(1)) {
        for (long seq = 1; seq <= ENTRIES; ) {
          while (journal.durableSeq() < Math.min(ENTRIES, seq + behind)) {
            Thread.onSpinWait();
          }
          while (seq <= ENTRIES && reader.poll()) {
            assertThat(reader.seq()).isEqualTo(seq);
            assertThat(reader.packetCounter()).isEqualTo(seq);
            int length = length(random);
            int first = reader.openSection(0, plain, 0);
            int second = reader.openSection(1, plain, first);
            assertThat(first + second).isEqualTo(length);
            byte[] expected = new byte[length];
            Arrays.fill(expected, (byte) seq);
            assertThat(Arrays.equals(plain, 0, length, expected, 0, length)).isTrue();
            if (random.nextInt(100) == 0) {
              Thread.onSpinWait();
            }
            seq++;
          }
        }
      }
      return null;
    };
  }

  @Test
  void anEntryInMemoryIsGoneWithItsKey() {
    Bench.append(journal.writer(), 1, Bench.text(1));
    Bench.append(journal.writer(), 2, Bench.text(2));
    Bench.erase(journal, 1);
    vault.destroySubject(1);
    assertThat(Bench.read(journal, 1)).containsExactly("gone", "entry 2 says it", "");
    Bench.append(journal.writer(), 2, Bench.text(3));
    journal.writer().sync();
    assertThat(Bench.read(journal, 1))
        .containsExactly("gone", "entry 2 says it", "", "entry 3 says it");
  }
}

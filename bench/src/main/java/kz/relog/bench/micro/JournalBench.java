package kz.relog.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.JournalWriter;
import kz.relog.journal.Journals;
import kz.relog.journal.SyncMode;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.frame.CryptoProviders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Appending sealed entries, and forcing them in groups. {@code append} is one entry without its
 * force; {@code force} is a group with it, told for the group.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBench {
  private static final int MONTH = 680;
  private static final int PURPOSES = 7;

  private final byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
  private int length;
  private int next;
  private long batchSeq;
  private List<AutoCloseable> open = List.of();
  private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // made by begin, before any invocation
  private JournalWriter writer;

  /** Subjects that take turns: the keys of few stay in the processor's caches. */
  @Param({"16", "10000"})
  public int subjects = 16;

  /** Fixes of a batch. */
  @Param({"1", "30"})
  public int fixes = 1;

  /** Entries of a group, for {@code force} alone. */
  @Param({"1000"})
  public int group = 1_000;

  /** A journal in a folder of its own. */
  @Setup(Level.Iteration)
  public void begin() throws IOException {
    folder = Files.createTempDirectory("relog-jmh-");
    Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
    Journal journal =
        Journals.open(
            JournalConfig.in(folder.resolve("journal"))
                .sync(SyncMode.ALWAYS)
                .cipherProvider(CryptoProviders.fastest())
                .build(),
            vault);
    open = List.of(journal, vault);
    writer = journal.writer();
    length = Frames.encode(fixes, new FixBatchEncoder(), plain);
    for (int i = 1; i <= subjects; i++) {
      writer.prepareKey(i, MONTH);
    }
    writer.sync();
  }

  /** Removes it. */
  @TearDown(Level.Iteration)
  public void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    BenchSetup.remove(folder);
  }

  /** One entry. */
  @Benchmark
  public long append() {
    next = next + 1 >= subjects ? 0 : next + 1;
    writer.begin(
        EntryKind.FACTS, EntrySource.DEVICE, 1, next + 1, next + 1, ++batchSeq, batchSeq, 0);
    writer.section(next + 1, MONTH, PURPOSES, plain, 0, length);
    return writer.commit();
  }

  /** A group, forced. */
  @Benchmark
  public long force() {
    for (int i = 1; i < group; i++) {
      append();
    }
    long seq = append();
    writer.sync();
    return seq;
  }
}

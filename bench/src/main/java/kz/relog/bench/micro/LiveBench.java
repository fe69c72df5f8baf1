package kz.relog.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.store.AdminStore;
import kz.relog.app.live.EventTeller;
import kz.relog.app.live.LiveState;
import kz.relog.app.seal.VaultSealer;
import kz.relog.bench.scenario.BenchSetup;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.route.EngineConfig;
import kz.relog.route.RouteEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The live view: taking a fact, and one look at the whole fleet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LiveBench {
  private static final int ALL_PURPOSES = 7;
  private static final long START_MS = 1_790_000_000_000L;

  private List<AutoCloseable> open = List.of();
  private Path folder = Path.of("");
  private long timeMs = START_MS;
  private int next;

  @SuppressWarnings("NullAway.Init") // made by fill, before any invocation
  private LiveState live;

  /** Vehicles shown: few stay in the processor's caches. */
  @Param({"100", "10000"})
  public int vehicles = 100;

  /** A fleet of which each vehicle was heard. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("relog-jmh-");
    Vault vault = Vaults.open(VaultConfig.below(folder, CryptoProviders.fastest()));
    AdminStore store = AdminStore.open(folder.resolve("admin.db"), new VaultSealer(vault));
    open = List.of(store, vault);
    live =
        new LiveState(
            Clock.systemUTC(),
            new EventTeller(
                store.events(), new LiveEvents(store.events()), Clock.systemUTC(), plan -> true),
            () -> new LiveSource.Rates(0, Double.NaN, Double.NaN));
    live.askGate(subject -> ALL_PURPOSES);
    for (int i = 0; i < vehicles; i++) {
      onFact();
    }
    live.snapshot(); // publishing waits for a look
    live.publish(new RouteEngine(EngineConfig.DEFAULT, live), true);
    if (live.snapshot().vehicles().size() != vehicles) {
      throw new IllegalStateException("not everything is shown");
    }
  }

  /** Removes the records. */
  @TearDown
  public void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    BenchSetup.remove(folder);
  }

  /** The last fact of a batch. */
  @Benchmark
  public void onFact() {
    next = next + 1 >= vehicles ? 0 : next + 1;
    live.onLastFact(
        next + 1, next + 1, ALL_PURPOSES, ++timeMs, 432_000_000, 769_000_000 + next, 100, 0, 5);
  }

  /** What a page of the whole fleet is made from. */
  @Benchmark
  public LiveSource.LiveSnapshot snapshot() {
    return live.snapshot();
  }
}

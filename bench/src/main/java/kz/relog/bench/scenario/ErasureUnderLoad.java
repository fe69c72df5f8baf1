package kz.relog.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import kz.relog.app.client.AdminClient;
import kz.relog.bench.load.PacedFleet;
import kz.relog.bench.process.ErasingServer;
import kz.relog.bench.report.Figure;
import kz.relog.bench.report.Measure;
import kz.relog.device.DeviceIdentity;
import org.HdrHistogram.Histogram;

/**
 * What the erasure of one subject among many costs a server under load: how soon its keys are gone,
 * how soon it is complete, and the latency of everybody's acks before and during it.
 */
public final class ErasureUnderLoad {
  private static final double KEYS_SECONDS_MAX = 1;
  private static final double DONE_SECONDS_MAX = 60;
  private static final double TIMES_MAX = 2;
  private static final int BATCH = 30;
  private static final long ARCHIVE_NS_MAX = 900_000_000_000L;
  private static final String NAME = "erase";

  /** Steps of an erasure after which its keys are still there. */
  private static final Set<String> BEFORE_KEYS = Set.of("REQUESTED", "BLOCKED");

  private final BenchSetup setup;
  private final long fixes;
  private final int senders;
  private final double rate;

  /**
   * A bench that has not begun.
   *
   * @param fixes of all subjects
   * @param senders devices that send meanwhile, each on a connection
   * @param rate their frames per second, in all
   */
  public ErasureUnderLoad(BenchSetup setup, long fixes, int senders, double rate) {
    this.setup = setup;
    this.fixes = fixes;
    this.senders = senders;
    this.rate = rate;
  }

  /** Seconds from the order until the keys were destroyed, and until all was done. */
  private record Took(double keysSeconds, double doneSeconds) {}

  /**
   * Measures.
   *
   * @param left where the data is, or is made, and left; empty for a folder that is removed
   * @param onlyMake does not measure
   * @return whether keys, completion and latencies kept their limits
   */
  public boolean measure(Optional<Path> left, boolean onlyMake) throws IOException {
    Path data = left.isPresent() ? left.get() : setup.makeFolder(NAME);
    try {
      if (!Files.exists(data.resolve("journal"))) {
        new RecoveryTime(setup, fixes, BATCH, false).write(Files.createDirectories(data));
        setup.say("%,d fixes journalled", fixes);
        try (ErasingServer server = ErasingServer.start(setup.build(), data)) {
          archive(server);
        }
      }
      if (onlyMake) {
        return true;
      }
      try (ErasingServer server = ErasingServer.start(setup.build(), data)) {
        return measure(server);
      }
    } finally {
      if (left.isEmpty()) {
        BenchSetup.remove(data);
      }
    }
  }

  /** Waits until engine, records and archive have all that the journal has. */
  private void archive(ErasingServer server) throws IOException {
    long beganNs = System.nanoTime();
    while (System.nanoTime() - beganNs < ARCHIVE_NS_MAX) {
      try {
        server.ask("settle");
        setup.say("archived in %.0f s", (System.nanoTime() - beganNs) / 1e9);
        return;
      } catch (IOException behind) {
        LockSupport.parkNanos(1_000_000_000);
      }
    }
    throw new IOException("the archive does not follow");
  }

  private boolean measure(ErasingServer server) throws IOException {
    long subjectRef = nextSubject(server);
    List<DeviceIdentity> identities =
        server.owner().createDevices("Bench", senders).stream()
            .map(AdminClient.NewDevice::identity)
            .toList();
    double seconds = setup.load().seconds();
    try (PacedFleet fleet = new PacedFleet(server.tcp(), identities, System.currentTimeMillis())) {
      fleet.begin(rate);
      fleet.measure(seconds);
      Histogram before = fleet.measure(seconds).ackMicros();
      tell("before", before);
      CompletableFuture<Took> erasing =
          CompletableFuture.supplyAsync(() -> erase(server, subjectRef));
      Histogram during = new Histogram(before);
      during.reset();
      while (!erasing.isDone()) {
        during.add(fleet.measure(0.5).ackMicros());
      }
      tell("during", during);
      return judge(erasing.join(), before, during);
    }
  }

  /** The first that is not erased yet. */
  private long nextSubject(ErasingServer server) throws IOException {
    long subjectRef = RecoveryTime.FIRST_SUBJECT + setup.load().devices() / 2;
    while (!server.ask("of " + subjectRef).equals("NONE")) {
      subjectRef++;
    }
    return subjectRef;
  }

  private boolean judge(Took took, Histogram before, Histogram during) {
    double times =
        (double) during.getValueAtPercentile(99) / Math.max(1, before.getValueAtPercentile(99));
    found("keys gone", Measure.SECONDS, took.keysSeconds);
    found("complete", Measure.SECONDS, took.doneSeconds);
    found("p99 during it", Measure.TIMES, times);
    setup.say(
        "limits: keys %.0f s, complete %.0f s, p99 %.0f times",
        KEYS_SECONDS_MAX, DONE_SECONDS_MAX, TIMES_MAX);
    return took.keysSeconds <= KEYS_SECONDS_MAX
        && took.doneSeconds <= DONE_SECONDS_MAX
        && times <= TIMES_MAX;
  }

  private Took erase(ErasingServer server, long subjectRef) {
    long beganNs = System.nanoTime();
    double keys = 0;
    try {
      String ref = server.ask("erase " + subjectRef);
      while (true) {
        String step = server.ask("step " + ref);
        double now = (System.nanoTime() - beganNs) / 1e9;
        if (keys == 0 && !BEFORE_KEYS.contains(step)) {
          keys = now;
        }
        if (step.equals("DONE")) {
          return new Took(keys, now);
        }
        LockSupport.parkNanos(10_000_000);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void tell(String when, Histogram micros) {
    setup.say(
        "  %-7s ack p50 %.1f p99 %.1f p99.9 %.1f ms of %,d acks",
        when,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        micros.getTotalCount());
  }

  private void found(String what, Measure measure, double value) {
    setup.found(Figure.of(NAME, "relog, " + what, measure, value, List.of()));
  }
}

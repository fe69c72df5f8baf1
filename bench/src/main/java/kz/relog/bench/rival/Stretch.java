package kz.relog.bench.rival;

import java.util.Optional;
import java.util.function.Supplier;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.process.CpuTimes;
import org.HdrHistogram.Histogram;

/** Measures how a store takes records for a while. Any thread. */
final class Stretch {
  private final Histogram micros = new Histogram(60_000_000, 3);
  private final Supplier<CpuTimes> store;
  private final long beganNs = System.nanoTime();
  private final CpuTimes storeBefore;
  private final CpuTimes machineBefore = CpuTimes.ofMachine();
  private final CpuTimes ownBefore = CpuTimes.ofThisProcess();
  private long acked;
  private long sent;
  private long refused;
  private String failure = "";

  /**
   * Begins.
   *
   * @param store CPU time of the store so far; 0 where it works in this process
   */
  Stretch(Supplier<CpuTimes> store) {
    this.store = store;
    this.storeBefore = store.get();
  }

  /** A store that works in this process. */
  static Stretch ofThisProcess() {
    return new Stretch(() -> new CpuTimes(0, 0));
  }

  /** Records were handed over. */
  synchronized void sent(long records) {
    sent += records;
  }

  /** Records were acknowledged after so long. */
  synchronized void acked(long records, long ns) {
    acked += records;
    micros.recordValueWithCount(Math.min(60_000_000, Math.max(0, ns / 1_000)), records);
  }

  /** A record was refused; the first reason is kept. */
  synchronized void failed(String reason) {
    if (failure.isEmpty()) {
      failure = reason;
    }
    refused++;
  }

  /** Why the first record was refused; empty if none was. */
  synchronized Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  /** Records handed over and not answered yet. */
  synchronized long waiting() {
    return sent - acked - refused;
  }

  double seconds() {
    return (System.nanoTime() - beganNs) / 1e9;
  }

  /** What was done until now. */
  synchronized LoadResult result() {
    double seconds = seconds();
    CpuTimes own = CpuTimes.ofThisProcess().since(ownBefore);
    CpuTimes used = store.get().since(storeBefore);
    double others =
        Math.max(0, CpuTimes.ofMachine().since(machineBefore).total() - own.total() - used.total());
    boolean inside = used.total() == 0;
    return new LoadResult(
        seconds,
        acked,
        0,
        sent,
        sent - acked,
        false,
        inside ? own : used,
        inside ? new CpuTimes(0, 0) : own,
        others,
        micros.copy());
  }
}

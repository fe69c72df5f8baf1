package kz.relog.bench.scenario;

import java.io.IOException;
import java.util.List;
import kz.relog.bench.load.LoadResult;
import kz.relog.bench.process.Metrics;
import kz.relog.bench.process.ServerProcess;
import kz.relog.bench.process.ThreadCpu;
import kz.relog.bench.report.Blemish;
import kz.relog.bench.report.Figure;

/** What is printed of a round, and what a server is asked before and after it. */
public final class RoundLine {
  /** So long nothing of the lag is worked off before it is called a stand-still. */
  private static final long STILL_NS_MAX = 60_000_000_000L;

  private static final long LAG_POLL_MS = 200;
  private static final int THREADS_SHOWN = 7;

  private RoundLine() {}

  /** Rate, CPU, latencies, and whatever keeps the number from being clean. */
  static void print(BenchSetup setup, String who, LoadResult round) {
    setup.say(
        "  %-14s %,9.0f frames/s  cpu/frame user %5.2f kernel %5.2f us  cores: target %.2f"
            + " load %.2f others %.2f  ack p50 %.1f p99 %.1f max %.1f ms%s",
        who,
        round.rate(),
        round.userMicrosPerFrame(),
        round.kernelMicrosPerFrame(),
        round.target().total() / round.seconds(),
        round.generator().total() / round.seconds(),
        round.others() / round.seconds(),
        round.ackMicros().getValueAtPercentile(50) / 1e3,
        round.ackMicros().getValueAtPercentile(99) / 1e3,
        round.ackMicros().getMaxValue() / 1e3,
        Figure.warning(round.blemishes()));
  }

  /**
   * Frames, acks and groups of the server between two readings.
   *
   * @return acks sent for each frame received, and whether everything was stored
   */
  static Sums printSums(BenchSetup setup, Metrics before, Metrics after) {
    double received = received(before, after);
    double stored = after.frames("stored") - before.frames("stored");
    double sent = after.acks("sent") - before.acks("sent");
    double coalesced = after.acks("coalesced") - before.acks("coalesced");
    double groups =
        after.value("relog_journal_groups_total") - before.value("relog_journal_groups_total");
    Sums sums =
        new Sums(
            received == 0 ? 0 : sent / received,
            Blemish.ofStored(received, stored).stream().toList());
    setup.say(
        "  server's own count: received %,.0f, stored %,.0f, acks sent %,.0f (%.3f per frame),"
            + " coalesced %,.0f, %.1f frames per forced group%s",
        received,
        stored,
        sent,
        sums.acksPerFrame(),
        coalesced,
        groups == 0 ? 0 : stored / groups,
        Figure.warning(sums.blemishes()));
    return sums;
  }

  /** What the server says of itself. */
  record Sums(double acksPerFrame, List<Blemish> blemishes) {}

  /** CPU of the server's threads for each frame that it received between two readings. */
  static void printThreads(BenchSetup setup, Metrics before, Metrics after, ThreadCpu used) {
    setup.say(
        "  server's threads, us of CPU per frame: %s",
        used.perWork(received(before, after), THREADS_SHOWN));
  }

  /** Frames that the server received between two readings. */
  static double received(Metrics before, Metrics after) {
    return after.sum("relog_frames_received_total") - before.sum("relog_frames_received_total");
  }

  /**
   * Waits until engine and archive have seen everything, so that their work does not fall into the
   * next round.
   *
   * @return seconds waited
   * @throws IOException if they stand still: what such a server did is no measurement
   */
  public static double awaitNoLag(ServerProcess server) throws IOException, InterruptedException {
    long beginNs = System.nanoTime();
    long movedNs = beginNs;
    double least = Double.MAX_VALUE;
    for (double lag = server.metrics().lagEntries(); lag > 0; ) {
      if (lag < least) {
        least = lag;
        movedNs = System.nanoTime();
      } else if (System.nanoTime() - movedNs > STILL_NS_MAX) {
        throw new IOException(
            "engine and archive stand still, %,.0f entries behind; the server said:%n%s"
                .formatted(lag, server.lastLines()));
      }
      Thread.sleep(LAG_POLL_MS);
      lag = server.metrics().lagEntries();
    }
    return (System.nanoTime() - beginNs) / 1e9;
  }
}

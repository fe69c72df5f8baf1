package kz.relog.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.report.Blemish;
import org.HdrHistogram.Histogram;

/**
 * One measured stretch of load. Times are of the stretch alone, without its ramp.
 *
 * @param seconds its length
 * @param acked acks that came in it
 * @param ackBytes their bytes
 * @param sentInAll frames sent in the whole round, ramp included
 * @param lostInAll frames of the round that were not answered
 * @param exhausted whether the prepared frames ran out before the end
 * @param target CPU time of the process under load
 * @param generator CPU time of this process
 * @param others CPU time of everything else on the machine, interrupts left out
 * @param ackMicros times from a frame to its ack
 */
public record LoadResult(
    double seconds,
    long acked,
    long ackBytes,
    long sentInAll,
    long lostInAll,
    boolean exhausted,
    CpuTimes target,
    CpuTimes generator,
    double others,
    Histogram ackMicros) {

  /** Frames acked per second. */
  public double rate() {
    return acked / seconds;
  }

  /** Mean length of an ack. */
  public double ackBytesMean() {
    return acked == 0 ? 0 : (double) ackBytes / acked;
  }

  /** CPU time of the process under load for each acked frame, in microseconds. */
  public double targetMicrosPerFrame() {
    return acked == 0 ? 0 : target.total() * 1e6 / acked;
  }

  /** CPU time of the process under load in user mode for each acked frame, in microseconds. */
  public double userMicrosPerFrame() {
    return acked == 0 ? 0 : target.user() * 1e6 / acked;
  }

  /** CPU time of the process under load in the kernel for each acked frame, in microseconds. */
  public double kernelMicrosPerFrame() {
    return acked == 0 ? 0 : target.kernel() * 1e6 / acked;
  }

  /** What keeps the number from being clean; empty when nothing does. */
  public List<Blemish> blemishes() {
    return Stream.of(
            Blemish.ofOthers(others, seconds),
            Blemish.ofLost(lostInAll, sentInAll, "frames got no ack"),
            Blemish.ofRanOut(exhausted))
        .flatMap(Optional::stream)
        .toList();
  }
}

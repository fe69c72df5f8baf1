package kz.relog.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.relog.bench.process.CpuTimes;
import kz.relog.bench.report.Blemish;
import org.HdrHistogram.Histogram;

/**
 * One stretch of frames at a steady rate.
 *
 * @param duePerSecond frames that were due
 * @param ackedPerSecond frames that were acked in the measured stretch
 * @param sentInAll frames of the whole run, ramp included
 * @param lostInAll frames of it without an ack three seconds after the last was sent
 * @param latestMs how late the load itself was at most; it is part of the latencies
 * @param seconds of the measured stretch
 * @param acked frames in it
 * @param target CPU time of the process under load in it
 * @param others CPU time of everything else on the machine but the load
 * @param ackMicros from when a frame was due to its ack; a frame without one counts with the age
 *     that it had at the end
 */
public record OpenLoopResult(
    double duePerSecond,
    double ackedPerSecond,
    long sentInAll,
    long lostInAll,
    double latestMs,
    double seconds,
    long acked,
    CpuTimes target,
    double others,
    Histogram ackMicros) {

  /** CPU time of the process under load for each acked frame, in microseconds. */
  public double targetMicrosPerFrame() {
    return acked == 0 ? 0 : target.total() * 1e6 / acked;
  }

  /** What keeps the number from being clean; empty when nothing does. */
  public List<Blemish> blemishes() {
    return Stream.of(
            Blemish.ofRate(ackedPerSecond, duePerSecond),
            Blemish.ofLost(lostInAll, sentInAll, "frames got no ack"),
            Blemish.ofOthers(others, seconds))
        .flatMap(Optional::stream)
        .toList();
  }
}

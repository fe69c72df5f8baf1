package kz.relog.bench.load;

import java.util.ArrayList;
import java.util.List;
import kz.relog.bench.process.CpuTimes;
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

  /** Others may use this part of one core before a round counts as disturbed. */
  private static final double OTHERS_MAX = 0.10;

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

  /** What keeps the number from being clean; empty when nothing does. */
  public List<String> blemishes() {
    List<String> blemishes = new ArrayList<>();
    if (others / seconds > OTHERS_MAX) {
      blemishes.add(String.format("others used %.0f %% of a core", 100 * others / seconds));
    }
    if (lostInAll > 0) {
      blemishes.add(lostInAll + " of " + sentInAll + " frames got no ack");
    }
    if (exhausted) {
      blemishes.add("the prepared frames ran out");
    }
    return blemishes;
  }
}

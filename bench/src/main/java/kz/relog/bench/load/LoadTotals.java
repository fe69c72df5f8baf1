package kz.relog.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What all lanes have done so far, at one moment. Filled by the load's thread, then read only. */
final class LoadTotals {
  private final Histogram ackMicros = new Histogram(TimeUnit.SECONDS.toMicros(60), 3);
  private final long takenNs = System.nanoTime();
  private long sent;
  private long acked;
  private long ackBytes;
  private long lost;
  private boolean exhausted;

  void add(long laneSent, long laneAcked, long laneAckBytes, long laneLost, boolean atEnd) {
    sent += laneSent;
    acked += laneAcked;
    ackBytes += laneAckBytes;
    lost += laneLost;
    exhausted |= atEnd;
  }

  Histogram ackMicros() {
    return ackMicros;
  }

  long takenNs() {
    return takenNs;
  }

  long sent() {
    return sent;
  }

  long acked() {
    return acked;
  }

  long ackBytes() {
    return ackBytes;
  }

  long lost() {
    return lost;
  }

  /** Whether a lane has nothing left to send. */
  boolean isExhausted() {
    return exhausted;
  }
}

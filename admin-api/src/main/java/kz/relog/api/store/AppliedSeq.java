package kz.relog.api.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The highest journal seq that the records show, and a way to wait for it. Any thread. */
public final class AppliedSeq {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private volatile long seq;

  AppliedSeq(long seq) {
    this.seq = seq;
  }

  long get() {
    return seq;
  }

  void advance(long newSeq) {
    lock.lock();
    try {
      seq = newSeq;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks until the records show a seq.
   *
   * @return false when the time is over first
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean await(long wantedSeq, long timeoutNs) throws InterruptedException {
    long leftNs = timeoutNs;
    lock.lockInterruptibly();
    try {
      while (seq < wantedSeq && leftNs > 0) {
        leftNs = grown.awaitNanos(Math.min(leftNs, TimeUnit.HOURS.toNanos(1)));
      }
      return seq >= wantedSeq;
    } finally {
      lock.unlock();
    }
  }
}

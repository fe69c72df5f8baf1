package kz.relog.api.call;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of those who ask to be let in: logins, registrations, resets. Thousands may come at
 * once, and whoever is in must not wait behind them, so that they have two threads of their own and
 * a queue that ends. Any thread.
 */
public final class Door implements AutoCloseable {
  private static final int THREADS = 2;

  /** A request takes about a millisecond here, its hash is computed elsewhere: a second or two. */
  private static final int WAITING_MAX = 2_000;

  private final ThreadPoolExecutor threads;

  /** A door with threads that start when first needed. */
  public Door() {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            work -> {
              Thread thread = new Thread(work, "relog-door-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Where a call of the door runs; refuses when too many wait. */
  Executor executor() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

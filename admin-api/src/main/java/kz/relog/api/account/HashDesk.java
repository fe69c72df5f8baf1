package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.relog.api.call.Call;
import kz.relog.api.problem.Problem;

/**
 * Where passwords are hashed: on a few threads of its own, with a queue that is as long as they can
 * work off in bounded time, so that a thousand logins at once take no more memory than a few, and
 * nobody else's request waits behind them. Who does not fit in is told when to come again, each
 * another moment ({@link HashQueue}). Any thread.
 */
public final class HashDesk implements AutoCloseable {
  /** What a work takes before any was measured. */
  private static final Duration FIRST_GUESS = Duration.ofMillis(50);

  private final ThreadPoolExecutor threads;
  private final HashQueue queue;
  private final long patienceNs;
  private final HashCost cost;
  private final SecureRandom random;
  private final String nobodys;
  private final AtomicLong computed = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger runningMax = new AtomicInteger();

  /** A desk of these settings; opens without hashing. */
  public HashDesk(AccountSettings settings, SecureRandom random) {
    this.cost = settings.cost();
    this.random = random;
    this.patienceNs = settings.hashPatience().toNanos();
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            settings.hashThreads(),
            settings.hashThreads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.hashQueueMax()),
            work -> {
              Thread thread = new Thread(work, "relog-hash-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    nobodys = PasswordHash.ofNobody(cost, random);
    queue = new HashQueue(settings.hashThreads(), settings.hashPatience(), FIRST_GUESS.toNanos());
  }

  /**
   * Works at the desk, then answers on a thread of the call.
   *
   * @param work hashes
   * @param answer gets what was computed
   * @throws kz.relog.api.problem.ProblemException 503 when the queue is full
   */
  public <T> HttpResponse work(Call call, Supplier<T> work, Function<T, HttpResponse> answer) {
    return work(call, work, answer, () -> {});
  }

  /**
   * The same, where something has to be taken back when nothing was hashed after all.
   *
   * @param turnedAway runs before the 503, on any thread
   */
  <T> HttpResponse work(
      Call call, Supplier<T> work, Function<T, HttpResponse> answer, Runnable turnedAway) {
    Optional<Duration> later = queue.enter(System.nanoTime());
    if (later.isPresent()) {
      throw busy(later.get(), turnedAway);
    }
    long deadlineNs = System.nanoTime() + patienceNs;
    try {
      return HttpResponse.of(
          CompletableFuture.supplyAsync(
                  () -> {
                    requireWanted(call, deadlineNs, turnedAway);
                    return timed(work);
                  },
                  threads)
              .whenComplete((done, failed) -> queue.leave())
              .thenApplyAsync(answer, call.context().blockingTaskExecutor()));
    } catch (RejectedExecutionException full) {
      queue.leave();
      throw busy(queue.turn(System.nanoTime()), turnedAway);
    }
  }

  /** The hash of a new password. Call at the desk only. */
  public String make(String password) {
    return counted(() -> PasswordHash.make(password, cost, random));
  }

  /** Whether a password is the one of a hash; as much work without one. Call at the desk only. */
  public boolean matches(String password, Optional<String> hash) {
    boolean same = counted(() -> PasswordHash.matches(password, hash.orElse(nobodys)));
    return same && hash.isPresent();
  }

  /** Whether a hash was made at another cost than is asked for now. */
  public boolean isOutdated(String hash) {
    return !PasswordHash.isOf(hash, cost);
  }

  /** Hashes computed so far. */
  public long computed() {
    return computed.get();
  }

  /** Most hashes that were ever computed at once. */
  public int runningMax() {
    return runningMax.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Nobody is hashed for who has gone, or was kept waiting for longer than is promised. */
  private void requireWanted(Call call, long deadlineNs, Runnable turnedAway) {
    long nowNs = System.nanoTime();
    if (call.context().isCancelled() || nowNs - deadlineNs > 0) {
      throw busy(queue.turn(nowNs), turnedAway);
    }
  }

  private <T> T timed(Supplier<T> work) {
    long startNs = System.nanoTime();
    try {
      return work.get();
    } finally {
      queue.took(System.nanoTime() - startNs);
    }
  }

  private <T> T counted(Supplier<T> work) {
    runningMax.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      return work.get();
    } finally {
      running.decrementAndGet();
      computed.incrementAndGet();
    }
  }

  private static RuntimeException busy(Duration later, Runnable turnedAway) {
    turnedAway.run();
    return Problem.busy("Too many people log in just now.")
        .after((int) Math.max(1, (later.toMillis() + 999) / 1000))
        .toException();
  }
}

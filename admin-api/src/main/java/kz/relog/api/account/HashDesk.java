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
 * Where passwords are hashed: on a few threads of its own, with a queue of limited length, so that
 * a thousand logins at once take no more memory than a few, and nobody else's request waits behind
 * them. Who does not fit in, or has waited too long, is told to come again. Any thread.
 */
public final class HashDesk implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Duration patience;
  private final HashCost cost;
  private final SecureRandom random;
  private final String nobodys;
  private final AtomicLong computed = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger runningMax = new AtomicInteger();

  /** A desk of these settings; takes one hash to open. */
  public HashDesk(AccountSettings settings, SecureRandom random) {
    this.patience = settings.hashPatience();
    this.cost = settings.cost();
    this.random = random;
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
  }

  /**
   * Works at the desk, then answers on a thread of the call.
   *
   * @param work hashes
   * @param answer gets what was computed
   * @throws kz.relog.api.problem.ProblemException 503 when the queue is full
   */
  public <T> HttpResponse work(Call call, Supplier<T> work, Function<T, HttpResponse> answer) {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    try {
      return HttpResponse.of(
          CompletableFuture.supplyAsync(() -> inTime(deadlineNs, work), threads)
              .thenApplyAsync(answer, call.context().blockingTaskExecutor()));
    } catch (RejectedExecutionException full) {
      throw busy();
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

  private <T> T inTime(long deadlineNs, Supplier<T> work) {
    if (System.nanoTime() - deadlineNs > 0) {
      throw busy();
    }
    return work.get();
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

  private static RuntimeException busy() {
    return Problem.busy("Too many people log in just now.").toException();
  }
}

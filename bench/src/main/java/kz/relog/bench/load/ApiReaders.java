package kz.relog.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Readers of the API: requests drawn from a list that fall due at a steady rate, whatever is
 * answered. A latency counts from when its request was due. The calling thread sends; the client's
 * own threads receive.
 */
public final class ApiReaders {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** More than this many waiting would measure this process and not the server. */
  private static final int WAITING_MAX = 2_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI api;
  private final String token;
  private final List<String> paths;
  private final Random random;

  /**
   * Readers that have not begun.
   *
   * @param token of the person who reads
   * @param paths requested with equal probability
   * @param seed of the draw
   */
  public ApiReaders(URI api, String token, List<String> paths, long seed) {
    this.api = api;
    this.token = token;
    this.paths = List.copyOf(paths);
    this.random = new Random(seed);
  }

  /**
   * What happened.
   *
   * @param due requests
   * @param answered with what was asked for
   * @param failed refused, cut or too late
   * @param notSent due while too many were waiting
   * @param seconds from the first to the last answer
   * @param micros from when a request was due to its whole answer
   */
  public record Result(
      long due, long answered, long failed, long notSent, double seconds, Histogram micros) {}

  /** Reads for so long. */
  public Result run(double perSecond, double seconds) {
    Histogram micros = new ConcurrentHistogram(AckClock.MICROS_MAX, 3);
    AtomicInteger waiting = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    long due = (long) (perSecond * seconds);
    long notSent = 0;
    double intervalNs = 1e9 / perSecond;
    long beginNs = System.nanoTime();
    for (long i = 0; i < due; i++) {
      long dueNs = beginNs + (long) (i * intervalNs);
      for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (waiting.get() >= WAITING_MAX) {
        notSent++;
        continue;
      }
      waiting.incrementAndGet();
      CompletableFuture<Void> unused =
          http.sendAsync(request(), BodyHandlers.discarding())
              .handle(
                  (response, failure) -> {
                    waiting.decrementAndGet();
                    AckClock.record(micros, System.nanoTime() - dueNs);
                    boolean good = failure == null && response.statusCode() == 200;
                    (good ? answered : failed).incrementAndGet();
                    return null;
                  });
    }
    long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
    while (waiting.get() > 0 && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(1_000_000);
    }
    double took = (System.nanoTime() - beginNs) / 1e9;
    return new Result(due, answered.get(), failed.get(), notSent, took, micros.copy());
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(api.resolve(paths.get(random.nextInt(paths.size()))))
        .timeout(TIMEOUT)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token)
        .GET()
        .build();
  }
}

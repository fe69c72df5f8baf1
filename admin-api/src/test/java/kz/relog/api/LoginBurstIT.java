package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kz.relog.api.account.AccountSettings;
import kz.relog.api.account.HashCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crowd of logins at once: a few hashes at a time, and everyone else is still answered. */
class LoginBurstIT {
  /** {@code -Drelog.burst.real=true} measures a thousand logins and prints the figures. */
  private static final boolean REAL = Boolean.getBoolean("relog.burst.real");

  private static final int LOGINS = REAL ? 1_000 : 150;

  /** The real thing is looked at for so long only; the test waits until all are in. */
  private static final Duration LOOKED_AT = REAL ? Duration.ofSeconds(70) : Duration.ofMinutes(5);

  private static final long ASKED_EVERY_NS = 10_000_000;

  @TempDir Path dir;

  @Test
  void ofACrowdOfLoginsAtOnceAllGetInWhoComeBackWhenTheyAreToldAndNobodyElseWaits() {
    AccountSettings machine = AccountSettings.forThisMachine();
    // In the test a hash costs a tenth, and so few fit in that the crowd comes faster than they go.
    HashCost cost = REAL ? machine.cost() : new HashCost(8 * 1024, 1, 1);
    int threads = REAL ? machine.hashThreads() : 2;
    Duration patience = REAL ? machine.hashPatience() : Duration.ofMillis(40);
    AccountSettings settings =
        new AccountSettings(cost, threads, machine.hashQueueMax(), patience, 10_000, 10_000, 1_000);
    try (RunningApi api = new RunningApi(dir, ZoneOffset.UTC, settings)) {
      TestPeople people = new TestPeople(api);
      Crowd crowd = new Crowd(login(api, people.owner.email()));
      List<CompletableFuture<Void>> logins = new ArrayList<>();
      for (int i = 0; i < LOGINS; i++) {
        logins.add(crowd.come());
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(logins.toArray(CompletableFuture[]::new))
              .completeOnTimeout(null, LOOKED_AT.toSeconds(), TimeUnit.SECONDS);
      long[] waitsNs = honest(api, people.driver.token(), all);
      all.join();
      assertThat(crowd.odd).hasValue(0);
      assertThat(api.server.accounts().desk().runningMax()).isBetween(1, threads);
      assertThat(waitsNs.length).as("others are answered meanwhile").isPositive();
      if (REAL) {
        crowd.print(waitsNs);
      } else {
        assertThat(crowd.in).hasValue(LOGINS);
        assertThat(crowd.turnedAway).as("more came than fit in").hasPositiveValue();
      }
    }
  }

  /** People who log in at the same moment, over connections of their own, as they would. */
  private static final class Crowd {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest login;
    private final long startNs = System.nanoTime();
    final AtomicInteger in = new AtomicInteger();
    final AtomicInteger turnedAway = new AtomicInteger();
    final AtomicInteger odd = new AtomicInteger();
    private final AtomicLong lastInNs = new AtomicLong();

    Crowd(HttpRequest login) {
      this.login = login;
    }

    /** Logs in; comes again after the seconds told, as often as it takes. */
    CompletableFuture<Void> come() {
      return http.sendAsync(login, BodyHandlers.ofByteArray()).thenCompose(this::answered);
    }

    private CompletableFuture<Void> answered(HttpResponse<byte[]> answer) {
      long seconds = answer.headers().firstValueAsLong("retry-after").orElse(0);
      if (answer.statusCode() == 503 && seconds > 0) {
        turnedAway.incrementAndGet();
        Executor then = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
        return CompletableFuture.runAsync(() -> {}, then).thenCompose(waited -> come());
      }
      (answer.statusCode() == 201 ? in : odd).incrementAndGet();
      lastInNs.set(System.nanoTime() - startNs);
      return CompletableFuture.completedFuture(null);
    }

    void print(long[] waitsNs) {
      Arrays.sort(waitsNs);
      System.out.printf(
          "logged in %d of %d in %.1f s, turned away %d times; honest answers %d, p50 %.1f ms,"
              + " p99 %.1f ms, longest %.1f ms%n",
          in.get(),
          LOGINS,
          lastInNs.get() / 1e9,
          turnedAway.get(),
          waitsNs.length,
          waitsNs[waitsNs.length / 2] / 1e6,
          waitsNs[waitsNs.length * 99 / 100] / 1e6,
          waitsNs[waitsNs.length - 1] / 1e6);
    }
  }

  private static HttpRequest login(RunningApi api, String email) {
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
    return HttpRequest.newBuilder(api.uri().resolve("/v1/sessions"))
        .timeout(Duration.ofSeconds(60))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /**
   * What someone who is logged in waits for each answer while the logins go on, at 100 requests per
   * second: more would measure how fast this process can ask.
   */
  private static long[] honest(RunningApi api, String token, CompletableFuture<Void> logins) {
    HttpRequest me =
        HttpRequest.newBuilder(api.uri().resolve("/v1/me"))
            .header("authorization", "Bearer " + token)
            .build();
    List<Long> waits = new ArrayList<>();
    do {
      long startNs = System.nanoTime();
      assertThat(api.exchange(me).statusCode()).isEqualTo(200);
      long endNs = System.nanoTime();
      waits.add(endNs - startNs);
      LockSupport.parkNanos(startNs + ASKED_EVERY_NS - endNs);
    } while (!logins.isDone());
    return waits.stream().mapToLong(Long::longValue).toArray();
  }
}

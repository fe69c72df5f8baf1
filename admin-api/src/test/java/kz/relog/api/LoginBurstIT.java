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
import kz.relog.api.account.AccountSettings;
import kz.relog.api.account.HashCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand logins at once: a few hashes at a time, and everyone else is still answered. */
class LoginBurstIT {
  private static final int LOGINS = 1_000;

  /** {@code -Drelog.burst.real=true} measures with the real cost and prints the figures. */
  private static final boolean REAL = Boolean.getBoolean("relog.burst.real");

  @TempDir Path dir;

  @Test
  void aThousandLoginsAtOnceAreHashedAFewAtATimeAndNobodyElseWaits() {
    AccountSettings machine = AccountSettings.forThisMachine();
    HashCost cost = REAL ? machine.cost() : new HashCost(1024, 1, 1);
    int threads = REAL ? machine.hashThreads() : 2;
    AccountSettings settings =
        new AccountSettings(cost, threads, 256, Duration.ofSeconds(10), 10_000, 10_000, 1_000);
    try (RunningApi api = new RunningApi(dir, ZoneOffset.UTC, settings)) {
      TestPeople people = new TestPeople(api);
      HttpRequest login = login(api, people.owner.email());
      // The others have connections of their own, as they would.
      HttpClient crowd = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < LOGINS; i++) {
        answers.add(crowd.sendAsync(login, BodyHandlers.ofByteArray()));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
      long[] waitsNs = honest(api, people.driver.token(), all);
      all.join();
      int in = 0;
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        int status = answer.join().statusCode();
        assertThat(status).isIn(201, 503);
        in += status == 201 ? 1 : 0;
        assertThat(answer.join().headers().firstValue("retry-after").isPresent())
            .isEqualTo(status == 503);
      }
      assertThat(in).isPositive();
      assertThat(api.server.accounts().desk().runningMax()).isBetween(1, threads);
      assertThat(waitsNs.length).as("others are answered meanwhile").isPositive();
      if (REAL) {
        print(in, waitsNs);
      }
    }
  }

  private static void print(int in, long[] waitsNs) {
    Arrays.sort(waitsNs);
    System.out.printf(
        "logged in %d of %d; honest answers %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        in,
        LOGINS,
        waitsNs.length,
        waitsNs[waitsNs.length / 2] / 1e6,
        waitsNs[waitsNs.length * 99 / 100] / 1e6,
        waitsNs[waitsNs.length - 1] / 1e6);
  }

  private static HttpRequest login(RunningApi api, String email) {
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
    return HttpRequest.newBuilder(api.uri().resolve("/v1/sessions"))
        .timeout(Duration.ofSeconds(60))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** What someone who is logged in waits for each answer while the logins go on. */
  private static long[] honest(RunningApi api, String token, CompletableFuture<Void> logins) {
    HttpRequest me =
        HttpRequest.newBuilder(api.uri().resolve("/v1/me"))
            .header("authorization", "Bearer " + token)
            .build();
    List<Long> waits = new ArrayList<>();
    do {
      long startNs = System.nanoTime();
      assertThat(api.exchange(me).statusCode()).isEqualTo(200);
      waits.add(System.nanoTime() - startNs);
    } while (!logins.isDone());
    return waits.stream().mapToLong(Long::longValue).toArray();
  }
}

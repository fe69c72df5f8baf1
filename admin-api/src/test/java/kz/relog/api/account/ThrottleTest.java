package kz.relog.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import kz.relog.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final Throttle throttle =
      new Throttle(
          Clock.fixed(NOW, ZoneOffset.UTC), 2, Duration.ofSeconds(1), Duration.ofMinutes(1), 100);

  private int waitSeconds(String key) {
    try {
      throttle.require(key);
      return 0;
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isEqualTo(429);
      return refused.problem().retryAfterSeconds();
    }
  }

  @Test
  void eachFailureBeyondTheFreeOnesDoublesTheWaitUpToTheLongest() {
    int[] expected = {0, 0, 2, 3, 5, 9, 17, 33, 61, 61, 61};
    for (int seconds : expected) {
      throttle.strike("a");
      assertThat(waitSeconds("a")).isEqualTo(seconds);
    }
    assertThat(waitSeconds("b")).isZero();
    throttle.clear("a");
    assertThat(waitSeconds("a")).isZero();
  }

  @Test
  void aHundredFailuresMoreDoNotOverflow() {
    for (int i = 0; i < 100; i++) {
      throttle.strike("a");
    }
    assertThat(waitSeconds("a")).isEqualTo(61);
  }

  @Test
  void noMoreKeysAreRememberedThanAgreed() {
    for (int i = 0; i < 10_000; i++) {
      throttle.strike("key " + i);
    }
    assertThat(throttle.size()).isEqualTo(100);
    assertThatCode(() -> throttle.require("key 0")).doesNotThrowAnyException();
  }

  @Test
  void whatIsForgivenDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      throttle.strike("a");
      throttle.forgive("a");
    }
    assertThat(throttle.size()).isZero();
    for (int i = 0; i < 3; i++) {
      throttle.strike("a");
    }
    assertThatThrownBy(() -> throttle.require("a")).isInstanceOf(ProblemException.class);
  }
}

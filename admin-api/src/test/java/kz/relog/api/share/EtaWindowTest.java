package kz.relog.api.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EtaWindowTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:03:20Z");

  private static EtaWindow around(String eta) {
    return EtaWindow.around(Instant.parse(eta).toEpochMilli(), NOW.toEpochMilli());
  }

  @Test
  void theWindowIsInStepsAndWiderTheFurtherAwayItIs() {
    assertThat(around("2026-03-02T08:12:00Z"))
        .isEqualTo(new EtaWindow("2026-03-02T08:05:00Z", "2026-03-02T08:15:00Z"));
    assertThat(around("2026-03-02T10:03:20Z"))
        .isEqualTo(new EtaWindow("2026-03-02T09:50:00Z", "2026-03-02T10:20:00Z"));
  }

  @Test
  void whatIsOverdueIsExpectedFromNowOn() {
    assertThat(around("2026-03-02T07:00:00Z"))
        .isEqualTo(new EtaWindow("2026-03-02T08:00:00Z", "2026-03-02T08:10:00Z"));
  }

  @Test
  void everyWindowHoldsTheMomentAndHidesItAmongFiveMinutes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long etaMs = NOW.toEpochMilli() + random.nextInt(200_000_000);
      EtaWindow window = EtaWindow.around(etaMs, NOW.toEpochMilli());
      Instant from = Instant.parse(Objects.requireNonNull(window.from()));
      Instant to = Instant.parse(Objects.requireNonNull(window.to()));
      assertThat(from.getEpochSecond() % 300 + to.getEpochSecond() % 300)
          .as("seed " + seed)
          .isZero();
      assertThat(etaMs).as("seed " + seed).isBetween(from.toEpochMilli(), to.toEpochMilli());
      assertThat(Duration.between(from, to)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }
  }
}

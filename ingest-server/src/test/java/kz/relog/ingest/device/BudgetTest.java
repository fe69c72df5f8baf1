package kz.relog.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final long SECOND_NS = 1_000_000_000;

  private final Budget budget = new Budget();

  private boolean spend(int bytes, long nowNs) {
    return budget.trySpend(bytes, nowNs, 100, 1_000);
  }

  @Test
  void aBurstIsSpentAtOnceAndNoMore() {
    assertThat(spend(600, 5)).isTrue();
    assertThat(spend(401, 5)).isFalse();
    assertThat(spend(400, 5)).isTrue();
    assertThat(spend(1, 5)).isFalse();
  }

  @Test
  void whatWasSpentIsEarnedAgainSecondBySecond() {
    assertThat(spend(1_000, 0)).isTrue();
    assertThat(spend(100, SECOND_NS - 1_000)).isFalse();
    assertThat(spend(100, SECOND_NS)).isTrue();
    assertThat(spend(1, SECOND_NS)).isFalse();
    assertThat(spend(1_000, 11 * SECOND_NS)).isTrue();
  }

  @Test
  void aLongSilenceEarnsOneBurst() {
    assertThat(spend(1_000, 0)).isTrue();
    assertThat(spend(1_000, 1_000_000 * SECOND_NS)).isTrue();
    assertThat(spend(1, 1_000_000 * SECOND_NS)).isFalse();
  }

  @Test
  void aClockThatStartsBelowZeroIsNoMatter() {
    assertThat(spend(1_000, -50 * SECOND_NS)).isTrue();
    assertThat(spend(1, -50 * SECOND_NS)).isFalse();
    assertThat(spend(1_000, -40 * SECOND_NS)).isTrue();
  }
}

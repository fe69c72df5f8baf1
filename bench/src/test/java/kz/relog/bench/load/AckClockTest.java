package kz.relog.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class AckClockTest {
  private static final long MS = 1_000_000;

  private final AckClock clock = new AckClock();
  private final Histogram micros = new Histogram(AckClock.MICROS_MAX, 3);

  @Test
  void a_latency_counts_from_when_the_frame_was_due() {
    clock.sent(1, 10 * MS);
    assertThat(clock.acked(1, 17 * MS, micros)).isEqualTo(1);
    assertThat(micros.getMaxValue()).isBetween(7_000L, 7_010L);
  }

  @Test
  void a_stall_is_seen_by_every_frame_that_fell_due_in_it() {
    for (int i = 1; i <= 100; i++) {
      clock.sent(i, i * MS);
    }
    // Nothing is answered for 100 ms; then one ack settles all.
    assertThat(clock.acked(100, 100 * MS, micros)).isEqualTo(100);
    assertThat(micros.getTotalCount()).isEqualTo(100);
    assertThat(micros.getValueAtPercentile(50)).isBetween(48_000L, 51_000L);
  }

  @Test
  void an_ack_that_comes_twice_settles_nothing() {
    clock.sent(1, 0);
    clock.acked(1, MS, micros);
    assertThat(clock.acked(1, 2 * MS, micros)).isZero();
    clock.sent(2, 0);
    assertThat(clock.acked(1, 2 * MS, micros)).isZero();
    assertThat(micros.getTotalCount()).isEqualTo(1);
  }

  @Test
  void the_low_byte_of_a_counter_goes_around() {
    clock.sent(255, 0);
    clock.sent(256, 0);
    clock.sent(257, 0);
    assertThat(clock.acked(0, MS, micros)).isEqualTo(2);
    assertThat(clock.acked(1, MS, micros)).isEqualTo(1);
    assertThat(clock.waiting()).isZero();
  }

  @Test
  void what_waits_for_long_counts_with_its_age_and_what_is_young_does_not() {
    clock.sent(1, 0);
    clock.sent(2, 1_900 * MS);
    clock.age(2_000 * MS, micros);
    assertThat(micros.getTotalCount()).isEqualTo(1);
    assertThat(micros.getMaxValue()).isGreaterThanOrEqualTo(2_000_000);
  }
}

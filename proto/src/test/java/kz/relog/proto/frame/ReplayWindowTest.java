package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  private final ReplayWindow window = new ReplayWindow();

  @Test
  void aCounterIsTakenOnce() {
    assertThat(window.accept(1)).isTrue();
    assertThat(window.accept(1)).isFalse();
    assertThat(window.highest()).isEqualTo(1);
    assertThat(window.bitmap()).isZero();
  }

  @Test
  void zeroIsNoCounter() {
    assertThat(window.accept(0)).isFalse();
    assertThat(new ReplayWindow(3, 0).accept(0)).isFalse();
  }

  @Test
  void askingTakesNothingIn() {
    assertThat(window.check(5)).isTrue();
    assertThat(window.check(5)).isTrue();
    assertThat(window.highest()).isZero();
  }

  @Test
  void sixtyFourBelowTheHighestAreRemembered() {
    window.accept(100);

    assertThat(window.check(100 - 64)).isTrue();
    assertThat(window.check(100 - 65)).isFalse();
    assertThat(window.accept(100 - 64)).isTrue();
    assertThat(window.accept(100 - 64)).isFalse();
    assertThat(window.bitmap()).isEqualTo(1L << 63);
  }

  @Test
  void aJumpMovesTheOldHighestIntoTheBitmap() {
    window.accept(10);
    window.accept(12);
    assertThat(window.bitmap()).isEqualTo(0b10); // bit 1: 12 - 1 - 1
    window.accept(12 + 64);
    assertThat(window.bitmap()).isEqualTo(1L << 63);
    window.accept(12 + 64 + 65);
    assertThat(window.bitmap()).isZero();
  }

  @Test
  void theUpperHalfOfTheCountersIsAsGoodAsTheLower() {
    window.accept(Long.MAX_VALUE);
    assertThat(window.accept(Long.MIN_VALUE)).as("2^63 follows 2^63-1").isTrue();
    assertThat(window.accept(-1)).as("2^64-1").isTrue();
    assertThat(window.accept(-2)).isTrue();
    assertThat(window.accept(1)).isFalse();
  }

  @Test
  void anyOrderGivesWhatAPlainSetGives() {
    final long seed = System.nanoTime();
    System.out.println("ReplayWindowTest seed " + seed);
    final Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      final ReplayWindow tested = new ReplayWindow();
      final Set<Long> accepted = new HashSet<>();
      long highest = 0;
      for (int i = 0; i < 500; i++) {
        final long counter = Math.max(0, highest + random.nextInt(200) - 130);
        final boolean isNew =
            counter > 0 && counter >= highest - ReplayWindow.WIDTH && !accepted.contains(counter);

        assertThat(tested.check(counter)).isEqualTo(isNew);
        assertThat(tested.accept(counter)).isEqualTo(isNew);
        if (isNew) {
          accepted.add(counter);
          highest = Math.max(highest, counter);
        }
        assertThat(tested.highest()).isEqualTo(highest);
      }
      final ReplayWindow kept = new ReplayWindow(tested.highest(), tested.bitmap());
      for (long counter = Math.max(1, highest - 70); counter <= highest + 2; counter++) {
        assertThat(kept.check(counter)).isEqualTo(tested.check(counter));
      }
    }
  }
}

package kz.relog.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettledWindowTest {

  private final SettledWindow window = new SettledWindow();

  @Test
  void nothingIsSettledAtFirst() {
    assertThat(window.isSettled(1)).isFalse();
    assertThat(window.highest()).isZero();
  }

  @Test
  void batchesInOrderMoveTheEnd() {
    window.settle(1);
    window.settle(2);
    assertThat(window.durableSeq()).isEqualTo(2);
    assertThat(window.durableAbove()).isZero();
  }

  @Test
  void aGapStaysOpenUntilItsBatchComes() {
    window.settle(1);
    window.settle(3);
    window.settle(4);
    assertThat(window.durableSeq()).isEqualTo(1);
    assertThat(window.durableAbove()).isEqualTo(0b11);
    assertThat(window.isSettled(2)).isFalse();
    assertThat(window.isSettled(4)).isTrue();
    assertThat(window.highest()).isEqualTo(4);
    window.settle(2);
    assertThat(window.durableSeq()).isEqualTo(4);
    assertThat(window.durableAbove()).isZero();
  }

  @Test
  void theWidestGapCloses() {
    for (long seq = 65; seq >= 2; seq--) {
      assertThat(window.settle(seq)).isTrue();
    }
    assertThat(window.durableAbove()).isEqualTo(-1);
    window.settle(1);
    assertThat(window.durableSeq()).isEqualTo(65);
  }

  @Test
  void beyondTheWindowIsRefusedUntilTheDeviceSaysWhatItHolds() {
    assertThat(window.settle(67)).isFalse();
    window.settleBelow(3);
    assertThat(window.settle(67)).isTrue();
    assertThat(window.isSettled(2)).isTrue();
    assertThat(window.isSettled(3)).isFalse();
  }

  @Test
  void whatADeviceNoLongerHoldsIsSettledAndJoinsWhatLiesAbove() {
    window.settle(5);
    window.settle(6);
    window.settleBelow(5);
    assertThat(window.durableSeq()).isEqualTo(6);
    assertThat(window.durableAbove()).isZero();
  }

  @Test
  void numbersAreUnsigned() {
    long top = -2;
    window.settleBelow(top);
    assertThat(window.isSettled(Long.MAX_VALUE)).isTrue();
    assertThat(window.isSettled(top)).isFalse();
    assertThat(window.settle(top)).isTrue();
    assertThat(window.durableSeq()).isEqualTo(top);
  }

  @Test
  void agreesWithAPlainSetOnRandomDevices() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      SettledWindow own = new SettledWindow();
      Set<Long> settled = new HashSet<>();
      long lowest = 1;
      long known = 1;
      long highest = 0;
      for (int step = 0; step < 300; step++) {
        lowest += random.nextInt(12) == 0 ? random.nextInt(100) : random.nextInt(2);
        long seq = lowest + random.nextInt(65);
        own.settleBelow(lowest);
        assertThat(own.settle(seq)).as("seed %d", seed).isTrue();
        settled.add(seq);
        while (known < lowest) {
          settled.add(known++);
        }
        for (long s = Math.max(1, lowest - 70); s < lowest + 140; s++) {
          assertThat(own.isSettled(s))
              .as("seed %d, batch %d", seed, s)
              .isEqualTo(settled.contains(s));
        }
        highest = Math.max(highest, Math.max(seq, lowest - 1));
        assertThat(own.highest()).as("seed %d", seed).isEqualTo(highest);
        assertThat(settled).as("seed %d", seed).doesNotContain(own.durableSeq() + 1);
      }
    }
  }
}

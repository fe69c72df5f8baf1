package kz.relog.ingest.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashesTest {

  private final ContentHashes hashes = new ContentHashes(1_024);

  @Test
  void theSameContentIsNoConflict() {
    hashes.remember(5, 1, 42);
    assertThat(hashes.conflicts(5, 1, 42)).isFalse();
  }

  @Test
  void otherContentIsAConflict() {
    hashes.remember(5, 1, 42);
    assertThat(hashes.conflicts(5, 1, 43)).isTrue();
    assertThat(hashes.conflicts(5, 1, -42)).isTrue();
  }

  @Test
  void aBatchThatIsNotRememberedIsNoConflict() {
    hashes.remember(5, 1, 42);
    assertThat(hashes.conflicts(5, 2, 43)).isFalse();
    assertThat(hashes.conflicts(6, 1, 43)).isFalse();
  }

  @Test
  void aBatchThatWasPushedOutIsNoConflict() {
    for (int seq = 1; seq <= 100_000; seq++) {
      hashes.remember(5, seq, seq);
    }
    int conflicts = 0;
    for (int seq = 1; seq <= 100_000; seq++) {
      assertThat(hashes.conflicts(5, seq, seq)).isFalse();
      conflicts += hashes.conflicts(5, seq, -seq) ? 1 : 0;
    }
    assertThat(conflicts).isBetween(500, 1_024);
  }
}

package kz.relog.ingest.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashesTest {

  private static final int OTHER = 0x5A5A_0000;

  private final ContentHashes hashes = new ContentHashes(1_024);

  @Test
  void theSameContentIsNoConflict() {
    hashes.remember(5, 1, 42, 0);
    assertThat(hashes.conflicts(5, 1, 42)).isFalse();
  }

  @Test
  void otherContentIsAConflict() {
    hashes.remember(5, 1, 42, 512);
    assertThat(hashes.conflicts(5, 1, 42 + OTHER)).isTrue();
    assertThat(hashes.conflicts(5, 1, -42)).isTrue();
  }

  @Test
  void aBatchThatIsNotRememberedIsNoConflict() {
    hashes.remember(5, 1, 42, 0);
    assertThat(hashes.conflicts(5, 2, OTHER)).isFalse();
    assertThat(hashes.conflicts(6, 1, OTHER)).isFalse();
  }

  @Test
  void aBatchOfWhichOnlyTheHeaderIsKnownIsNoConflict() {
    hashes.restore(5, 1, 3);
    assertThat(hashes.conflicts(5, 1, OTHER)).isFalse();
    assertThat(hashes.refused(5, 1, 99)).isEqualTo(3);
  }

  @Test
  void howManyFixesWereRefusedIsRemembered() {
    hashes.remember(5, 1, -1, 512);
    hashes.remember(5, 2, -1, 0);
    assertThat(hashes.refused(5, 1, 99)).isEqualTo(512);
    assertThat(hashes.refused(5, 2, 99)).isZero();
    assertThat(hashes.refused(5, 3, 99)).isEqualTo(99);
    assertThat(hashes.conflicts(5, 1, -1)).isFalse();
  }

  @Test
  void aBatchThatWasPushedOutIsNoConflict() {
    for (int seq = 1; seq <= 100_000; seq++) {
      hashes.remember(5, seq, seq << 11, 0);
    }
    int conflicts = 0;
    for (int seq = 1; seq <= 100_000; seq++) {
      assertThat(hashes.conflicts(5, seq, seq << 11)).isFalse();
      conflicts += hashes.conflicts(5, seq, -seq << 11) ? 1 : 0;
    }
    assertThat(conflicts).isBetween(500, 1_024);
  }
}

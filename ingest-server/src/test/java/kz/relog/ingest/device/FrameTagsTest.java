package kz.relog.ingest.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTagsTest {

  private final FrameTags tags = new FrameTags(1_024);

  @Test
  void aCopyIsTheSameAndAnotherFrameIsAnother() {
    tags.remember(3, 7, -42);
    assertThat(tags.isSame(3, 7, -42)).isTrue();
    assertThat(tags.isOther(3, 7, -42)).isFalse();
    assertThat(tags.isSame(3, 7, 42)).isFalse();
    assertThat(tags.isOther(3, 7, 42)).isTrue();
  }

  @Test
  void whatIsNotRememberedIsNeither() {
    tags.remember(3, 7, 0);
    assertThat(tags.isSame(3, 8, 0)).isFalse();
    assertThat(tags.isOther(3, 8, 1)).isFalse();
    assertThat(tags.isOther(4, 7, 1)).isFalse();
    for (int counter = 8; counter < 100_000; counter++) {
      tags.remember(3, counter, 0);
    }
    assertThat(tags.isOther(3, 7, 1)).isFalse();
  }
}

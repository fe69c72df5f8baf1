package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.Hello;
import org.junit.jupiter.api.Test;

class HelloAndConsentTest {
  private final byte[] out = new byte[64];

  @Test
  void aHelloFillsItsFrameTo64Bytes() throws Exception {
    final int length = HelloCodec.encode(out, 3);

    assertThat(length + FrameDescriptor.OVERHEAD_BYTES).isEqualTo(64);
    assertThat(HelloCodec.check(out, 3, length)).isEqualTo(BatchFault.NONE);
    assertThat(Hello.parseFrom(Arrays.copyOfRange(out, 3, 3 + length)).getPadding().size())
        .isEqualTo(36);
  }

  @Test
  void aHelloCutAnywhereIsRefused() {
    final int length = HelloCodec.encode(out, 0);
    for (int cut = 0; cut < length; cut++) {
      assertThat(HelloCodec.check(out, 0, cut)).isNotEqualTo(BatchFault.NONE);
    }
  }

  @Test
  void aConsentChangeTravels() throws Exception {
    final int length = ConsentEncoder.encode(300, 7, 2, ConsentChange.Action.PAUSE, out, 5);
    final ConsentDecoder decoder = new ConsentDecoder();

    assertThat(decoder.decode(out, 5, length)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.batchSeq()).isEqualTo(300);
    assertThat(decoder.held()).isEqualTo(7);
    assertThat(decoder.purpose()).isEqualTo(2);
    assertThat(decoder.action()).isEqualTo(ConsentChange.Action.PAUSE);
    final ConsentChange plain = ConsentChange.parseFrom(Arrays.copyOfRange(out, 5, 5 + length));
    assertThat(plain.getBatchSeq()).isEqualTo(300);
    assertThat(plain.getAction()).isEqualTo(ConsentChange.Action.PAUSE);
  }

  @Test
  void theLongestConsentChangeFitsItsBuffer() {
    assertThat(ConsentEncoder.encode(-2, 64, 3, ConsentChange.Action.RESUME, out, 0))
        .isLessThanOrEqualTo(ConsentEncoder.ENCODED_BYTES_MAX);
  }

  @Test
  void aSenderCannotWriteWhatTheServerRefuses() {
    assertThatThrownBy(() -> ConsentEncoder.encode(0, 0, 0, ConsentChange.Action.PAUSE, out, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ConsentEncoder.encode(1, 0, 4, ConsentChange.Action.PAUSE, out, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ConsentEncoder.encode(1, 0, 0, ConsentChange.Action.ACTION_UNSPECIFIED, out, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

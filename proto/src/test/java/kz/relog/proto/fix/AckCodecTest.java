package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;

class AckCodecTest {
  private final byte[] out = new byte[AckEncoder.ENCODED_BYTES_MAX];
  private final AckDecoder decoder = new AckDecoder();
  private final AckEncoder full =
      new AckEncoder()
          .durableSeq(1)
          .durableAbove(0x8000_0000_0000_0001L)
          .status(Ack.Status.SLOW_DOWN)
          .retryAfterSeconds(30)
          .trackingOn(true)
          .nextKeyId(0x51e0b7264dL)
          .refused(2);

  // field:            tag + value
  private static final int DURABLE_SEQ = 1 + 1;
  private static final int DURABLE_ABOVE = 1 + 8;
  private static final int STATUS = 1 + 1;
  private static final int RETRY_AFTER_S = 1 + 1;
  private static final int TRACKING_ON = 1 + 1;
  private static final int NEXT_KEY_ID = 1 + 1 + 5;
  private static final int REFUSED = 1 + 1;
  private static final int REST = DURABLE_SEQ + STATUS + TRACKING_ON + NEXT_KEY_ID + REFUSED;

  private int encode(int messageRoom) {
    return full.encode(out, 0, FrameDescriptor.OVERHEAD_BYTES + messageRoom);
  }

  @Test
  void everyFieldTravelsAndProtobufReadsTheSame() throws Exception {
    final int length = encode(100);

    assertThat(length).isEqualTo(REST + DURABLE_ABOVE + RETRY_AFTER_S);
    assertThat(decoder.decode(out, 0, length)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.nextKeyId()).isEqualTo(0x51e0b7264dL);
    assertThat(decoder.retryAfterSeconds()).isEqualTo(30);
    final Ack plain = Ack.parseFrom(Arrays.copyOf(out, length));
    assertThat(plain.getDurableAbove()).isEqualTo(decoder.durableAbove());
    assertThat(plain.getStatus()).isEqualTo(Ack.Status.SLOW_DOWN).isEqualTo(decoder.status());
    assertThat(plain.getNextKeyId().toByteArray()).containsExactly(0x4d, 0x26, 0xb7, 0xe0, 0x51);
    assertThat(plain.getRefused()).isEqualTo(decoder.refused()).isEqualTo(2);
  }

  @Test
  void anAckIsNeverLongerThanWhatItAnswers() {
    assertThat(encode(REST + DURABLE_ABOVE + RETRY_AFTER_S))
        .isEqualTo(REST + DURABLE_ABOVE + RETRY_AFTER_S);

    assertThat(encode(REST + DURABLE_ABOVE + RETRY_AFTER_S - 1))
        .as("retry_after_s goes first")
        .isEqualTo(REST + DURABLE_ABOVE);

    assertThat(encode(REST + DURABLE_ABOVE - 1)).as("then durable_above").isEqualTo(REST);
    assertThat(decoder.decode(out, 0, REST)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.durableAbove()).isZero();
    assertThat(decoder.retryAfterSeconds()).isZero();

    assertThat(encode(REST - 1)).as("then none is sent").isEqualTo(AckEncoder.SEND_NONE);
  }

  @Test
  void theLongestAckFitsItsBufferAndAHello() {
    final int length =
        full.durableSeq(-1)
            .retryAfterSeconds(Integer.MAX_VALUE)
            .refused(512)
            .encode(out, 0, FrameDescriptor.HELLO_FRAME_BYTES_MIN);
    assertThat(length).isPositive();
    assertThat(full.encode(out, 0, 4096)).isPositive();
  }

  @Test
  void resetForgetsEverything() {
    assertThat(full.reset().encode(out, 0, 64)).isZero();
    assertThat(decoder.decode(out, 0, 0)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.status()).isEqualTo(Ack.Status.OK);
    assertThat(decoder.trackingOn()).isFalse();
    assertThat(decoder.nextKeyId()).isEqualTo(AckDecoder.NO_KEY);
  }

  @Test
  void aBatchIsSettledUpToDurableSeqAndWhereABitIsSet() {
    final int length =
        new AckEncoder().durableSeq(10).durableAbove(1L | 1L << 2 | 1L << 63).encode(out, 0, 64);
    assertThat(decoder.decode(out, 0, length)).isEqualTo(BatchFault.NONE);

    assertThat(decoder.isSettled(1)).isTrue();
    assertThat(decoder.isSettled(10)).isTrue();
    assertThat(decoder.isSettled(11)).as("the first one missing").isFalse();
    assertThat(decoder.isSettled(12)).isTrue();
    assertThat(decoder.isSettled(13)).isFalse();
    assertThat(decoder.isSettled(14)).isTrue();
    assertThat(decoder.isSettled(10 + 2 + 63)).isTrue();
    assertThat(decoder.isSettled(10 + 2 + 64)).isFalse();
    assertThat(decoder.isSettled(-2)).isFalse();
  }

  @Test
  void aStatusOfANewerServerIsUnrecognizedNotRefused() {
    final byte[] later = {0x18, 99};
    assertThat(decoder.decode(later, 0, 2)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.status()).isEqualTo(Ack.Status.UNRECOGNIZED);
  }

  @Test
  void aKeyIdOfAnotherLengthIsRefused() {
    final byte[] four = {0x32, 4, 1, 2, 3, 4};
    assertThat(decoder.decode(four, 0, four.length)).isEqualTo(BatchFault.VALUE_OVERFLOW);
  }
}

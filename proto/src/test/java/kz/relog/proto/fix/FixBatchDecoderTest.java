package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;
import kz.relog.proto.Vectors;
import kz.relog.proto.v1.FixBatch;
import org.junit.jupiter.api.Test;

class FixBatchDecoderTest {
  private static final long TIME = 1_795_334_400L;

  private final FixBatchDecoder decoder = new FixBatchDecoder();

  private static FixBatch.Builder single() {
    return FixBatch.newBuilder().setBatchSeq(1).setTime(TIME).setLat(43238949).setLon(76889709);
  }

  private BatchFault decode(FixBatch.Builder batch) {
    final byte[] bytes = batch.build().toByteArray();
    return decoder.decode(bytes, 0, bytes.length);
  }

  @Test
  void theFieldNumbersAreThoseOfTheProtoFile() throws Exception {
    for (FieldDescriptor field : FixBatch.getDescriptor().getFields()) {
      final String name = field.getName().toUpperCase(Locale.ROOT);
      final Field constant = FixBatchField.class.getDeclaredField(name);
      assertThat(constant.getInt(null)).as(name).isEqualTo(field.getNumber());
    }
    assertThat(FixBatch.getDescriptor().getFields()).hasSize(18);
  }

  @Test
  void aSingleFixReads() {
    assertThat(decode(single())).isEqualTo(BatchFault.NONE);
    assertThat(decoder.count()).isEqualTo(1);
    assertThat(decoder.timeMs(0)).isEqualTo(TIME * 1000);
    assertThat(decoder.latE7(0)).isEqualTo(432389490);
    assertThat(decoder.lonE7(0)).isEqualTo(768897090);
    assertThat(decoder.hasSpeed()).isFalse();
    assertThat(decoder.speedDmps(0)).isEqualTo(FixLimits.SPEED_UNKNOWN);
    assertThat(decoder.course(0)).isEqualTo(FixLimits.COURSE_UNKNOWN);
    assertThat(decoder.accuracyMetres(0)).isEqualTo(FixLimits.ACCURACY_UNKNOWN);
    assertThat(decoder.altitudeMetres(0)).isEqualTo(FixLimits.ALTITUDE_UNKNOWN);
  }

  @Test
  void theUnitsScaleToTheServersOwn() {
    for (int digits = 4; digits <= 7; digits++) {
      final int unit = (int) Math.pow(10, digits);
      assertThat(decode(single().setDigits(digits).setLat(-90 * unit).setLon(-180 * unit)))
          .isEqualTo(BatchFault.NONE);
      assertThat(decoder.latE7(0)).isEqualTo(-FixLimits.LAT_E7_MAX);
      assertThat(decoder.lonE7(0)).isEqualTo(-FixLimits.LON_E7_MAX);
      assertThat(decode(single().setDigits(digits).setLat(90 * unit + 1)))
          .isEqualTo(BatchFault.POSITION);
      assertThat(decode(single().setDigits(digits).setLon(-180 * unit - 1)))
          .isEqualTo(BatchFault.POSITION);
    }
  }

  @Test
  void aPositionOf0And0IsNotJudgedHere() {
    assertThat(decode(single().setLat(0).setLon(0))).isEqualTo(BatchFault.NONE);
    assertThat(decoder.latE7(0)).isZero();
  }

  @Test
  void anAbsurdTimeIsNotJudgedHere() {
    assertThat(decode(single().setTime(1))).isEqualTo(BatchFault.NONE);
    assertThat(decode(single().setTime(FixLimits.TIME_MS_MAX / 1000))).isEqualTo(BatchFault.NONE);
    assertThat(decode(single().setTime(FixLimits.TIME_MS_MAX / 1000 + 1)))
        .isEqualTo(BatchFault.TIME);
    assertThat(decode(single().setTime(-1))).isEqualTo(BatchFault.TIME);
  }

  @Test
  void sumsDoNotWrapIn32Bits() {
    // 2^31-1 twice and then back: a 32-bit sum would end where it began.
    assertThat(
            decode(
                single()
                    .addAllDlat(Arrays.asList(Integer.MAX_VALUE, Integer.MAX_VALUE, 2))
                    .addAllDlon(Arrays.asList(0, 0, 0))))
        .isEqualTo(BatchFault.POSITION);
    assertThat(decode(single().addSpeed(Integer.MAX_VALUE).addSpeed(3).addDlat(0).addDlon(0)))
        .isEqualTo(BatchFault.SPEED);
    assertThat(
            decode(
                single()
                    .setTickMs(60_000)
                    .setTime(TIME / 60)
                    .setInterval(-1)
                    .addDlat(0)
                    .addDlon(0)))
        .isEqualTo(BatchFault.SPAN);
  }

  @Test
  void aDayIsTheLongestSpan() {
    final FixBatch.Builder pair = single().addDlat(0).addDlon(0);
    assertThat(decode(pair.setInterval(86_400))).isEqualTo(BatchFault.NONE);
    assertThat(decode(pair.setInterval(86_401))).isEqualTo(BatchFault.SPAN);
    assertThat(decode(pair.clearInterval().addDtime(86_400))).isEqualTo(BatchFault.NONE);
    assertThat(decode(pair.setDtime(0, 86_401))).isEqualTo(BatchFault.SPAN);
  }

  @Test
  void fiveHundredAndTwelveFixesAreTheMost() {
    final FixBatch.Builder batch = single();
    for (int i = 1; i < 512; i++) {
      batch.addDlat(1).addDlon(-1);
    }
    assertThat(decode(batch)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.count()).isEqualTo(512);
    assertThat(decode(batch.addDlat(1).addDlon(1))).isEqualTo(BatchFault.TOO_MANY_FIXES);
  }

  @Test
  void heldIsBelowBatchSeqAndAtMost64() {
    assertThat(decode(single().setBatchSeq(65).setHeld(64))).isEqualTo(BatchFault.NONE);
    assertThat(decode(single().setBatchSeq(64).setHeld(64))).isEqualTo(BatchFault.HELD);
    assertThat(decode(single().setBatchSeq(-2).setHeld(64))).isEqualTo(BatchFault.NONE);
    assertThat(decode(single().setBatchSeq(100).setHeld(-1))).isEqualTo(BatchFault.HELD);
  }

  @Test
  void aMessageCutAnywhereIsRefusedOrAnotherBatch() throws Exception {
    for (String name : new String[] {"facts-low-bandwidth", "facts-sixty"}) {
      final byte[] whole = Vectors.hex(Vectors.frame(name), "plaintext");
      for (int cut = 0; cut < whole.length; cut++) {
        final byte[] part = Arrays.copyOf(whole, cut);
        if (decoder.decode(part, 0, cut) == BatchFault.NONE) {
          assertThat(PlainBatch.lines(decoder))
              .isEqualTo(PlainBatch.lines(FixBatch.parseFrom(part)));
        }
      }
    }
  }

  @Test
  void afterAFaultNothingOfTheBatchBeforeIsShown() {
    assertThat(decode(single())).isEqualTo(BatchFault.NONE);
    assertThat(decode(single().setDigits(9))).isEqualTo(BatchFault.DIGITS);

    assertThat(decoder.count()).isZero();
    assertThatThrownBy(() -> decoder.latE7(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aShorterBatchDoesNotShowTheLongerOneBefore() {
    assertThat(decode(single().addDlat(1).addDlon(1).addSpeed(5).addSpeed(0)))
        .isEqualTo(BatchFault.NONE);
    assertThat(decode(single())).isEqualTo(BatchFault.NONE);

    assertThat(decoder.hasSpeed()).isFalse();
    assertThatThrownBy(() -> decoder.timeMs(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theMessageMayLieAnywhereInItsArray() {
    final byte[] message = Vectors.hex(Vectors.frame("facts-second-order"), "plaintext");
    final byte[] around = new byte[message.length + 9];
    Arrays.fill(around, (byte) 0xFF);
    System.arraycopy(message, 0, around, 4, message.length);

    assertThat(decoder.decode(around, 4, message.length)).isEqualTo(BatchFault.NONE);
    assertThat(decoder.count()).isEqualTo(5);
    assertThatThrownBy(() -> decoder.decode(around, 4, around.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}

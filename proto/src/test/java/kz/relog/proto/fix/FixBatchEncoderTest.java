package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FixBatchEncoderTest {
  private static final long TIME = 1_795_334_400_000L;

  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private final byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  private boolean add(long timeMs, int latE7, int lonE7) {
    return encoder.add(timeMs, latE7, lonE7, -1, 360, 0, FixLimits.ALTITUDE_UNKNOWN);
  }

  private String encode() {
    return HexFormat.of().formatHex(out, 0, encoder.batchSeq(1).encode(out, 0));
  }

  private void roundTrip() {
    assertThat(decoder.decode(out, 0, encoder.batchSeq(1).encode(out, 0)))
        .isEqualTo(BatchFault.NONE);
  }

  @Test
  void theBytesAreTheSumOfTheirFields() {
    encoder.begin(1000, 6);
    encoder.add(TIME, 10, -20, 7, 360, 9, FixLimits.ALTITUDE_UNKNOWN);
    encoder.add(TIME + 2000, 30, -30, 5, 360, 9, FixLimits.ALTITUDE_UNKNOWN);

    final String batchSeq = "08" + "01";
    final String time = "10" + "80c28ad806";
    final String interval = "20" + "02";
    final String lat = "38" + "02"; // zigzag of 1 unit
    final String lon = "40" + "03"; // zigzag of -2
    final String dlat = "4a" + "01" + "04"; // one byte: 2
    final String dlon = "52" + "01" + "01"; // one byte: -1
    final String speed = "62" + "02" + "0e" + "03"; // 7, then -2
    final String accuracy = "72" + "01" + "09"; // the same for all
    assertThat(encode())
        .isEqualTo(batchSeq + time + interval + lat + lon + dlat + dlon + speed + accuracy);
  }

  @Test
  void eachValueIsRoundedFirstAndThenDifferenced() {
    encoder.begin(1000, 5); // a unit is 100 e-7 degrees
    for (int i = 0; i < 10; i++) {
      add(TIME + i * 1000L, 149 + i * 49, -149 - i * 49);
    }
    roundTrip();
    for (int i = 0; i < 10; i++) {
      final int latE7 = 149 + i * 49;
      assertThat(decoder.latE7(i)).isEqualTo((latE7 + 50) / 100 * 100);
      assertThat(decoder.lonE7(i)).isEqualTo(-decoder.latE7(i));
    }
  }

  @Test
  void digitsThatSayNothingAreLeftOut() {
    encoder.begin(1000, 6);
    for (int i = 0; i < 30; i++) {
      add(TIME + i * 30_000L, 406_741_400 + i * i * 3_700, -739_822_300 + i * i * 2_900);
    }
    final int fiveDigits = encoder.batchSeq(1).encodedLength();
    roundTrip();
    assertThat(decoder.digits()).isEqualTo(5);
    assertThat(decoder.lonE7(29)).isEqualTo(-739_822_300 + 29 * 29 * 2_900);

    assertThat(add(TIME + 900_000, 406_741_410, -739_822_300)).isTrue();
    assertThat(encoder.encodedLength()).isGreaterThan(fiveDigits + 10);
    roundTrip();
    assertThat(decoder.digits()).isEqualTo(6);
    assertThat(decoder.latE7(30)).isEqualTo(406_741_410);
  }

  @Test
  void timesAreRoundedToTheNearestTick() {
    encoder.begin(1000, 6);
    add(TIME + 499, 0, 0);
    add(TIME + 500, 0, 0);
    roundTrip();
    assertThat(decoder.timeMs(0)).isEqualTo(TIME);
    assertThat(decoder.timeMs(1)).isEqualTo(TIME + 1000);
  }

  @Test
  void millisecondsAndSevenDigitsKeepEverything() {
    encoder.begin(1, 7);
    encoder.add(TIME + 1, 899_999_999, -1_800_000_000, 0, 359, 1, -50);
    encoder.add(TIME + 1, -900_000_000, -1_799_999_999, 10_000, 0, 20_000_000, 8848);
    roundTrip();
    assertThat(decoder.timeMs(1)).isEqualTo(TIME + 1);
    assertThat(decoder.latE7(0)).isEqualTo(899_999_999);
    assertThat(decoder.latE7(1)).isEqualTo(-900_000_000);
    assertThat(decoder.lonE7(1)).isEqualTo(-1_799_999_999);
    assertThat(decoder.speedDmps(1)).isEqualTo(10_000);
    assertThat(decoder.accuracyMetres(1)).isEqualTo(20_000_000);
    assertThat(decoder.altitudeMetres(1)).isEqualTo(8848);
  }

  @Test
  void aFixThatDoesNotFitBeginsTheNextBatch() {
    encoder.begin(1000, 7);
    assertThat(add(TIME, 0, 1_799_999_999)).isTrue();
    assertThat(add(TIME - 1000, 0, 1_799_999_999)).as("an earlier time").isFalse();
    assertThat(add(TIME + 86_401_000, 0, 1_799_999_999)).as("more than a day").isFalse();
    assertThat(add(TIME + 1000, 0, -1_799_999_999)).as("across the antimeridian").isFalse();
    assertThat(encoder.add(TIME, 0, 1_799_999_999, -1, 360, 0, 5)).as("an altitude").isFalse();
    assertThat(encoder.count()).isEqualTo(1);
    assertThat(add(TIME + 86_400_000, 0, 1_799_999_999)).isTrue();
  }

  @Test
  void fiveHundredAndTwelveFixesAreTheMost() {
    encoder.begin(1000, 6);
    for (int i = 0; i < 512; i++) {
      assertThat(
              encoder.add(
                  TIME + i,
                  i % 2 == 0 ? 900_000_000 : -900_000_000,
                  0,
                  i,
                  i % 361,
                  20_000_000 - i,
                  i - 300))
          .isTrue();
    }
    assertThat(add(TIME + 1000, 0, 0)).isFalse();
    assertThat(encoder.batchSeq(-2).held(64).encode(out, 0))
        .isLessThan(FixBatchEncoder.ENCODED_BYTES_MAX);
  }

  @Test
  void theOdometerComesAlongWithTheLastFixOnly() {
    encoder.begin(1000, 6).odometerMetres(5000).inputs(3);
    add(TIME, 10, 10);
    add(TIME + 1000, 20, 20);
    roundTrip();
    final FixBatchEncoder part = new FixBatchEncoder();
    assertThat(part.beginLike(decoder).addFrom(decoder, 0)).isTrue();
    final FixBatchDecoder first = new FixBatchDecoder();
    assertThat(first.decode(out, 0, part.encode(out, 0))).isEqualTo(BatchFault.NONE);
    assertThat(first.odometerMetres()).isZero();
    assertThat(first.inputs()).isZero();

    assertThat(part.beginLike(decoder).addFrom(decoder, 1)).isTrue();
    assertThat(first.decode(out, 0, part.encode(out, 0))).isEqualTo(BatchFault.NONE);
    assertThat(first.odometerMetres()).isEqualTo(5000);
    assertThat(first.inputs()).isEqualTo(3);
  }

  @Test
  void aValueOutOfItsRangeIsTheCallersFault() {
    encoder.begin(1000, 6);
    assertThatThrownBy(() -> add(0, 0, 0)).hasMessage("time is out of its range");
    assertThatThrownBy(() -> add(TIME, 900_000_001, 0)).hasMessageContaining("latitude");
    assertThatThrownBy(() -> add(TIME, 0, Integer.MIN_VALUE)).hasMessageContaining("longitude");
    assertThatThrownBy(() -> encoder.add(TIME, 0, 0, -2, 0, 0, 0)).hasMessageContaining("speed");
    assertThatThrownBy(() -> encoder.add(TIME, 0, 0, 0, 361, 0, 0)).hasMessageContaining("course");
    assertThatThrownBy(() -> encoder.add(TIME, 0, 0, 0, 0, -1, 0)).hasMessageContaining("accuracy");
    assertThatThrownBy(() -> encoder.add(TIME, 0, 0, 0, 0, 0, 100_001))
        .hasMessageContaining("altitude");
    assertThatThrownBy(() -> encoder.begin(0, 6)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.begin(1, 8)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBatchNeedsAFixAndASequence() {
    encoder.begin(1000, 6);
    assertThatThrownBy(() -> encoder.batchSeq(1).encode(out, 0))
        .isInstanceOf(IllegalStateException.class);
    add(TIME, 0, 0);
    assertThatThrownBy(() -> encoder.batchSeq(0).encode(out, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> encoder.batchSeq(-1).encode(out, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> encoder.batchSeq(3).held(3).encode(out, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}

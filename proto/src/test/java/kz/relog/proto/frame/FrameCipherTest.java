package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.Provider;
import java.util.Arrays;
import java.util.stream.Stream;
import kz.relog.proto.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCipherTest {
  private final FrameKeys keys = FrameKeys.derive(Vectors.secret());
  private final byte[] message = {1, 2, 3, 4, 5, 6, 7};

  static Stream<Provider> providers() {
    return Stream.of(CryptoProviders.fastest(), CryptoProviders.platform()).distinct();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyPublishedFrameSealsAndOpens(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    for (JsonNode vector : Vectors.list("frames")) {
      final byte[] plain = Vectors.hex(vector, "plaintext");
      final byte[] expected = Vectors.hex(vector, "frame");
      final byte[] frame = new byte[expected.length];
      final byte[] opened = new byte[expected.length];
      final boolean up = vector.get("direction").asText().equals("up");
      final int kind = frameKind(vector.get("kind").asText());
      final long counter = Vectors.number(vector, up ? "counter" : "answered");

      final int sealedLength =
          up
              ? cipher.sealUp(
                  keys, kind, Vectors.keyId(), counter, plain, 0, plain.length, frame, 0)
              : cipher.sealDown(
                  keys,
                  kind,
                  Vectors.keyId(),
                  vector.get("boot").asInt(),
                  counter,
                  plain,
                  0,
                  plain.length,
                  frame,
                  0);
      final int openedLength =
          up
              ? cipher.openUp(keys, counter, frame, 0, frame.length, opened, 0)
              : cipher.openDown(keys, counter, frame, 0, frame.length, opened, 0);

      assertThat(sealedLength).isEqualTo(expected.length);
      assertThat(frame).as(vector.get("name").asText()).isEqualTo(expected);
      assertThat(openedLength).isEqualTo(plain.length);
      assertThat(Arrays.copyOf(opened, openedLength)).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void offsetsAreKeptAndNothingAroundIsTouched(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    final byte[] frame = new byte[200];
    final byte[] opened = new byte[200];
    Arrays.fill(frame, (byte) 0x5A);
    Arrays.fill(opened, (byte) 0x5A);

    final int length = cipher.sealUp(keys, FrameKind.FACTS, 9, 77, message, 2, 3, frame, 50);
    final int openedLength = cipher.openUp(keys, 77, frame, 50, length, opened, 20);

    assertThat(length).isEqualTo(FrameDescriptor.HEADER_BYTES + 3 + FrameDescriptor.TAG_BYTES);
    assertThat(openedLength).isEqualTo(3);
    assertThat(Arrays.copyOfRange(opened, 19, 24)).containsExactly(0x5A, 3, 4, 5, 0x5A);
    assertThat(frame[49]).isEqualTo((byte) 0x5A);
    assertThat(frame[50 + length]).isEqualTo((byte) 0x5A);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aChangeOfAnyBitIsNotAuthentic(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    final byte[] frame = new byte[64];
    final byte[] opened = new byte[64];
    final int length = cipher.sealUp(keys, FrameKind.FACTS, 9, 78, message, 0, 7, frame, 0);
    for (int bit = 0; bit < 8 * length; bit++) {
      final byte[] changed = frame.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(cipher.openUp(keys, 78, changed, 0, length, opened, 0))
          .as("bit " + bit)
          .isEqualTo(FrameCipher.NOT_AUTHENTIC);
    }
    assertThat(cipher.openUp(keys, 78, frame, 0, length, opened, 0)).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aFrameCutAnywhereIsNotAuthentic(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    final byte[] frame = new byte[64];
    final byte[] opened = new byte[64];
    final int length = cipher.sealUp(keys, FrameKind.FACTS, 9, 79, message, 0, 7, frame, 0);
    for (int cut = 0; cut < length; cut++) {
      assertThat(cipher.openUp(keys, 79, frame, 0, cut, opened, 0))
          .isEqualTo(FrameCipher.NOT_AUTHENTIC);
      assertThat(cipher.openDown(keys, 79, frame, 0, cut, opened, 0))
          .isEqualTo(FrameCipher.NOT_AUTHENTIC);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void anotherCounterDirectionOrKeyIsNotAuthentic(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    final byte[] frame = new byte[64];
    final byte[] opened = new byte[64];
    final int length = cipher.sealUp(keys, FrameKind.FACTS, 9, 80, message, 0, 7, frame, 0);
    final byte[] otherSecret = Vectors.secret();
    otherSecret[31] ^= 1;

    assertThat(cipher.openUp(keys, 80 + (1L << 32), frame, 0, length, opened, 0)).isNegative();
    assertThat(cipher.openDown(keys, 80, frame, 0, length, opened, 0)).isNegative();
    assertThat(cipher.openUp(FrameKeys.derive(otherSecret), 80, frame, 0, length, opened, 0))
        .isNegative();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void tooLittleRoomIsTheCallersFault(Provider provider) {
    final FrameCipher cipher = new FrameCipher(provider);
    assertThatThrownBy(
            () -> cipher.sealUp(keys, FrameKind.FACTS, 9, 81, message, 0, 7, new byte[20], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  private static int frameKind(String name) {
    for (int kind = 0; kind < 16; kind++) {
      if (FrameKind.nameOf(kind).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(name);
  }
}

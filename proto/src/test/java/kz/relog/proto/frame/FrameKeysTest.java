package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import kz.relog.proto.Vectors;
import org.junit.jupiter.api.Test;

class FrameKeysTest {
  private final JsonNode keys = Vectors.file().get("keys");

  @Test
  void theSecretGivesThePublishedKeys() {
    final FrameKeys derived = FrameKeys.derive(Vectors.secret());

    assertThat(FrameKeys.extract(Vectors.hex(keys, "salt"), Vectors.secret()))
        .isEqualTo(Vectors.hex(keys, "prk"));
    assertThat(derived.up().getEncoded()).isEqualTo(Vectors.hex(keys, "up"));
    assertThat(derived.down().getEncoded()).isEqualTo(Vectors.hex(keys, "down"));
  }

  @Test
  void aRotationGivesThePublishedNextSecret() {
    final JsonNode rotation = Vectors.file().get("rotation");
    final long nextKeyId = Long.parseLong(rotation.get("next_key_id").asText(), 16);

    assertThat(FrameKeys.nextSecret(Vectors.secret(), nextKeyId))
        .hasSize(FrameKeys.SECRET_BYTES)
        .isEqualTo(Vectors.hex(rotation, "next_secret"));
  }

  @Test
  void aSecretOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> FrameKeys.derive(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }

  @Test
  void theTextTellsNoKey() {
    assertThat(FrameKeys.derive(Vectors.secret()).toString()).isEqualTo("FrameKeys");
  }
}

package kz.relog.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import kz.relog.proto.explain.Explanation;
import kz.relog.proto.explain.FrameExplainer;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds this implementation to the published vectors, which another implementation wrote. */
class VectorsTest {
  private final FixBatchDecoder decoder = new FixBatchDecoder();

  static Stream<JsonNode> batches() {
    return Vectors.list("batches").stream();
  }

  static Stream<JsonNode> refused() {
    return Vectors.list("refused").stream();
  }

  static Stream<JsonNode> silent() {
    return Vectors.list("silent").stream();
  }

  static Stream<JsonNode> frames() {
    return Vectors.list("frames").stream();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void aBatchReadsAsPublished(JsonNode vector) {
    final byte[] message = Vectors.hex(vector, "message");

    assertThat(decoder.decode(message, 0, message.length)).isEqualTo(BatchFault.NONE);
    assertBatch(vector);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void aCanonicalBatchIsWrittenAsPublished(JsonNode vector) {
    final byte[] message = Vectors.hex(vector, "message");
    assertThat(decoder.decode(message, 0, message.length)).isEqualTo(BatchFault.NONE);
    final FixBatchEncoder encoder = new FixBatchEncoder().beginLike(decoder);
    for (int i = 0; i < decoder.count(); i++) {
      assertThat(encoder.addFrom(decoder, i)).isTrue();
    }
    final byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    final int length = encoder.encode(out, 0);

    assertThat(encoder.encodedLength()).isEqualTo(length);
    if (vector.path("canonical").asBoolean(true)) {
      assertThat(HexFormat.of().formatHex(out, 0, length))
          .isEqualTo(vector.get("message").asText());
    }
    assertThat(decoder.decode(out, 0, length)).isEqualTo(BatchFault.NONE);
    assertBatch(vector);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aBadMessageIsRefusedForThePublishedReason(JsonNode vector) {
    final byte[] message = Vectors.hex(vector, "message");
    final BatchFault fault =
        switch (vector.get("kind").asText()) {
          case "FACTS" -> decoder.decode(message, 0, message.length);
          case "CONSENT" -> new ConsentDecoder().decode(message, 0, message.length);
          default -> HelloCodec.check(message, 0, message.length);
        };
    assertThat(fault).hasToString(vector.get("fault").asText());
  }

  @Test
  void everyFaultHasAPublishedExample() {
    final List<String> shown =
        Vectors.list("refused").stream().map(one -> one.get("fault").asText()).distinct().toList();
    final Stream<String> faults =
        Stream.of(BatchFault.values()).filter(f -> f != BatchFault.NONE).map(Enum::name);
    assertThat(shown).containsExactlyInAnyOrderElementsOf(faults.toList());
  }

  @ParameterizedTest
  @MethodSource("silent")
  void aFrameWithoutAnAnswerIsExplained(JsonNode vector) {
    final Explanation explanation =
        new FrameExplainer(Vectors.secret()).explainUp(Vectors.hex(vector, "frame"), 0);
    assertThat(explanation.accepted()).isFalse();
    assertThat(explanation.lines())
        .anyMatch(line -> line.startsWith("refused") || line.startsWith("likely"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameIsMadeOfItsPublishedParts(JsonNode vector) {
    final String whole =
        vector.get("aad").asText() + vector.get("ciphertext").asText() + vector.get("tag").asText();
    assertThat(vector.get("frame").asText()).isEqualTo(whole);
    assertThat(Vectors.hex(vector, "aad")).hasSize(FrameDescriptor.HEADER_BYTES);
    final byte[] plain = Vectors.hex(vector, "plaintext");
    switch (vector.get("kind").asText()) {
      case "FACTS" -> {
        assertThat(decoder.decode(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
        assertBatch(vector.get("message"));
      }
      case "ACK" -> assertAck(plain, vector.get("message"));
      case "HELLO" ->
          assertThat(HelloCodec.check(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
      default -> assertConsent(plain, vector.get("message"));
    }
  }

  @Test
  void aStreamSplitsIntoThePublishedFrames() {
    for (JsonNode vector : Vectors.list("tcp")) {
      final byte[] stream = Vectors.hex(vector, "stream");
      int at = 0;
      boolean violated = false;
      final StringBuilder frames = new StringBuilder();
      while (stream.length - at >= FrameDescriptor.TCP_LENGTH_BYTES) {
        final int length = (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
        violated =
            length < FrameDescriptor.FRAME_BYTES_MIN
                || length > FrameDescriptor.TCP_FRAME_BYTES_MAX;
        if (violated || stream.length - at - FrameDescriptor.TCP_LENGTH_BYTES < length) {
          break;
        }
        at += FrameDescriptor.TCP_LENGTH_BYTES;
        frames.append(HexFormat.of().formatHex(stream, at, at + length)).append(' ');
        at += length;
      }
      final StringBuilder expected = new StringBuilder();
      vector.get("frames").forEach(frame -> expected.append(frame.asText()).append(' '));
      assertThat(frames.toString()).isEqualTo(expected.toString());
      assertThat(violated).isEqualTo(!vector.get("violation").isNull());
      if (!violated) {
        assertThat(HexFormat.of().formatHex(stream, at, stream.length))
            .isEqualTo(vector.get("rest").asText());
      }
    }
  }

  private void assertBatch(JsonNode expected) {
    assertThat(decoder.batchSeq()).isEqualTo(Vectors.number(expected, "batch_seq"));
    assertThat(decoder.held()).isEqualTo(expected.get("held").asInt());
    assertThat(decoder.tickMs()).isEqualTo(expected.get("tick_ms").asInt());
    assertThat(decoder.digits()).isEqualTo(expected.get("digits").asInt());
    assertThat(decoder.odometerMetres()).isEqualTo(Vectors.number(expected, "odometer_m"));
    assertThat(decoder.inputs()).isEqualTo(expected.get("inputs").asInt());
    assertThat(decoder.count()).isEqualTo(expected.get("fixes").size());
    for (int i = 0; i < decoder.count(); i++) {
      final JsonNode fix = expected.get("fixes").get(i);
      assertThat(decoder.timeMs(i)).isEqualTo(fix.get("time_ms").asLong());
      assertThat(decoder.latE7(i)).isEqualTo(fix.get("lat_e7").asInt());
      assertThat(decoder.lonE7(i)).isEqualTo(fix.get("lon_e7").asInt());
      assertThat(decoder.speedDmps(i)).isEqualTo(fix.path("speed_dmps").asInt(-1));
      assertThat(decoder.course(i)).isEqualTo(fix.path("course").asInt(360));
      assertThat(decoder.accuracyMetres(i)).isEqualTo(fix.path("accuracy_m").asInt(0));
      assertThat(decoder.altitudeMetres(i))
          .isEqualTo(fix.path("altitude_m").asInt(Integer.MIN_VALUE));
    }
  }

  private static void assertAck(byte[] plain, JsonNode expected) {
    final AckDecoder ack = new AckDecoder();
    assertThat(ack.decode(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
    assertThat(ack.durableSeq()).isEqualTo(Vectors.number(expected, "durable_seq"));
    assertThat(String.format("%016x", ack.durableAbove()))
        .isEqualTo(expected.get("durable_above").asText());
    assertThat(ack.status()).hasToString(expected.get("status").asText());
    assertThat(ack.retryAfterSeconds()).isEqualTo(expected.get("retry_after_s").asInt());
    assertThat(ack.trackingOn()).isEqualTo(expected.get("tracking_on").asBoolean());
    assertThat(ack.refused()).isEqualTo(expected.get("refused").asInt());
    assertThat(ack.nextKeyId())
        .isEqualTo(
            expected.get("next_key_id").isNull()
                ? AckDecoder.NO_KEY
                : Long.parseLong(expected.get("next_key_id").asText(), 16));
  }

  private static void assertConsent(byte[] plain, JsonNode expected) {
    final ConsentDecoder consent = new ConsentDecoder();
    assertThat(consent.decode(plain, 0, plain.length)).isEqualTo(BatchFault.NONE);
    assertThat(consent.batchSeq()).isEqualTo(Vectors.number(expected, "batch_seq"));
    assertThat(consent.held()).isEqualTo(expected.get("held").asInt());
    assertThat(consent.purpose()).isEqualTo(expected.get("purpose").asInt());
    assertThat(consent.action()).hasToString(expected.get("action").asText());
  }
}

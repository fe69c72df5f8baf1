package kz.relog.proto.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.relog.proto.Vectors;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import org.junit.jupiter.api.Test;

class FrameExplainerTest {
  private final FrameExplainer explainer = new FrameExplainer(Vectors.secret());
  private final FrameKeys keys = FrameKeys.derive(Vectors.secret());

  @Test
  void everyPublishedFrameIsAcceptedAndShown() {
    for (JsonNode vector : Vectors.list("frames")) {
      final byte[] frame = Vectors.hex(vector, "frame");
      final boolean up = vector.get("direction").asText().equals("up");
      final long counter = Vectors.number(vector, up ? "counter" : "answered");
      final Explanation explanation =
          up
              ? explainer.explainUp(frame, counter - 1)
              : explainer.explainDown(frame, counter + 200);
      assertThat(explanation.accepted()).as(vector.get("name").asText()).isTrue();
      assertThat(explanation.lines()).contains("accepted   every rule of the message is met");
    }
  }

  @Test
  void aFixIsShownWithItsPosition() {
    final byte[] frame = Vectors.hex(Vectors.frame("facts-one-fix"), "frame");
    assertThat(explainer.explainUp(frame, 0).lines())
        .contains("key id     9f3c20d1a7")
        .anyMatch(
            line ->
                line.contains("2026-11-22T08:00:00Z  43.2389490 76.8897090  12.3 m/s  course 90"));
    assertThat(explainer.explainUp(frame, 0).toString()).doesNotContain("43.2");
  }

  @Test
  void theUsualMistakesAreNamed() throws Exception {
    final byte[] right = new byte[12];
    right[4] = 9;
    final byte[] bigEndian = new byte[12];
    bigEndian[11] = 9;
    final SecretKeySpec raw = new SecretKeySpec(Vectors.secret(), 0, 16, "AES");

    assertThat(why(sealed(keys.down(), right, true))).contains("key of the other direction");
    assertThat(why(sealed(raw, right, true))).contains("derive the key by HKDF");
    assertThat(why(sealed(keys.up(), bigEndian, true))).contains("big-endian");
    assertThat(why(sealed(keys.up(), right, false))).contains("without associated data");
    assertThat(why(sealed(keys.up(), new byte[12], true))).contains("nonce of zeros");
    right[8] = 3;
    assertThat(why(sealed(keys.up(), right, true))).contains("the counter is 12884901897");
    right[0] = 7;
    assertThat(why(sealed(keys.up(), right, true))).contains("another secret");
  }

  @Test
  void aRefusedMessageIsShownAsALenientReaderSeesIt() throws Exception {
    final byte[] right = new byte[12];
    right[4] = 9;
    for (JsonNode vector : Vectors.list("refused")) {
      if (vector.get("kind").asText().equals("FACTS")) {
        final byte[] frame = sealed(keys.up(), right, true, Vectors.hex(vector, "message"));
        final Explanation explanation = explainer.explainUp(frame, 0);
        assertThat(explanation.accepted()).isFalse();
        assertThat(explanation.lines())
            .anyMatch(line -> line.startsWith("refused    " + vector.get("fault").asText() + ": "));
      }
    }
  }

  @Test
  void anAckForAnotherCounterIsNamed() {
    final byte[] ack = Vectors.hex(Vectors.frame("ack-of-hello"), "frame");
    assertThat(explainer.explainDown(ack, 1).accepted()).isTrue();
    assertThat(String.join("\n", explainer.explainDown(ack, 1000).lines()))
        .contains("it answers counter 1, which is none of the last 256 sent");
  }

  @Test
  void aFrameCutAnywhereIsExplainedWithoutAnException() {
    final byte[] frame = Vectors.hex(Vectors.frame("facts-one-fix"), "frame");
    for (int cut = 0; cut < frame.length; cut++) {
      assertThat(explainer.explainUp(Arrays.copyOf(frame, cut), 0).accepted()).isFalse();
    }
  }

  private String why(byte[] frame) {
    return String.join("\n", explainer.explainUp(frame, 0).lines());
  }

  private static byte[] sealed(SecretKeySpec key, byte[] nonce, boolean withAad) throws Exception {
    return sealed(key, nonce, withAad, new byte[] {8, 1});
  }

  private static byte[] sealed(SecretKeySpec key, byte[] nonce, boolean withAad, byte[] message)
      throws Exception {
    final byte[] frame = new byte[FrameDescriptor.OVERHEAD_BYTES + message.length];
    FrameDescriptor.putUpHeader(frame, 0, FrameKind.FACTS, Vectors.keyId(), 9);
    final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    if (withAad) {
      cipher.updateAAD(frame, 0, FrameDescriptor.HEADER_BYTES);
    }
    cipher.doFinal(message, 0, message.length, frame, FrameDescriptor.HEADER_BYTES);
    return frame;
  }
}

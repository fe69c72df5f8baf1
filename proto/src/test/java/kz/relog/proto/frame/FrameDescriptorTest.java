package kz.relog.proto.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameDescriptorTest {
  private static final int AT = 3; // frames need not begin at 0
  private static final long KEY_ID = 0x55_44_33_22_11L;

  private final byte[] buffer = new byte[AT + FrameDescriptor.HEADER_BYTES + 2];

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void theOffsetsAreThoseOfTheDrawing() {
    assertThat(FrameDescriptor.VERSION_KIND_OFFSET).isZero();
    assertThat(FrameDescriptor.KEY_ID_OFFSET).isEqualTo(1);
    assertThat(FrameDescriptor.COUNTER_OFFSET)
        .isEqualTo(FrameDescriptor.KEY_ID_OFFSET + FrameDescriptor.KEY_ID_BYTES)
        .isEqualTo(6);
    assertThat(FrameDescriptor.ANSWERED_OFFSET).isEqualTo(6);
    assertThat(FrameDescriptor.BOOT_OFFSET).isEqualTo(7);
    assertThat(FrameDescriptor.BOOT_OFFSET + FrameDescriptor.BOOT_BYTES)
        .isEqualTo(FrameDescriptor.HEADER_BYTES)
        .isEqualTo(FrameDescriptor.CIPHERTEXT_OFFSET)
        .isEqualTo(10);
    assertThat(FrameDescriptor.OVERHEAD_BYTES).isEqualTo(10 + 16);
  }

  @Test
  void aHeaderToTheServerHoldsKindKeyIdAndTheLowCounter() {
    FrameDescriptor.putUpHeader(buffer, AT, FrameKind.CONSENT, KEY_ID, 0x99_88_77_66_D4_C3_B2_A1L);

    final byte[] before = hex("00 00 00");
    final byte[] versionAndKind = hex("13");
    final byte[] keyId = hex("11 22 33 44 55");
    final byte[] counterLow = hex("a1 b2 c3 d4");
    final byte[] after = hex("00 00");
    assertThat(buffer).isEqualTo(sum(before, versionAndKind, keyId, counterLow, after));
    assertThat(FrameDescriptor.version(buffer, AT)).isEqualTo(1);
    assertThat(FrameDescriptor.kind(buffer, AT)).isEqualTo(FrameKind.CONSENT);
    assertThat(FrameDescriptor.keyId(buffer, AT)).isEqualTo(KEY_ID);
    assertThat(FrameDescriptor.counterLow(buffer, AT)).isEqualTo(0xD4C3B2A1);
  }

  @Test
  void aHeaderToTheDeviceHoldsTheAnsweredByteAndTheBoot() {
    FrameDescriptor.putDownHeader(buffer, AT, FrameKind.ACK, KEY_ID, 0xCCBBAA, 0x1234_56F7L);

    final byte[] before = hex("00 00 00");
    final byte[] versionAndKind = hex("12");
    final byte[] keyId = hex("11 22 33 44 55");
    final byte[] answeredLow = hex("f7");
    final byte[] boot = hex("aa bb cc");
    final byte[] after = hex("00 00");
    assertThat(buffer).isEqualTo(sum(before, versionAndKind, keyId, answeredLow, boot, after));
    assertThat(FrameDescriptor.answeredLow(buffer, AT)).isEqualTo(0xF7);
    assertThat(FrameDescriptor.boot(buffer, AT)).isEqualTo(0xCCBBAA);
  }

  @Test
  void everyByteReadsUnsigned() {
    java.util.Arrays.fill(buffer, (byte) 0xFF);

    assertThat(FrameDescriptor.version(buffer, AT)).isEqualTo(15);
    assertThat(FrameDescriptor.kind(buffer, AT)).isEqualTo(15);
    assertThat(FrameDescriptor.keyId(buffer, AT)).isEqualTo(FrameDescriptor.KEY_ID_MAX);
    assertThat(FrameDescriptor.answeredLow(buffer, AT)).isEqualTo(255);
    assertThat(FrameDescriptor.boot(buffer, AT)).isEqualTo(FrameDescriptor.BOOT_MAX);
  }

  @Test
  void onlyFactsConsentAndHelloTravelUp() {
    for (int kind = 0; kind < 16; kind++) {
      assertThat(FrameKind.isUp(kind)).isEqualTo(kind == 1 || kind == 3 || kind == 4);
    }
    assertThat(FrameKind.nameOf(FrameKind.ACK)).isEqualTo("ACK");
    assertThat(FrameKind.nameOf(9)).isEqualTo("UNKNOWN");
  }

  private static byte[] sum(byte[]... parts) {
    final var all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

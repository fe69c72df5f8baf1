package kz.relog.proto.fix;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.FixBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The law: what we accept, protobuf-java reads equally. */
class FixBatchDifferentialTest {
  private final FixBatchDecoder decoder = new FixBatchDecoder();
  private Random random = new Random();

  @BeforeEach
  void seed() {
    final long seed = System.nanoTime();
    System.out.println("FixBatchDifferentialTest seed " + seed);
    random = new Random(seed);
  }

  @Test
  void randomBatchesReadEqually() throws Exception {
    final RandomBatches batches = new RandomBatches(random);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      final FixBatch batch = batches.next();
      final byte[] bytes = batch.toByteArray();
      if (decoder.decode(bytes, 0, bytes.length) == BatchFault.NONE) {
        accepted++;
        assertThat(PlainBatch.lines(decoder)).isEqualTo(PlainBatch.lines(batch));
      }
    }
    assertThat(accepted).as("most are acceptable").isBetween(5_000, 19_990);
  }

  @Test
  void mutatedBatchesReadEqually() throws Exception {
    final RandomBatches batches = new RandomBatches(random);
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      final byte[] bytes = mutate(batches.next().toByteArray());
      if (decoder.decode(bytes, 0, bytes.length) == BatchFault.NONE) {
        accepted++;
        assertThat(PlainBatch.lines(decoder))
            .as(HexFormat.of().formatHex(bytes))
            .isEqualTo(PlainBatch.lines(parse(bytes)));
      }
    }
    assertThat(accepted).isGreaterThan(100);
  }

  @Test
  void bytesOfChanceReadEqually() throws Exception {
    final byte[] bytes = new byte[24];
    for (int i = 0; i < 300_000; i++) {
      for (int j = 0; j < bytes.length; j++) {
        // Mostly small numbers: tags, lengths and short values come out more often so.
        bytes[j] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(0x60));
      }
      bytes[0] = 0x08;
      bytes[2] = 0x10;
      final int length = 4 + random.nextInt(bytes.length - 4);
      if (decoder.decode(bytes, 0, length) == BatchFault.NONE) {
        assertThat(PlainBatch.lines(decoder))
            .isEqualTo(PlainBatch.lines(parse(Arrays.copyOf(bytes, length))));
      }
    }
  }

  @Test
  void whatWeReadWeWriteAgainExactly() {
    final RandomBatches batches = new RandomBatches(random);
    final FixBatchEncoder encoder = new FixBatchEncoder();
    final byte[] out = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
    for (int i = 0; i < 10_000; i++) {
      final byte[] bytes = batches.next().toByteArray();
      if (decoder.decode(bytes, 0, bytes.length) != BatchFault.NONE) {
        continue;
      }
      final List<String> before = PlainBatch.lines(decoder);
      encoder.beginLike(decoder);
      for (int row = 0; row < decoder.count(); row++) {
        assertThat(encoder.addFrom(decoder, row)).isTrue();
      }
      final int length = encoder.encode(out, 0);

      assertThat(encoder.encodedLength()).isEqualTo(length);
      assertThat(length).as("the shortest form").isLessThanOrEqualTo(bytes.length);
      assertThat(decoder.decode(out, 0, length)).isEqualTo(BatchFault.NONE);
      final List<String> after = PlainBatch.lines(decoder);
      assertThat(after.subList(1, after.size())).isEqualTo(before.subList(1, before.size()));
      // Fewer digits may be written, where they say the same.
      assertThat(after.get(0).replaceAll("digits \\d", ""))
          .isEqualTo(before.get(0).replaceAll("digits \\d", ""));
    }
  }

  @Test
  void mutatedConsentChangesReadEqually() throws Exception {
    final ConsentDecoder consent = new ConsentDecoder();
    final byte[] valid =
        ConsentChange.newBuilder()
            .setBatchSeq(300)
            .setHeld(3)
            .setPurpose(2)
            .setActionValue(1)
            .build()
            .toByteArray();
    for (int i = 0; i < 50_000; i++) {
      final byte[] bytes = mutate(valid);
      if (consent.decode(bytes, 0, bytes.length) == BatchFault.NONE) {
        final ConsentChange plain = ConsentChange.parseFrom(bytes);
        assertThat(consent.batchSeq()).isEqualTo(plain.getBatchSeq());
        assertThat(consent.held()).isEqualTo(plain.getHeld());
        assertThat(consent.purpose()).isEqualTo(plain.getPurpose());
        assertThat(consent.action()).isEqualTo(plain.getAction());
      }
    }
  }

  @Test
  void mutatedAcksReadEqually() throws Exception {
    final AckDecoder ack = new AckDecoder();
    final byte[] valid =
        Ack.newBuilder()
            .setDurableSeq(99_999)
            .setDurableAbove(5)
            .setStatusValue(4)
            .setRetryAfterS(30)
            .setTrackingOn(true)
            .setRefused(9)
            .build()
            .toByteArray();
    for (int i = 0; i < 50_000; i++) {
      final byte[] bytes = mutate(valid);
      if (ack.decode(bytes, 0, bytes.length) == BatchFault.NONE) {
        final Ack plain = Ack.parseFrom(bytes);
        assertThat(ack.durableSeq()).isEqualTo(plain.getDurableSeq());
        assertThat(ack.durableAbove()).isEqualTo(plain.getDurableAbove());
        assertThat(ack.status()).isEqualTo(plain.getStatus());
        assertThat(ack.trackingOn()).isEqualTo(plain.getTrackingOn());
      }
    }
  }

  private static FixBatch parse(byte[] bytes) throws InvalidProtocolBufferException {
    return FixBatch.parseFrom(bytes);
  }

  /** Changes, drops, doubles or inserts a few bytes. */
  private byte[] mutate(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 1; i--) {
      final int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt();
        case 2 -> changed = Arrays.copyOf(changed, at);
        default -> {
          final byte[] longer = new byte[changed.length + 1];
          System.arraycopy(changed, 0, longer, 0, at);
          longer[at] = (byte) random.nextInt(0x60);
          System.arraycopy(changed, at, longer, at + 1, changed.length - at);
          changed = longer;
        }
      }
    }
    return changed;
  }
}

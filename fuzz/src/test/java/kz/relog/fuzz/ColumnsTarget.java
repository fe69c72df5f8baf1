package kz.relog.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.FixBatch;

/**
 * The message of an authentic frame. Law: what our decoders accept, protobuf-java reads equally;
 * and a batch that was accepted can be written again and reads as the same fixes.
 */
public final class ColumnsTarget {
  private static final FixBatchDecoder DECODER = new FixBatchDecoder();
  private static final FixBatchDecoder AGAIN = new FixBatchDecoder();
  private static final FixBatchEncoder ENCODER = new FixBatchEncoder();
  private static final ConsentDecoder CONSENT = new ConsentDecoder();
  private static final AckDecoder ACK = new AckDecoder();
  private static final byte[] WRITTEN = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  private ColumnsTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    Law.bounded(
        data.length,
        () -> {
          try {
            batch(data);
            consent(data);
            ack(data);
            HelloCodec.check(data, 0, data.length);
          } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("protobuf-java refuses what we accept", e);
          }
        });
  }

  private static void batch(byte[] data) throws InvalidProtocolBufferException {
    if (DECODER.decode(data, 0, data.length) != BatchFault.NONE) {
      return;
    }
    List<String> fixes = PlainBatch.fixes(DECODER);
    FixBatch plain = FixBatch.parseFrom(data);
    Law.hold(fixes.equals(PlainBatch.fixes(plain)), "fixes read differently");
    Law.hold(DECODER.batchSeq() == plain.getBatchSeq(), "batch_seq reads differently");
    Law.hold(DECODER.held() == plain.getHeld(), "held reads differently");
    Law.hold(DECODER.odometerMetres() == plain.getOdometerM(), "odometer reads differently");
    Law.hold(DECODER.inputs() == plain.getInputs(), "inputs read differently");

    ENCODER.beginLike(DECODER);
    for (int i = 0; i < DECODER.count(); i++) {
      Law.hold(ENCODER.addFrom(DECODER, i), "an accepted fix must fit a batch");
    }
    int length = ENCODER.encode(WRITTEN, 0);
    Law.hold(length <= data.length, "the encoder writes the shortest form");
    Law.hold(
        AGAIN.decode(WRITTEN, 0, length) == BatchFault.NONE
            && fixes.equals(PlainBatch.fixes(AGAIN)),
        "a batch written again reads as the same fixes");
    byte[] moved = new byte[data.length + 3];
    Arrays.fill(moved, (byte) 0xFF);
    System.arraycopy(data, 0, moved, 2, data.length);
    Law.hold(
        AGAIN.decode(moved, 2, data.length) == BatchFault.NONE
            && fixes.equals(PlainBatch.fixes(AGAIN)),
        "the place in the array must not matter");
  }

  private static void consent(byte[] data) throws InvalidProtocolBufferException {
    if (CONSENT.decode(data, 0, data.length) == BatchFault.NONE) {
      ConsentChange plain = ConsentChange.parseFrom(data);
      Law.hold(
          CONSENT.batchSeq() == plain.getBatchSeq()
              && CONSENT.held() == plain.getHeld()
              && CONSENT.purpose() == plain.getPurpose()
              && CONSENT.action() == plain.getAction(),
          "a consent change reads differently");
    }
  }

  private static void ack(byte[] data) throws InvalidProtocolBufferException {
    if (ACK.decode(data, 0, data.length) == BatchFault.NONE) {
      Ack plain = Ack.parseFrom(data);
      Law.hold(
          ACK.durableSeq() == plain.getDurableSeq()
              && ACK.durableAbove() == plain.getDurableAbove()
              && ACK.status() == plain.getStatus()
              && ACK.trackingOn() == plain.getTrackingOn(),
          "an ack reads differently");
    }
  }
}

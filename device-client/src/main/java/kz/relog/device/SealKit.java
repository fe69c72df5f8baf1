package kz.relog.device;

import kz.relog.device.thin.TrackThinner;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameCipher;

/**
 * What all senders of one thread share, since only one works at a time: cipher, codecs and scratch
 * memory.
 */
final class SealKit {
  final FrameCipher cipher = new FrameCipher();
  final AckDecoder ack = new AckDecoder();
  final TrackThinner thinner = new TrackThinner();

  /** The message under work: encoded before sealing, or just opened. */
  final byte[] message = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];

  /** Bytes in {@link #message}. */
  int messageBytes;

  /** Time of the first and the last fix in {@link #message}, as sent, Unix epoch ms. */
  long firstMs;

  long lastMs;

  private final FixBatchEncoder encoder = new FixBatchEncoder();
  private final FixBatchDecoder decoder = new FixBatchDecoder();

  /**
   * Encodes as many of the first fixes as share one message of at most {@code bytesMax} into {@link
   * #message}.
   *
   * @param odometerMetres at the last open fix; left out when that fix is not in
   * @param inputs at the last open fix; left out when that fix is not in
   * @return how many fixes are in, at least 1
   */
  int encode(
      OpenBatch open,
      BatchPolicy policy,
      long batchSeq,
      int held,
      long odometerMetres,
      int inputs,
      int bytesMax) {
    int fits = encodeFirst(open, policy, batchSeq, held, odometerMetres, inputs, policy.fixesMax());
    if (messageBytes <= bytesMax) {
      return fits;
    }
    // Longest prefix that fits: [low, high) narrows until low is the answer. One fix always fits.
    int low = 1;
    int high = fits;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      encodeFirst(open, policy, batchSeq, held, odometerMetres, inputs, middle);
      if (messageBytes <= bytesMax) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return encodeFirst(open, policy, batchSeq, held, odometerMetres, inputs, low);
  }

  /** Bytes of the message that the open batch would be, at most. */
  int measure(OpenBatch open, BatchPolicy policy) {
    encoder.begin(policy.tickMs(), policy.digits()).batchSeq(Long.MAX_VALUE).held(1);
    open.copyTo(encoder, policy.fixesMax());
    return encoder.odometerMetres(FixLimits.ODOMETER_METRES_MAX).inputs(3).encodedLength();
  }

  /**
   * Gives the batch in {@link #message} its number. Every value stays as it is.
   *
   * @return how many fixes it holds, 0 when it cannot be read
   */
  int renumber(long batchSeq, int held) {
    if (decoder.decode(message, 0, messageBytes) != BatchFault.NONE) {
      return 0;
    }
    encoder.beginLike(decoder).batchSeq(batchSeq).held(held);
    for (int i = 0; i < decoder.count(); i++) {
      encoder.addFrom(decoder, i);
    }
    firstMs = decoder.timeMs(0);
    lastMs = decoder.timeMs(decoder.count() - 1);
    messageBytes = encoder.encode(message, 0);
    return decoder.count();
  }

  private int encodeFirst(
      OpenBatch open,
      BatchPolicy policy,
      long batchSeq,
      int held,
      long odometerMetres,
      int inputs,
      int fixesMax) {
    encoder.begin(policy.tickMs(), policy.digits()).batchSeq(batchSeq).held(held);
    int fixes = open.copyTo(encoder, fixesMax);
    if (fixes == open.count()) {
      encoder.odometerMetres(odometerMetres).inputs(inputs);
    }
    messageBytes = encoder.encode(message, 0);
    firstMs = atTick(open.timeMs(0), policy.tickMs());
    lastMs = atTick(open.timeMs(fixes - 1), policy.tickMs());
    return fixes;
  }

  /** As the encoder rounds. */
  private static long atTick(long timeMs, int tickMs) {
    return (timeMs + tickMs / 2) / tickMs * tickMs;
  }
}

package kz.relog.device;

import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;

/**
 * Decides which bytes from the network are an ack to obey: authentic, of a recent frame, and newer
 * than the last.
 */
final class AckReader {
  /** What {@link #open} gives for bytes that are no ack to obey. */
  static final long NOTHING = 0;

  private final long keyId;
  private final FrameKeys keys;
  private final SealKit kit;
  private final Tally tally;
  private final RecentCounters recent;

  /** Boot number and counter of the last answer obeyed; one below may tell an older state. */
  private int lastBoot;

  private long lastAnswered;

  AckReader(long keyId, FrameKeys keys, SealKit kit, Tally tally, RecentCounters recent) {
    this.keyId = keyId;
    this.keys = keys;
    this.kit = kit;
    this.tally = tally;
    this.recent = recent;
  }

  /**
   * Opens and decodes; the kit's ack decoder then shows the ack.
   *
   * @return the counter it answers, or {@link #NOTHING}
   */
  long open(byte[] bytes, int offset, int length) {
    if (length < FrameDescriptor.FRAME_BYTES_MIN
        || length > kit.message.length
        || FrameDescriptor.version(bytes, offset) != FrameDescriptor.VERSION
        || FrameDescriptor.kind(bytes, offset) != FrameKind.ACK
        || FrameDescriptor.keyId(bytes, offset) != keyId) {
      tally.acksForged++;
      return NOTHING;
    }
    long answered = recent.answered(FrameDescriptor.answeredLow(bytes, offset));
    if (answered == RecentCounters.NONE) {
      tally.acksForged++;
      return NOTHING;
    }
    int boot = FrameDescriptor.boot(bytes, offset);
    if (boot < lastBoot || (boot == lastBoot && answered <= lastAnswered)) {
      tally.acksIgnored++;
      return NOTHING;
    }
    int plain = kit.cipher.openDown(keys, answered, bytes, offset, length, kit.message, 0);
    if (plain == FrameCipher.NOT_AUTHENTIC
        || kit.ack.decode(kit.message, 0, plain) != BatchFault.NONE) {
      tally.acksForged++;
      return NOTHING;
    }
    lastBoot = boot;
    lastAnswered = answered;
    tally.acksAccepted++;
    return answered;
  }
}

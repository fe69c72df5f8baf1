package kz.relog.proto.explain;

import java.util.ArrayList;
import java.util.List;
import kz.relog.proto.frame.CryptoProviders;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.frame.PacketCounter;

/**
 * Explains a frame step by step: header, seal, message, rules. Where the seal does not open it
 * tries the mistakes that writers of clients make and names the one that fits. One thread at a
 * time; slow and talkative by intent.
 */
public final class FrameExplainer {
  private final byte[] secret;
  private final FrameKeys keys;
  private final FrameCipher cipher = new FrameCipher(CryptoProviders.platform());

  /**
   * For one device key.
   *
   * @param secret 32 bytes
   * @throws IllegalArgumentException when the secret's length is wrong
   */
  public FrameExplainer(byte[] secret) {
    this.secret = secret.clone();
    this.keys = FrameKeys.derive(secret);
  }

  /**
   * Explains a frame that a device sends.
   *
   * @param frame the whole frame, without a TCP length
   * @param highestCounter highest packet counter that the server has accepted, 0 when none or
   *     unknown
   * @return what was found
   */
  public Explanation explainUp(byte[] frame, long highestCounter) {
    final List<String> lines = new ArrayList<>();
    if (!explainHeader(frame, lines)) {
      return new Explanation(false, lines);
    }
    final int kind = FrameDescriptor.kind(frame, 0);
    final int low = FrameDescriptor.counterLow(frame, 0);
    final long counter = PacketCounter.nearest(low, highestCounter);
    lines.add("counter    low 32 bits " + Integer.toUnsignedString(low));
    lines.add(
        "           nearest to "
            + Long.toUnsignedString(highestCounter)
            + " is "
            + Long.toUnsignedString(counter));
    final byte[] plain = new byte[frame.length];
    final int length = cipher.openUp(keys, counter, frame, 0, frame.length, plain, 0);
    if (length < 0) {
      lines.add("seal       does not open: silence");
      lines.add("likely     " + new SealGuesses(secret, keys).whyUp(frame, counter));
      return new Explanation(false, lines);
    }
    lines.add("seal       opens: authentic, a message of " + length + " bytes");
    if (counter == 0) {
      lines.add("refused    counters begin at 1: silence");
      return new Explanation(false, lines);
    }
    if (!FrameKind.isUp(kind)) {
      lines.add("refused    a device may not send kind " + kind + ": silence");
      return new Explanation(false, lines);
    }
    return new Explanation(MessageText.explain(kind, plain, length, lines), lines);
  }

  /**
   * Explains a frame that the server sends.
   *
   * @param frame the whole frame, without a TCP length
   * @param highestCounter highest packet counter that the device has sent; the answered counter is
   *     looked for among the 256 up to it, as a device does
   * @return what was found
   */
  public Explanation explainDown(byte[] frame, long highestCounter) {
    final List<String> lines = new ArrayList<>();
    if (!explainHeader(frame, lines)) {
      return new Explanation(false, lines);
    }
    final int kind = FrameDescriptor.kind(frame, 0);
    final int low = FrameDescriptor.answeredLow(frame, 0);
    final long answered = highestCounter - ((highestCounter - low) & 0xFF);
    lines.add("boot       " + FrameDescriptor.boot(frame, 0));
    lines.add("answers    low 8 bits " + low + ", so counter " + Long.toUnsignedString(answered));
    final byte[] plain = new byte[frame.length];
    final int length = cipher.openDown(keys, answered, frame, 0, frame.length, plain, 0);
    if (length < 0) {
      lines.add("seal       does not open: the device ignores it");
      lines.add("likely     " + new SealGuesses(secret, keys).whyDown(frame, answered));
      return new Explanation(false, lines);
    }
    lines.add("seal       opens: authentic, a message of " + length + " bytes");
    if (kind != FrameKind.ACK) {
      lines.add("refused    a server may not send kind " + kind);
      return new Explanation(false, lines);
    }
    return new Explanation(MessageText.explain(kind, plain, length, lines), lines);
  }

  private static boolean explainHeader(byte[] frame, List<String> lines) {
    lines.add("length     " + frame.length + " bytes");
    if (frame.length < FrameDescriptor.FRAME_BYTES_MIN) {
      lines.add(
          "refused    header and tag alone are "
              + FrameDescriptor.FRAME_BYTES_MIN
              + " bytes: silence over UDP, a closed connection over TCP");
      return false;
    }
    if (frame.length > FrameDescriptor.TCP_FRAME_BYTES_MAX) {
      lines.add("refused    longer than " + FrameDescriptor.TCP_FRAME_BYTES_MAX + " bytes");
      return false;
    }
    if (frame.length > FrameDescriptor.UDP_FRAME_BYTES_MAX) {
      lines.add("note       longer than 1200 bytes: over TCP only");
    }
    final int version = FrameDescriptor.version(frame, 0);
    final int kind = FrameDescriptor.kind(frame, 0);
    lines.add("version    " + version);
    lines.add("kind       " + kind + " " + FrameKind.nameOf(kind));
    lines.add(String.format("key id     %010x", FrameDescriptor.keyId(frame, 0)));
    if (version != FrameDescriptor.VERSION) {
      lines.add("refused    version 1 is the only one: silence");
      return false;
    }
    return true;
  }
}

package kz.relog.proto.explain;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import org.jspecify.annotations.Nullable;

/** Mistakes that leave a frame unopened, tried one by one. One thread. */
final class SealGuesses {
  private static final int EPOCHS = 64;
  private static final String NOTHING_FITS =
      "another secret, another key id in the header than the one sealed with, or changed bytes";

  private final byte[] secret;
  private final FrameKeys keys;

  SealGuesses(byte[] secret, FrameKeys keys) {
    this.secret = secret;
    this.keys = keys;
  }

  String whyUp(byte[] frame, long counter) {
    final byte[] aad = Arrays.copyOf(frame, FrameDescriptor.HEADER_BYTES);
    final byte[] nonce = nonce(0, 0, counter);
    final String common = common(frame, aad, nonce, keys.up(), keys.down(), "relog/1 up");
    if (common != null) {
      return common;
    }
    for (long epoch = 0; epoch < EPOCHS; epoch++) {
      final long other = epoch << 32 | (counter & 0xFFFF_FFFFL);
      if (opens(keys.up(), nonce(0, 0, other), aad, frame)) {
        return "the counter is "
            + Long.toUnsignedString(other)
            + ", more than 2^31 away from the highest accepted";
      }
    }
    return NOTHING_FITS;
  }

  String whyDown(byte[] frame, long answered) {
    final byte[] aad = Arrays.copyOf(frame, FrameDescriptor.HEADER_BYTES);
    final int boot = FrameDescriptor.boot(frame, 0);
    final byte[] nonce = nonce(1, boot, answered);
    final String common = common(frame, aad, nonce, keys.down(), keys.up(), "relog/1 down");
    if (common != null) {
      return common;
    }
    if (opens(keys.down(), nonce(0, 0, answered), aad, frame)) {
      return "the nonce lacks the leading 01 and the boot number";
    }
    for (long step = 1; step <= 1 << 12; step++) {
      for (long other : new long[] {answered + (step << 8), answered - (step << 8)}) {
        if (opens(keys.down(), nonce(1, boot, other), aad, frame)) {
          return "it answers counter "
              + Long.toUnsignedString(other)
              + ", which is none of the last 256 sent";
        }
      }
    }
    return NOTHING_FITS;
  }

  private @Nullable String common(
      byte[] frame,
      byte[] aad,
      byte[] nonce,
      SecretKeySpec right,
      SecretKeySpec opposite,
      String info) {
    final byte[] bigEndian = nonce.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      bigEndian[4 + i] = nonce[11 - i];
    }
    final SecretKeySpec raw = new SecretKeySpec(secret, 0, FrameKeys.KEY_BYTES, "AES");
    if (opens(opposite, nonce, aad, frame)) {
      return "sealed with the key of the other direction; this one needs info \"" + info + "\"";
    }
    if (opens(raw, nonce, aad, frame)) {
      return "sealed with the secret itself; derive the key by HKDF";
    }
    if (opens(right, bigEndian, aad, frame)) {
      return "the counter in the nonce is big-endian; it must be little-endian";
    }
    if (opens(right, nonce, new byte[0], frame)) {
      return "sealed without associated data; it is the first 10 bytes";
    }
    if (opens(right, new byte[nonce.length], aad, frame)) {
      return "sealed with a nonce of zeros; it must hold the counter";
    }
    return null;
  }

  private static byte[] nonce(int first, int boot, long counter) {
    final byte[] nonce = new byte[12];
    nonce[0] = (byte) first;
    for (int i = 0; i < FrameDescriptor.BOOT_BYTES; i++) {
      nonce[1 + i] = (byte) (boot >>> (8 * i));
    }
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[4 + i] = (byte) (counter >>> (8 * i));
    }
    return nonce;
  }

  private static boolean opens(SecretKeySpec key, byte[] nonce, byte[] aad, byte[] frame) {
    try {
      final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * FrameDescriptor.TAG_BYTES, nonce));
      cipher.updateAAD(aad);
      cipher.doFinal(
          frame,
          FrameDescriptor.CIPHERTEXT_OFFSET,
          frame.length - FrameDescriptor.CIPHERTEXT_OFFSET);
      return true;
    } catch (GeneralSecurityException e) {
      return false; // a wrong guess
    }
  }
}

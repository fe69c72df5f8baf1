package kz.relog.proto.frame;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens frames with AES-128-GCM. One per thread. A nonce is twelve bytes:
 *
 * <pre>
 *   0     1              4                        12
 *  +-----+--------------+------------------------+
 *  | 00  | 00 00 00     | packet counter         |  device to server
 *  | 01  | boot number  | counter it answers     |  server to device
 *  +-----+--------------+------------------------+
 * </pre>
 *
 * <p>Nothing is allocated here beyond what the provider's interface demands.
 */
public final class FrameCipher {
  /** What opening gives for a frame that is not authentic. */
  public static final int NOT_AUTHENTIC = -1;

  private static final int TAG_BITS = 8 * FrameDescriptor.TAG_BYTES;
  private static final int NONCE_BYTES = 12;

  private final Cipher cipher;
  private final byte[] nonce = new byte[NONCE_BYTES];

  /** With the fastest provider present. */
  public FrameCipher() {
    this(CryptoProviders.fastest());
  }

  /**
   * With a provider of the caller's choice.
   *
   * @param provider of AES/GCM/NoPadding
   * @throws IllegalArgumentException when it does not offer that
   */
  public FrameCipher(Provider provider) {
    try {
      this.cipher = Cipher.getInstance(CryptoProviders.TRANSFORMATION, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(provider.getName() + " offers no AES-GCM", e);
    }
  }

  /**
   * Seals a message to the server.
   *
   * @param keys of the device
   * @param kind see {@link FrameKind}
   * @param keyId 40 bits
   * @param counter full packet counter, never used before under this key
   * @param plain array that holds the message
   * @param plainOffset where it begins
   * @param plainLength its length
   * @param frame array to write to, another than plain
   * @param frameOffset where the frame shall begin
   * @return length of the frame: plainLength + {@link FrameDescriptor#OVERHEAD_BYTES}
   */
  public int sealUp(
      FrameKeys keys,
      int kind,
      long keyId,
      long counter,
      byte[] plain,
      int plainOffset,
      int plainLength,
      byte[] frame,
      int frameOffset) {
    FrameDescriptor.putUpHeader(frame, frameOffset, kind, keyId, counter);
    putUpNonce(nonce, counter);
    return seal(keys.up(), plain, plainOffset, plainLength, frame, frameOffset);
  }

  /**
   * Opens a frame from a device.
   *
   * @param keys of the device
   * @param counter full packet counter, see {@link PacketCounter#nearest}
   * @param frame array that holds the frame
   * @param frameOffset where it begins
   * @param frameLength its length, any
   * @param plain array to write the message to, another than frame, with room for frameLength
   * @param plainOffset where the message shall begin
   * @return length of the message or {@link #NOT_AUTHENTIC}; then what was written means nothing
   */
  public int openUp(
      FrameKeys keys,
      long counter,
      byte[] frame,
      int frameOffset,
      int frameLength,
      byte[] plain,
      int plainOffset) {
    if (frameLength < FrameDescriptor.FRAME_BYTES_MIN) {
      return NOT_AUTHENTIC;
    }
    putUpNonce(nonce, counter);
    return open(keys.up(), frame, frameOffset, frameLength, plain, plainOffset);
  }

  /**
   * Seals a message to a device.
   *
   * @param keys of the device
   * @param kind see {@link FrameKind}
   * @param keyId 40 bits
   * @param boot the server's boot number, 24 bits
   * @param answered full packet counter of the frame answered; at most one answer each
   * @param plain array that holds the message
   * @param plainOffset where it begins
   * @param plainLength its length
   * @param frame array to write to, another than plain
   * @param frameOffset where the frame shall begin
   * @return length of the frame: plainLength + {@link FrameDescriptor#OVERHEAD_BYTES}
   */
  public int sealDown(
      FrameKeys keys,
      int kind,
      long keyId,
      int boot,
      long answered,
      byte[] plain,
      int plainOffset,
      int plainLength,
      byte[] frame,
      int frameOffset) {
    FrameDescriptor.putDownHeader(frame, frameOffset, kind, keyId, boot, answered);
    putDownNonce(nonce, boot, answered);
    return seal(keys.down(), plain, plainOffset, plainLength, frame, frameOffset);
  }

  /**
   * Opens a frame from the server.
   *
   * @param keys of the device
   * @param answered full packet counter of the device's own frame that it may answer
   * @param frame array that holds the frame
   * @param frameOffset where it begins
   * @param frameLength its length, any
   * @param plain array to write the message to, another than frame, with room for frameLength
   * @param plainOffset where the message shall begin
   * @return length of the message or {@link #NOT_AUTHENTIC}; then what was written means nothing
   */
  public int openDown(
      FrameKeys keys,
      long answered,
      byte[] frame,
      int frameOffset,
      int frameLength,
      byte[] plain,
      int plainOffset) {
    if (frameLength < FrameDescriptor.FRAME_BYTES_MIN) {
      return NOT_AUTHENTIC;
    }
    putDownNonce(nonce, FrameDescriptor.boot(frame, frameOffset), answered);
    return open(keys.down(), frame, frameOffset, frameLength, plain, plainOffset);
  }

  static void putUpNonce(byte[] nonce, long counter) {
    nonce[0] = 0;
    nonce[1] = 0;
    nonce[2] = 0;
    nonce[3] = 0;
    putLong(nonce, counter);
  }

  static void putDownNonce(byte[] nonce, int boot, long answered) {
    nonce[0] = 1;
    nonce[1] = (byte) boot;
    nonce[2] = (byte) (boot >>> 8);
    nonce[3] = (byte) (boot >>> 16);
    putLong(nonce, answered);
  }

  private static void putLong(byte[] nonce, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[4 + i] = (byte) (value >>> (8 * i));
    }
  }

  private int seal(
      SecretKeySpec key, byte[] plain, int plainOffset, int length, byte[] frame, int frameOffset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(frame, frameOffset, FrameDescriptor.HEADER_BYTES);
      return FrameDescriptor.HEADER_BYTES
          + cipher.doFinal(
              plain, plainOffset, length, frame, frameOffset + FrameDescriptor.CIPHERTEXT_OFFSET);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed: a nonce used twice or too little room", e);
    }
  }

  private int open(
      SecretKeySpec key, byte[] frame, int frameOffset, int length, byte[] plain, int plainOffset) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(frame, frameOffset, FrameDescriptor.HEADER_BYTES);
      return cipher.doFinal(
          frame,
          frameOffset + FrameDescriptor.CIPHERTEXT_OFFSET,
          length - FrameDescriptor.HEADER_BYTES,
          plain,
          plainOffset);
    } catch (AEADBadTagException e) {
      return NOT_AUTHENTIC;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening failed: too little room for the message", e);
    }
  }
}

package kz.relog.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.relog.api.spi.RecordSealer;

/**
 * Seals with a key made of the plan's reference: enough to show that nothing is stored in clear.
 */
public final class TestSealer implements RecordSealer {
  private static final int NONCE_BYTES = 12;
  private final SecureRandom random = new SecureRandom();

  /** References whose keys are gone; sealing makes another one. */
  private final Set<Long> destroyed = ConcurrentHashMap.newKeySet();

  @Override
  public byte[] seal(long planRef, byte[] plain) {
    destroyed.remove(planRef);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, planRef, nonce, plain);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public void destroy(long ref) {
    destroyed.add(ref);
  }

  /** Whether the key of a reference is gone. */
  boolean isDestroyed(long ref) {
    return destroyed.contains(ref);
  }

  @Override
  public Optional<byte[]> open(long planRef, byte[] sealed) {
    if (destroyed.contains(planRef)) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return Optional.of(run(Cipher.DECRYPT_MODE, planRef, nonce, rest));
  }

  @Override
  public byte[] lookup(String kind, String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((kind + ":" + text).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] run(int mode, long planRef, byte[] nonce, byte[] in) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] key = ByteBuffer.allocate(16).putLong(planRef).putLong(~planRef).array();
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(in);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException(damaged);
    }
  }
}

package kz.relog.proto.frame;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who computes AES-GCM: a faster provider when its jar is on the class path and works on
 * this machine, else what the platform has.
 */
public final class CryptoProviders {
  static final String TRANSFORMATION = "AES/GCM/NoPadding";

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private CryptoProviders() {}

  /**
   * The fastest provider present.
   *
   * @return a provider of AES/GCM/NoPadding
   */
  public static Provider fastest() {
    final Provider corretto = corretto();
    return corretto != null ? corretto : platform();
  }

  /**
   * The provider that the platform prefers.
   *
   * @return a provider of AES/GCM/NoPadding
   */
  public static Provider platform() {
    try {
      return Cipher.getInstance(TRANSFORMATION).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM belongs to every Java platform", e);
    }
  }

  /** Amazon Corretto Crypto Provider, or null when it is absent or does not work here. */
  static @Nullable Provider corretto() {
    try {
      final Provider provider = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      Cipher.getInstance(TRANSFORMATION, provider);
      return provider;
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      return null; // absent, or its native half does not load: the platform's will do
    }
  }
}

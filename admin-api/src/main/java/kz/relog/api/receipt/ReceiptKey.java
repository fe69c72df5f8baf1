package kz.relog.api.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The public half of what receipts are signed with: Ed25519. Immutable; any thread. */
public final class ReceiptKey {
  static final String ALGORITHM = "Ed25519";
  private static final int ID_DIGITS = 16;

  private final byte[] encoded;
  private final PublicKey key;

  private ReceiptKey(byte[] encoded) throws GeneralSecurityException {
    this.encoded = encoded.clone();
    this.key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** The key of these bytes (SubjectPublicKeyInfo). */
  static ReceiptKey of(byte[] encoded) {
    try {
      return new ReceiptKey(encoded);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalArgumentException("not a public Ed25519 key", damaged);
    }
  }

  /**
   * Reads a PEM text.
   *
   * @throws IllegalArgumentException when it is no public Ed25519 key
   */
  public static ReceiptKey parse(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return of(Base64.getDecoder().decode(base64));
  }

  /** Its name: the first digits of its SHA-256. */
  public String id() {
    return CanonicalJson.sha256(encoded).substring(0, ID_DIGITS);
  }

  /** As PEM. */
  public String pem() {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  boolean verifies(byte[] signed, String signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(signed);
      return check.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      return false;
    }
  }

  /** A new pair, encoded: public, private. */
  static List<byte[]> newPair() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return List.of(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String sign(byte[] privateKey, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
      signature.update(bytes);
      byte[] value = signature.sign();
      return new String(
          Base64.getUrlEncoder().withoutPadding().encode(value), StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

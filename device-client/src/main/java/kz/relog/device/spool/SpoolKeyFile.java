package kz.relog.device.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import kz.relog.device.disk.OwnerFiles;

/**
 * The key of a spool: random, wrapped under a key that comes from the device's secret, so that no
 * other device can read the spool, and destroyed to destroy the spool. A new generation has a new
 * key; what was sealed under the old one is unreadable from the moment the file is replaced.
 *
 * <pre>
 *  0   8  "RELOGSK1"
 *  8   4  generation, big-endian
 * 12  12  nonce
 * 24  48  the spool's key, AES-256-GCM under HKDF(secret, "relog/1 spool")
 * </pre>
 */
final class SpoolKeyFile {
  private static final String NAME = "spool.key";
  private static final String INFO = "relog/1 spool";
  private static final byte[] MAGIC = {'R', 'E', 'L', 'O', 'G', 'S', 'K', '1'};
  private static final int NONCE_AT = 12;
  private static final int KEY_AT = NONCE_AT + SpoolCrypto.NONCE_BYTES;
  private static final int BYTES = KEY_AT + SpoolCrypto.KEY_BYTES + SpoolCrypto.TAG_BYTES;

  private final Path file;
  private final SpoolCrypto crypto;
  private final SecureRandom random = new SecureRandom();
  private byte[] secret;
  private int generation;
  private byte[] key = new byte[SpoolCrypto.KEY_BYTES];

  private SpoolKeyFile(Path folder, SpoolCrypto crypto, byte[] secret) {
    this.file = folder.resolve(NAME);
    this.crypto = crypto;
    this.secret = secret.clone();
  }

  /**
   * Reads the key or makes the first one.
   *
   * @param secrets the device's, the one to wrap under first; during a change of key there are two
   * @throws IOException if the file belongs to another device or is damaged
   */
  static SpoolKeyFile open(Path folder, SpoolCrypto crypto, List<byte[]> secrets)
      throws IOException {
    SpoolKeyFile made = new SpoolKeyFile(folder, crypto, secrets.get(0));
    if (!Files.exists(made.file)) {
      made.write(1, made.newKey());
      return made;
    }
    byte[] content = Files.readAllBytes(made.file);
    for (byte[] secret : secrets) {
      if (made.unwrap(content, secret)) {
        return made;
      }
    }
    throw new IOException(
        made.file
            + " is damaged or belongs to another device; what the spool holds cannot be read: delete"
            + " the folder to begin an empty one");
  }

  int generation() {
    return generation;
  }

  byte[] key() {
    return key.clone();
  }

  /** A key for the next generation; {@link #write} makes it the key. */
  byte[] newKey() {
    byte[] made = new byte[SpoolCrypto.KEY_BYTES];
    random.nextBytes(made);
    return made;
  }

  /** Makes this the key and this the generation, durably. */
  void write(int newGeneration, byte[] newKey) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    byte[] nonce = new byte[SpoolCrypto.NONCE_BYTES];
    random.nextBytes(nonce);
    out.put(MAGIC).putInt(newGeneration).put(nonce);
    crypto.seal(wrapping(secret), nonce, newKey, newKey.length, out.array(), KEY_AT);
    OwnerFiles.replace(file, out.array());
    generation = newGeneration;
    key = newKey.clone();
  }

  /** From now on the key is wrapped under another secret. */
  void rewrap(byte[] newSecret) throws IOException {
    secret = newSecret.clone();
    write(generation, key);
  }

  void destroy() throws IOException {
    Arrays.fill(key, (byte) 0);
    OwnerFiles.wipe(file);
  }

  private boolean unwrap(byte[] content, byte[] candidate) {
    if (content.length != BYTES || !Arrays.equals(Arrays.copyOf(content, MAGIC.length), MAGIC)) {
      return false;
    }
    byte[] nonce = Arrays.copyOfRange(content, NONCE_AT, KEY_AT);
    // The platform may need more room than the plaintext takes.
    byte[] plain = new byte[BYTES];
    int length = crypto.open(wrapping(candidate), nonce, content, KEY_AT, BYTES - KEY_AT, plain);
    if (length != SpoolCrypto.KEY_BYTES) {
      return false;
    }
    generation = ByteBuffer.wrap(content).getInt(MAGIC.length);
    key = Arrays.copyOf(plain, length);
    secret = candidate.clone();
    return true;
  }

  private static SecretKeySpec wrapping(byte[] secret) {
    return new SecretKeySpec(
        SpoolCrypto.derive(secret, new byte[SpoolCrypto.KEY_BYTES], INFO), "AES");
  }
}

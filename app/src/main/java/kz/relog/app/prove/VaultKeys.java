package kz.relog.app.prove;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes the keys of subjects out of a vault's file as somebody would who has the master key too:
 * with code of its own, so that what is searched for does not follow from what is tried. Stateless.
 *
 * <pre>
 *   vault key = HKDF(master, "relog/1 vault")   wraps each root: nonce (12), AES-256-GCM, tag (16)
 *   journal key = HKDF(root, "relog/1 journal")
 *   archive key = HKDF(root, "relog/1 archive")
 * </pre>
 */
final class VaultKeys {
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private VaultKeys() {}

  /** All keys by their subjects, wrapped, in clear and as they are derived. */
  static Map<Long, List<Canary>> of(Path data) throws IOException {
    Map<Long, List<Canary>> keysBySubject = new HashMap<>();
    byte[] master = HexFormat.of().parseHex(Files.readString(data.resolve("master.key")).strip());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("vault.db"));
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT key_month, generation, wrapped, subject_ref FROM subject_key"
                    + " WHERE wrapped IS NOT NULL")) {
      byte[] vaultKey = expand(extract(master), "relog/1 vault");
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          byte[] wrapped = row.getBytes(3);
          long subjectRef = row.getLong(4);
          ByteBuffer name = ByteBuffer.allocate(17).put((byte) 's').putLong(subjectRef);
          byte[] root =
              unwrap(vaultKey, wrapped, name.putInt(row.getInt(1)).putInt(row.getInt(2)).array());
          byte[] extracted = extract(root);
          List<Canary> keys = keysBySubject.computeIfAbsent(subjectRef, none -> new ArrayList<>());
          keys.add(Canary.bytes("key as wrapped", wrapped));
          keys.add(Canary.key("key", root));
          keys.add(Canary.key("key on its way to others", extracted));
          keys.add(Canary.key("journal key", expand(extracted, "relog/1 journal")));
          keys.add(Canary.key("archive key", expand(extracted, "relog/1 archive")));
        }
      }
      return keysBySubject;
    } catch (SQLException | GeneralSecurityException failed) {
      throw new IOException("the vault's keys cannot be read", failed);
    }
  }

  private static byte[] unwrap(byte[] key, byte[] wrapped, byte[] name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, Arrays.copyOf(wrapped, NONCE_BYTES)));
    cipher.updateAAD(name);
    return cipher.doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
  }

  private static byte[] extract(byte[] key) throws GeneralSecurityException {
    return hmac(new byte[KEY_BYTES], key);
  }

  private static byte[] expand(byte[] extracted, String info) throws GeneralSecurityException {
    byte[] text = info.getBytes(StandardCharsets.US_ASCII);
    byte[] block = Arrays.copyOf(text, text.length + 1);
    block[text.length] = 1;
    return hmac(extracted, block);
  }

  private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(text);
  }
}

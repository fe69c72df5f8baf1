package kz.relog.api.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) of passwords in the PHC text form, parameters included: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. A password is brought to NFKC first, so that it is the
 * same from every keyboard. Stateless; any thread; slow on purpose.
 */
final class PasswordHash {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)\\$([\\w+/-]+)\\$([\\w+/-]+)");

  private PasswordHash() {}

  static String make(String password, HashCost cost, SecureRandom random) {
    byte[] salt = salt(random);
    return text(cost, salt, compute(password, cost, salt));
  }

  /** A hash of which nobody knows a password: opening it costs what opening another does. */
  static String ofNobody(HashCost cost, SecureRandom random) {
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(hash);
    return text(cost, salt(random), hash);
  }

  static boolean matches(String password, String hash) {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      throw new IllegalStateException("a stored password hash has another form");
    }
    HashCost cost =
        new HashCost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] expected = base64.decode(form.group(5));
    return MessageDigest.isEqual(expected, compute(password, cost, base64.decode(form.group(4))));
  }

  /** Whether a hash was made at this cost; otherwise it is made anew when next opened. */
  static boolean isOf(String hash, HashCost cost) {
    return hash.startsWith(head(cost));
  }

  private static byte[] salt(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static String text(HashCost cost, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return head(cost) + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  private static String head(HashCost cost) {
    return "$argon2id$v=19$m="
        + cost.memoryKib()
        + ",t="
        + cost.passes()
        + ",p="
        + cost.lanes()
        + "$";
  }

  private static byte[] compute(String password, HashCost cost, byte[] salt) {
    byte[] bytes =
        Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    argon2.generateBytes(bytes, hash);
    Arrays.fill(bytes, (byte) 0);
    return hash;
  }
}

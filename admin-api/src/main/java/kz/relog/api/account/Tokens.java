package kz.relog.api.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random tokens; only their SHA-256 is kept. Any thread. */
public final class Tokens {
  /** Begins a session's token, so that one that leaked is known for what it is. */
  public static final String SESSION = "relog_s_";

  /** Begins a machine's token. */
  public static final String MACHINE = "relog_m_";

  private final SecureRandom random;

  /** Tokens out of this randomness. */
  public Tokens(SecureRandom random) {
    this.random = random;
  }

  /** A new token that begins so. */
  public String make(String prefix) {
    byte[] bytes = new byte[AccountLimits.TOKEN_BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of a token: its SHA-256 in hex. */
  public static String hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

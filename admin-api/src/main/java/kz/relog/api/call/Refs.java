package kz.relog.api.call;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;

/** References as people see them: 16 lower-case hex digits; key ids: 10. Stateless; any thread. */
public final class Refs {
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY_DIGITS = 10;
  private static final long KEY_MASK = (1L << 40) - 1;

  private Refs() {}

  /** A reference as text. */
  public static String text(long ref) {
    return HEX.toHexDigits(ref);
  }

  /** A key id as text. */
  public static String keyText(long keyId) {
    return HEX.toHexDigits(keyId, KEY_DIGITS);
  }

  /** The reference a text means; empty when it is none. */
  public static OptionalLong parse(String text) {
    if (!text.matches("[0-7][0-9a-f]{15}")) {
      return OptionalLong.empty();
    }
    long ref = HexFormat.fromHexDigitsToLong(text);
    return ref == 0 ? OptionalLong.empty() : OptionalLong.of(ref);
  }

  /**
   * A new random reference, greater than 0. Its text is never digits alone: such a one could pass
   * for the number of a payment card in a name that quotes it, and the name would be refused.
   */
  public static long random(SecureRandom random) {
    long ref;
    do {
      ref = random.nextLong() & Long.MAX_VALUE;
    } while (text(ref).chars().allMatch(Character::isDigit));
    return ref;
  }

  /** A new random key id of 40 bits, greater than 0. */
  public static long randomKey(SecureRandom random) {
    long keyId;
    do {
      keyId = random.nextLong() & KEY_MASK;
    } while (keyId == 0);
    return keyId;
  }
}

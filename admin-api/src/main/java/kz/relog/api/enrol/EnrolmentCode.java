package kz.relog.api.enrol;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A one-time code: 8 letters of Crockford's base 32 (40 random bits), shown as {@code ABCD-EFGH}.
 * Read generously: small letters, O for 0, I and L for 1, dashes and spaces anywhere. Stateless.
 */
final class EnrolmentCode {
  static final int LETTERS = 8;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private EnrolmentCode() {}

  static String random(SecureRandom random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  static String shown(String code) {
    return code.substring(0, LETTERS / 2) + "-" + code.substring(LETTERS / 2);
  }

  /** The code that a text means; empty when it can be none. */
  static Optional<String> read(String text) {
    StringBuilder code = new StringBuilder();
    for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (letter == '-' || letter == ' ') {
        continue;
      }
      char meant = letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter;
      if (ALPHABET.indexOf(meant) < 0) {
        return Optional.empty();
      }
      code.append(meant);
    }
    return code.length() == LETTERS ? Optional.of(code.toString()) : Optional.empty();
  }
}

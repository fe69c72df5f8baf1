package kz.relog.api.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.relog.api.call.Body;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;

/**
 * What a new password must be: long enough, none that everyone tries first, not made of what is
 * known of its person. No rule about kinds of characters: those make passwords alike (NIST SP
 * 800-63B). Immutable; any thread.
 */
public final class PasswordRule {
  /** What is told of a password that is missing. */
  static final String NEEDED =
      "at least " + AccountLimits.PASSWORD_CHARS_MIN + " characters, and it must be there";

  private static final String LIST = "common-passwords.txt";
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int WORD_CHARS_MIN = 4;

  private final Set<String> common;

  /** The rule with the list of common passwords that we ship. */
  public PasswordRule() {
    this.common = read();
  }

  /**
   * Reads the field {@code password} as a new password.
   *
   * @param known what is known of the person: names, e-mail, company
   * @return empty when absent or wrong; what is wrong is told by the body's {@code finish}
   */
  public Optional<String> read(Body body, String field, String... known) {
    Optional<String> password = body.secret(field, AccountLimits.PASSWORD_CHARS_MAX);
    Optional<String> refusal = password.flatMap(text -> whyNot(text, List.of(known)));
    refusal.ifPresent(allowed -> body.wrong(field, allowed));
    return refusal.isPresent() ? Optional.empty() : password;
  }

  /**
   * Judges a password when more is known of its person than was at the reading.
   *
   * @throws kz.relog.api.problem.ProblemException 422 when it is not right
   */
  void require(String password, String... known) {
    whyNot(password, List.of(known))
        .ifPresent(
            allowed -> {
              throw Problem.invalid(List.of(new FieldError("/password", "password", null, allowed)))
                  .toException();
            });
  }

  /** What a password should be instead; empty when it is right. */
  Optional<String> whyNot(String password, List<String> known) {
    String normal = normal(password);
    if (normal.codePointCount(0, normal.length()) < AccountLimits.PASSWORD_CHARS_MIN) {
      return Optional.of("at least " + AccountLimits.PASSWORD_CHARS_MIN + " characters");
    }
    if (common.contains(normal) || isMonotone(normal)) {
      return Optional.of("not one of the passwords that everyone tries first");
    }
    for (String text : known) {
      if (isMadeOf(normal, text)) {
        return Optional.of("not made of your name, e-mail address or company");
      }
    }
    return Optional.empty();
  }

  /** Passwords on the list. */
  int commonCount() {
    return common.size();
  }

  /** The word takes up at least half of the password. */
  private static boolean isMadeOf(String password, String text) {
    for (String word : WORDS.splitAsStream(normal(text)).toList()) {
      boolean counts = word.length() >= WORD_CHARS_MIN;
      if (counts && password.contains(word) && 2 * word.length() >= password.length()) {
        return true;
      }
    }
    return !text.isEmpty() && password.contains(normal(text)) && text.length() >= WORD_CHARS_MIN;
  }

  /** One or two characters over and over, or each the next of the one before. */
  private static boolean isMonotone(String text) {
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < text.length(); i++) {
      up &= text.charAt(i) == text.charAt(i - 1) + 1;
      down &= text.charAt(i) == text.charAt(i - 1) - 1;
    }
    return up || down || text.codePoints().distinct().count() <= 2;
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static Set<String> read() {
    try (InputStream in = PasswordRule.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException(LIST + " is missing");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .map(PasswordRule::normal)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package kz.relog.api.card;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what could be the number of a payment card in a text: none is ever kept. A number may be
 * written in groups and in any script's digits. Stateless; any thread.
 *
 * <p>13 to 19 digits with a right check digit (Luhn) that begin as cards do. Of 15 digits only 34
 * and 37 are cards; the others are mostly the serial numbers of trackers, which have the same check
 * digit. Names that machines make are left out, since one in some thousand looks like a card by
 * chance: a UUID, and a word of 16 hexadecimal digits or more with at least one letter.
 */
public final class CardNumbers {
  /** What a text with one is told. */
  public static final String REFUSED = "a text without a number that could be a payment card's";

  private static final int DIGITS_MIN = 13;
  private static final int DIGITS_MAX = 19;

  private static final Pattern MADE_BY_MACHINE =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}])(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"
              + "|(?=\\p{XDigit}*[A-Fa-f])\\p{XDigit}{16,64})(?![\\p{L}\\p{Nd}])");

  private CardNumbers() {}

  /** Whether a text holds one. */
  public static boolean isIn(String text) {
    List<String> groups = new ArrayList<>();
    StringBuilder group = new StringBuilder();
    int gap = 0;
    String written = MADE_BY_MACHINE.matcher(text).replaceAll("x");
    for (int point : written.codePoints().toArray()) {
      int digit = Character.digit(point, 10);
      if (digit >= 0) {
        group.append((char) ('0' + digit));
        gap = 0;
        continue;
      }
      if (!group.isEmpty()) {
        groups.add(group.toString());
        group.setLength(0);
      }
      gap++;
      if (gap > 1 || !isSeparator(point)) {
        if (anyOf(groups)) {
          return true;
        }
        groups.clear();
      }
    }
    groups.add(group.toString());
    return anyOf(groups);
  }

  private static boolean anyOf(List<String> groups) {
    for (int from = 0; from < groups.size(); from++) {
      StringBuilder digits = new StringBuilder();
      for (int to = from; to < groups.size() && digits.length() < DIGITS_MAX; to++) {
        digits.append(groups.get(to));
        if (isCard(digits)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCard(CharSequence digits) {
    int length = digits.length();
    if (length < DIGITS_MIN || length > DIGITS_MAX) {
      return false;
    }
    char first = digits.charAt(0);
    char second = digits.charAt(1);
    boolean begins =
        length == 15
            ? first == '3' && (second == '4' || second == '7')
            : first >= '2' && first <= '6';
    return begins && hasCheckDigit(digits);
  }

  private static boolean hasCheckDigit(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static boolean isSeparator(int point) {
    return Character.isSpaceChar(point) || "-.‐‑–_/".indexOf(point) >= 0;
  }
}

package kz.relog.api.account;

/**
 * Business identification numbers of Kazakhstan: twelve digits, the last a check digit. Stateless;
 * any thread.
 *
 * <p>The check digit is the sum of the first eleven digits, each times its place, modulo 11; when
 * that is 10, the places are counted from 3 (3 to 11, then 1 and 2), and a number for which it is
 * 10 again is not given out (government decree 853 of 22.05.2007 and its successors).
 */
final class Bins {
  private static final int DIGITS = 12;

  private Bins() {}

  static boolean isRight(String bin) {
    if (!bin.matches("[0-9]{12}")) {
      return false;
    }
    int check = sum(bin, 0);
    if (check == 10) {
      check = sum(bin, 2);
    }
    return check == bin.charAt(DIGITS - 1) - '0';
  }

  private static int sum(String bin, int shift) {
    int sum = 0;
    for (int i = 0; i < DIGITS - 1; i++) {
      sum += (bin.charAt(i) - '0') * ((i + shift) % 11 + 1);
    }
    return sum % 11;
  }
}

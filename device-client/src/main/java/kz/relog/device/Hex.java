package kz.relog.device;

/** Hex digits; the JDK's HexFormat is too new for phones. */
final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Hex() {}

  static boolean isHex(String text, int digits) {
    if (text.length() != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(text.charAt(2 * i), 16);
      bytes[i] = (byte) (high << 4 | Character.digit(text.charAt(2 * i + 1), 16));
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(DIGITS[(b >> 4) & 15]).append(DIGITS[b & 15]);
    }
    return text.toString();
  }
}

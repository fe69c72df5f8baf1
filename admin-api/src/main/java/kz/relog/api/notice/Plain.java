package kz.relog.api.notice;

/** Makes text harmless in a mail: it can neither begin a header nor look like one. Stateless. */
final class Plain {
  private Plain() {}

  /**
   * The same text without control characters but line feeds, which only a body keeps; cut to {@link
   * Outbox#VALUE_CHARS_MAX}.
   */
  static String text(String value) {
    StringBuilder plain = new StringBuilder();
    value
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(point -> point == '\n' || isPlain(point))
        .limit(Outbox.VALUE_CHARS_MAX)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** The same text on one line. */
  static String line(String value) {
    return text(value).replace('\n', ' ').strip();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

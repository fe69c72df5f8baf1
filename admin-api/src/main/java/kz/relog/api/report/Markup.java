package kz.relog.api.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML and SVG. Text and attributes reach the page escaped, and only so; elements are closed
 * in order. One thread.
 */
final class Markup {
  private static final Set<String> VOID = Set.of("meta", "br", "link");

  private final StringBuilder out = new StringBuilder(64 * 1024);
  private final Deque<String> open = new ArrayDeque<>();

  Markup() {
    out.append("<!doctype html>\n");
  }

  /** Opens an element; attributes are names and values by turns. */
  Markup open(String tag, Object... attributes) {
    begin(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element opened last and begins a line: pages are read by people too. */
  Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** An element with nothing in it. */
  Markup empty(String tag, Object... attributes) {
    begin(tag, attributes);
    out.append(VOID.contains(tag) ? ">" : "/>");
    return this;
  }

  /** An element with a text in it. */
  Markup leaf(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** A text. */
  Markup text(String text) {
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i));
    }
    return this;
  }

  /** A style sheet of our own, which no data reaches. */
  Markup style(String css) {
    out.append("<style>").append(css).append("</style>\n");
    return this;
  }

  /** The page. */
  String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void begin(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(String.valueOf(attributes[i + 1]));
      out.append('"');
    }
  }

  private void escape(char character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.append(character);
    }
  }
}

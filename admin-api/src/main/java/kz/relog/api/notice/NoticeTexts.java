package kz.relog.api.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of the templates in all languages, read once. Immutable; any thread. */
final class NoticeTexts {
  private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");
  private static final String SECTION = "== ";

  /** A moment in UTC as the API writes it, its day and its minute taken apart. */
  private static final Pattern MOMENT =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)(:\\d\\d(\\.\\d{1,9})?)?Z");

  private final Map<Language, Map<Template, String>> texts = new EnumMap<>(Language.class);

  NoticeTexts() {
    for (Language language : Language.values()) {
      texts.put(language, read(language));
    }
  }

  /** A text to be sent or shown. */
  record Rendered(String subject, String body) {}

  /**
   * Fills a template; what has no value stays empty.
   *
   * @param values of the template, and {@code url} and {@code optOut}
   */
  Rendered render(Template template, Language language, Map<String, String> values) {
    String text = raw(template, language);
    int end = text.indexOf('\n');
    return new Rendered(
        Plain.line(fill(text.substring(0, end), values)), fill(text.substring(end + 1), values));
  }

  /** The names of the values that a text asks for. */
  static java.util.Set<String> fields(String text) {
    return FIELD.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toSet());
  }

  /** A template as it is written. */
  String raw(Template template, Language language) {
    // Reading has made sure that each language has each template.
    return Objects.requireNonNull(Objects.requireNonNull(texts.get(language)).get(template));
  }

  private static String fill(String text, Map<String, String> values) {
    return FIELD
        .matcher(text)
        .replaceAll(
            field -> Matcher.quoteReplacement(readable(values.getOrDefault(field.group(1), ""))));
  }

  /** A moment as people read it, to the minute; any other value as it is. */
  private static String readable(String value) {
    Matcher moment = MOMENT.matcher(value);
    return moment.matches() ? moment.group(1) + " " + moment.group(2) + " (UTC)" : value;
  }

  private static Map<Template, String> read(Language language) {
    String name = "notices." + language.code() + ".txt";
    Map<Template, String> texts = new EnumMap<>(Template.class);
    for (String section : resource(name).split("(?m)^" + SECTION, -1)) {
      if (!section.isBlank()) {
        int end = section.indexOf('\n');
        Template template =
            Template.of(section.substring(0, end).strip())
                .orElseThrow(() -> new IllegalStateException(name + " has an unknown template"));
        texts.put(template, section.substring(end + 1));
      }
    }
    if (texts.size() != Template.values().length) {
      throw new IllegalStateException(name + " lacks a template");
    }
    return texts;
  }

  private static String resource(String name) {
    try (InputStream in = NoticeTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

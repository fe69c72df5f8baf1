package kz.relog.api.call;

import com.linecorp.armeria.common.QueryParams;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request. Read every one, then call {@link #finish()}, which tells all
 * that is wrong at once, parameters nobody asked for included. One thread, one request.
 */
public final class Query {
  private static final int CHARS_SHOWN = 80;

  private final QueryParams params;
  private final Set<String> known = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  Query(QueryParams params) {
    this.params = params;
  }

  /** A whole number within limits, or the default. */
  public int number(String name, int min, int max, int whenAbsent) {
    String text = take(name);
    if (text == null) {
      return whenAbsent;
    }
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    refuse(name, text, "a whole number from " + min + " to " + max);
    return whenAbsent;
  }

  /** The place where a list goes on; 0 at its start. */
  public long cursor() {
    String text = take("cursor");
    if (text == null) {
      return 0;
    }
    if (text.matches("[0-7]?[0-9a-f]{1,15}")) {
      return Long.parseLong(text, 16);
    }
    refuse("cursor", text, "the value of \"next\" of the page before");
    return 0;
  }

  /** A reference; empty when absent or wrong. */
  public OptionalLong ref(String name) {
    String text = take(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    OptionalLong ref = Refs.parse(text);
    if (ref.isEmpty()) {
      refuse(name, text, "an id of 16 hex digits");
    }
    return ref;
  }

  /** One of a few words; empty when absent or wrong. */
  public Optional<String> word(String name, List<String> allowed) {
    String text = take(name);
    if (text == null || allowed.contains(text)) {
      return Optional.ofNullable(text);
    }
    refuse(name, text, "one of " + String.join(", ", allowed));
    return Optional.empty();
  }

  /** The same, but it must be there. */
  public Optional<String> requiredWord(String name, List<String> allowed) {
    if (params.get(name, "").isEmpty()) {
      known.add(name);
      errors.add(new FieldError("?" + name, name, null, "one of " + String.join(", ", allowed)));
      return Optional.empty();
    }
    return word(name, allowed);
  }

  /** A text of at most {@code charsMax} characters; empty when absent or wrong. */
  public Optional<String> text(String name, int charsMax) {
    String text = take(name);
    if (text != null && text.length() > charsMax) {
      refuse(name, text, "at most " + charsMax + " characters");
      return Optional.empty();
    }
    return Optional.ofNullable(text);
  }

  /** A day as in 2026-03-02; empty when absent or wrong. */
  public Optional<LocalDate> day(String name) {
    String text = take(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 2000 && day.getYear() < 2100) {
        return Optional.of(day);
      }
    } catch (DateTimeException notDay) {
      // Falls through to the one message for all wrong days.
    }
    refuse(name, text, "a day from 2000 to 2099, such as 2026-03-02");
    return Optional.empty();
  }

  /** An RFC 3339 time; empty when absent or wrong. */
  public Optional<Instant> time(String name) {
    String text = take(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      // A plus sign that was not escaped arrives as a space; no valid time holds one.
      return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException notTime) {
      refuse(name, text, "an RFC 3339 time with a zone, such as 2026-03-02T08:00:00Z");
      return Optional.empty();
    }
  }

  /** Adds a problem with a parameter that a handler found. */
  public void refuse(String name, String value, String allowed) {
    String shown = value.length() <= CHARS_SHOWN ? value : value.substring(0, CHARS_SHOWN) + "…";
    errors.add(new FieldError("?" + name, name, shown, allowed));
  }

  /**
   * Ends the reading.
   *
   * @throws kz.relog.api.problem.ProblemException when anything was wrong
   */
  public void finish() {
    for (String name : params.names()) {
      if (!known.contains(name)) {
        String allowed =
            known.isEmpty()
                ? "no parameters here"
                : "no such parameter; allowed are "
                    + String.join(", ", known.stream().sorted().toList());
        refuse(name, params.get(name, ""), allowed);
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).toException();
    }
  }

  private @Nullable String take(String name) {
    known.add(name);
    String text = params.get(name);
    return text == null || text.isEmpty() ? null : text;
  }
}

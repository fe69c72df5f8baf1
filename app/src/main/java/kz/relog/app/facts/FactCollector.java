package kz.relog.app.facts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Checks the fields of facts one by one and collects facts and problems. Not thread-safe. */
final class FactCollector {

  private static final int E7_DIGITS = 7;

  /** More is no measurement, and arithmetic on a number such as 1e-99999999 takes minutes. */
  private static final int DEGREES_CHARS_MAX = 40;

  private static final double SPEED_MPS_MAX = 1_000;
  private static final double ACCURACY_METRES_MAX = 30_000;

  private final List<FactRow> facts = new ArrayList<>();
  private final List<FactsProblem> problems = new ArrayList<>();

  boolean isFull() {
    return problems.size() >= FactsReading.PROBLEMS_MAX;
  }

  void add(FactRow fact) {
    facts.add(fact);
  }

  void problem(long line, String column, String value, String allowed) {
    if (!isFull()) {
      problems.add(new FactsProblem(line, column, value, allowed));
    }
  }

  int problemCount() {
    return problems.size();
  }

  FactsReading reading() {
    return problems.isEmpty()
        ? new FactsReading.Accepted(facts)
        : new FactsReading.Refused(problems);
  }

  /** Unix epoch ms of an RFC 3339 time with a zone; 0 after a problem. */
  long time(long line, String column, String text) {
    try {
      Instant instant =
          DateTimeFormatter.ISO_OFFSET_DATE_TIME
              .parse(text.strip(), OffsetDateTime::from)
              .toInstant();
      if (instant.toEpochMilli() > 0) {
        return instant.toEpochMilli();
      }
    } catch (DateTimeException | ArithmeticException notTime) {
      // Told below: the field and what is allowed say more than the parser's words.
    }
    problem(
        line, column, text, "an RFC 3339 time with a zone after 1970, like 2026-03-02T08:00:00Z");
    return 0;
  }

  /** 10^-7 degrees; 0 after a problem. */
  int degreesE7(long line, String column, String text, int limit) {
    try {
      String number = text.strip();
      BigDecimal degrees =
          new BigDecimal(number.length() <= DEGREES_CHARS_MAX ? number : "too long");
      if (Math.abs((long) degrees.scale()) <= DEGREES_CHARS_MAX
          && degrees.abs().compareTo(BigDecimal.valueOf(limit)) <= 0) {
        return degrees
            .movePointRight(E7_DIGITS)
            .setScale(0, RoundingMode.HALF_EVEN)
            .intValueExact();
      }
    } catch (NumberFormatException | ArithmeticException notDegrees) {
      // Told below.
    }
    problem(line, column, text, "degrees from -" + limit + " to " + limit);
    return 0;
  }

  /** Speed in 0.1 m/s, -1 when blank. */
  int speedDmps(long line, String column, String text) {
    double speed = number(line, column, text, 0, SPEED_MPS_MAX);
    return Double.isNaN(speed) ? -1 : (int) Math.round(speed * 10);
  }

  /** Course in degrees, 360 when blank. */
  int courseDegrees(long line, String column, String text) {
    double course = number(line, column, text, 0, 360);
    return Double.isNaN(course) ? 360 : (int) (Math.round(course) % 360);
  }

  /** Accuracy in metres, 0 when blank. */
  int accuracyMetres(long line, String column, String text) {
    double accuracy = number(line, column, text, 0, ACCURACY_METRES_MAX);
    return Double.isNaN(accuracy) ? 0 : (int) Math.ceil(accuracy);
  }

  private double number(long line, String column, String text, double least, double most) {
    if (text.isBlank()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notNumber) {
      // Told below.
    }
    problem(line, column, text, "blank, or a number from " + (long) least + " to " + (long) most);
    return Double.NaN;
  }
}

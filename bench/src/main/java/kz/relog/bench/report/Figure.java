package kz.relog.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One measured number with what keeps it from being clean. Immutable.
 *
 * @param bench which bench found it
 * @param who whose it is: the server or a rival
 * @param measure what it counts
 * @param axis what was varied
 * @param at where on the axis; 0 without one
 * @param value the number, in the measure's unit
 * @param blemishes empty if the number is clean
 */
public record Figure(
    String bench,
    String who,
    Measure measure,
    Axis axis,
    double at,
    double value,
    List<Blemish> blemishes) {

  /** The server itself. */
  public static final String RELOG = "relog";

  /** Copies the list. */
  public Figure {
    blemishes = List.copyOf(blemishes);
  }

  /** A figure that stands alone. */
  public static Figure of(
      String bench, String who, Measure measure, double value, List<Blemish> blemishes) {
    return new Figure(bench, who, measure, Axis.NONE, 0, value, blemishes);
  }

  /** The same at a place of an axis. */
  public Figure at(Axis newAxis, double place) {
    return new Figure(bench, who, measure, newAxis, place, value, blemishes);
  }

  /** Whether nothing spoils it. */
  public boolean isClean() {
    return blemishes.isEmpty();
  }

  /** What it is compared by with the same figure of another run. */
  public String key() {
    return String.join("|", bench, who, measure.name(), axis.name(), Numbers.plain(at));
  }

  /** Where it was measured, in words; empty without an axis. */
  public String place() {
    return axis == Axis.NONE ? "" : axis.label() + " " + Numbers.plain(at);
  }

  /** The value with its unit, and what spoils it. */
  public String text() {
    return Numbers.shown(value) + " " + measure.unit() + warning();
  }

  /** What spoils it, as it stands beside the number; empty if nothing does. */
  public String warning() {
    return warning(blemishes);
  }

  /** The same of a list. */
  public static String warning(List<Blemish> blemishes) {
    return blemishes.isEmpty()
        ? ""
        : blemishes.stream()
            .map(Blemish::text)
            .distinct()
            .collect(Collectors.joining("; ", "  NOT CLEAN: ", ""));
  }

  /** How numbers are written. */
  static final class Numbers {
    private Numbers() {}

    /** With as many digits as say something. */
    static String shown(double value) {
      double size = Math.abs(value);
      if (size >= 1_000) {
        return String.format(Locale.ROOT, "%,.0f", value);
      }
      return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Whole numbers without a fraction. */
    static String plain(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }
}

package kz.relog.app.planfact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How far expected arrivals were off, by how long before the arrival they were told, beside what a
 * timetable alone would have said at the same moments. One thread.
 */
public final class EtaScore {

  /** Where an expectation comes from. */
  public enum Source {
    /** The engine's ETA. */
    ETA,
    /** The timetable, moved by the present lateness. */
    TIMETABLE_MOVED,
    /** The timetable as it is. */
    TIMETABLE
  }

  /** Ends of the ranges by which errors are told: minutes before the arrival. */
  private static final int[] AHEAD_MINUTES = {5, 15, 30, 60};

  private static final long MINUTE_MS = 60_000;

  /** Errors in ms, by source and range. */
  private final Map<Source, List<List<Long>>> errorsMs = new EnumMap<>(Source.class);

  /** Nothing is scored yet. */
  public EtaScore() {
    for (Source source : Source.values()) {
      List<List<Long>> ranges = new ArrayList<>();
      for (int i = 0; i < AHEAD_MINUTES.length; i++) {
        ranges.add(new ArrayList<>());
      }
      errorsMs.put(source, ranges);
    }
  }

  /**
   * Scores an expectation.
   *
   * @param toldMs when it was told, Unix epoch ms
   * @param expectedMs the arrival expected; 0 none, which is not scored
   * @param arrivedMs the arrival that came; one that is over or too far ahead is not scored
   */
  void add(Source source, long toldMs, long expectedMs, long arrivedMs) {
    long aheadMs = arrivedMs - toldMs;
    if (expectedMs == 0 || aheadMs <= 0) {
      return;
    }
    for (int range = 0; range < AHEAD_MINUTES.length; range++) {
      if (aheadMs <= AHEAD_MINUTES[range] * MINUTE_MS) {
        ranges(source).get(range).add(Math.abs(expectedMs - arrivedMs));
        return;
      }
    }
  }

  /** Number of expectations told up to so many minutes (5, 15, 30 or 60) before the arrival. */
  public int count(Source source, int aheadMinutes) {
    return errors(source, aheadMinutes).size();
  }

  /**
   * The error in seconds that a share of the expectations keeps to; NaN when there is none.
   *
   * @param aheadMinutes end of the range, 5, 15, 30 or 60
   * @param share 0.5 for half of them
   */
  public double errorSeconds(Source source, int aheadMinutes, double share) {
    List<Long> sorted = new ArrayList<>(errors(source, aheadMinutes));
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) * 1e-3;
  }

  private List<List<Long>> ranges(Source source) {
    return Objects.requireNonNull(errorsMs.get(source));
  }

  private List<Long> errors(Source source, int aheadMinutes) {
    for (int range = 0; range < AHEAD_MINUTES.length; range++) {
      if (AHEAD_MINUTES[range] == aheadMinutes) {
        return ranges(source).get(range);
      }
    }
    throw new IllegalArgumentException("no range ends at " + aheadMinutes + " minutes");
  }

  /** A table for people: one line per range. */
  public String table() {
    StringBuilder text =
        new StringBuilder("ETA, seconds off: half of them below / nine in ten below\n");
    text.append("minutes ahead     told            ETA  timetable moved      timetable\n");
    int from = 0;
    for (int to : AHEAD_MINUTES) {
      text.append(String.format(Locale.ROOT, "%2d to %2d  %13d", from, to, count(Source.ETA, to)));
      for (Source source : Source.values()) {
        String cell =
            count(source, to) == 0
                ? "-"
                : String.format(
                    Locale.ROOT,
                    "%.0f / %.0f",
                    errorSeconds(source, to, 0.5),
                    errorSeconds(source, to, 0.9));
        text.append(
            String.format(Locale.ROOT, source == Source.TIMETABLE_MOVED ? "%17s" : "%15s", cell));
      }
      text.append('\n');
      from = to;
    }
    return text.toString();
  }
}

package kz.relog.api.report;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import kz.relog.api.report.PlanReport.Span;
import kz.relog.api.spi.PlanReplay.Fact;

/**
 * Draws one plan over time, row by row under one axis: windows as pale bars, planned arrivals as
 * strokes, stays as full bars. One thread.
 */
final class Timeline {
  static final double WIDTH = 170;
  private static final double HEIGHT = 20;
  private static final double EDGE = 6;
  private static final long GAP_MS = 300_000;
  private static final int TICKS_MAX = 5;

  /** Steps of the axis in minutes. */
  private static final int[] STEPS = {5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880};

  private final Markup out;
  private final Words words;
  private final long fromMs;
  private final long toMs;
  private final List<Long> ticks = new ArrayList<>();

  Timeline(Markup out, Words words, PlanReport plan) {
    this.out = out;
    this.words = words;
    long[] moments =
        LongStream.concat(
                LongStream.of(
                    plan.head().startMs(),
                    plan.head().endMs(),
                    plan.firstFactMs().orElse(0L),
                    plan.lastFactMs().orElse(0L)),
                plan.stops().stream().flatMapToLong(Timeline::moments))
            .filter(ms -> ms != 0)
            .toArray();
    long least = LongStream.of(moments).min().orElse(0);
    long most = LongStream.of(moments).max().orElse(least);
    long minutes = Math.max(1, (most - least) / 60_000);
    int step = STEPS[STEPS.length - 1];
    for (int candidate : STEPS) {
      if (minutes / candidate < TICKS_MAX) {
        step = candidate;
        break;
      }
    }
    long pad = Math.max(60_000, (most - least) / 40);
    this.fromMs = least - pad;
    this.toMs = most + pad;
    ticks(step);
  }

  private static LongStream moments(StopLine stop) {
    return LongStream.of(
        stop.plan().arriveMs(),
        stop.plan().departMs(),
        stop.plan().windowFromMs(),
        stop.plan().windowToMs(),
        stop.fact().arrivedMs(),
        stop.fact().departedMs(),
        stop.fact().etaMs());
  }

  private void ticks(int stepMinutes) {
    ZonedDateTime at =
        Instant.ofEpochMilli(fromMs).atZone(words.zone()).truncatedTo(ChronoUnit.DAYS);
    while (at.toInstant().toEpochMilli() <= toMs) {
      long ms = at.toInstant().toEpochMilli();
      if (ms >= fromMs) {
        ticks.add(ms);
      }
      at = at.plusMinutes(stepMinutes);
    }
  }

  /** The axis with its times. */
  void axis() {
    begin("axis", "Times");
    for (long tick : ticks) {
      double x = x(tick);
      String anchor = x < 12 ? "start" : x > WIDTH - 12 ? "end" : "middle";
      out.leaf("text", words.clock(tick), "x", number(x), "y", "13", "text-anchor", anchor);
    }
    out.close();
  }

  /** What the vehicle did as a whole: driven, off the path, standing where no stop is. */
  void drive(PlanReport plan) {
    begin("track", "Drive over time");
    grid();
    long since = 0;
    long before = 0;
    for (Fact fact : plan.drive()) {
      if (since == 0) {
        since = fact.timeMs();
      } else if (fact.timeMs() - before > GAP_MS) {
        bar("driven", since, before, 7, 6);
        since = fact.timeMs();
      }
      before = fact.timeMs();
    }
    if (since != 0) {
      bar("driven", since, before, 7, 6);
    }
    for (Span span : plan.offRoute()) {
      bar("off", span.fromMs(), span.toMs() == 0 ? before : span.toMs(), 7, 6);
    }
    for (Span span : plan.unplannedStops()) {
      bar("stand", span.fromMs(), span.toMs() == 0 ? before : span.toMs(), 4, 12);
    }
    out.close();
  }

  /** One stop. */
  void stop(StopLine stop) {
    String look = stop.verdict().name().toLowerCase(Locale.ROOT);
    begin("track", "Stop " + stop.plan().seq() + " over time");
    grid();
    long windowFrom = stop.fact().windowFromMs();
    long windowTo = stop.fact().windowToMs();
    if (windowFrom != 0 || windowTo != 0) {
      bar("window", windowFrom == 0 ? fromMs : windowFrom, windowTo == 0 ? toMs : windowTo, 3, 14);
    }
    long planned = stop.plan().arriveMs() != 0 ? stop.plan().arriveMs() : stop.plan().departMs();
    long arrived = stop.fact().arrivedMs();
    if (planned != 0 && arrived != 0) {
      bar("lag " + look, Math.min(planned, arrived), Math.max(planned, arrived), 9.4, 1.2);
    }
    if (planned != 0) {
      mark("planned", planned);
    }
    if (arrived != 0) {
      long departed = stop.fact().departedMs();
      bar("stay " + look, arrived, departed == 0 ? arrived : departed, 5.5, 9);
    } else if (stop.fact().etaMs() != 0) {
      bar("eta", stop.fact().etaMs(), stop.fact().etaMs(), 5.5, 9);
    } else if (stop.verdict() == StopLine.Verdict.MISSED && planned != 0) {
      double x = x(planned);
      String cross = "M%s 6l8 8m0-8l-8 8".formatted(number(x - 4));
      out.empty("path", "class", "cross", "d", cross);
    }
    out.close();
  }

  private void begin(String look, String label) {
    String size = "0 0 " + number(WIDTH) + " " + number(HEIGHT);
    out.open("svg", "class", look, "viewBox", size, "role", "img", "aria-label", label);
  }

  private void grid() {
    StringBuilder lines = new StringBuilder();
    ticks.forEach(tick -> lines.append('M').append(number(x(tick))).append(" 0v20"));
    out.empty("path", "class", "grid", "d", lines);
  }

  private void bar(String look, long from, long to, double y, double height) {
    double x = x(from);
    double width = Math.max(2.5, x(to) - x);
    out.empty(
        "rect",
        "class",
        look,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height),
        "rx",
        "1.2");
  }

  private void mark(String look, long at) {
    out.empty("path", "class", look, "d", "M" + number(x(at)) + " 2v16");
  }

  private double x(long ms) {
    double share = (ms - fromMs) / (double) Math.max(1, toMs - fromMs);
    return EDGE + Math.max(0, Math.min(1, share)) * (WIDTH - 2 * EDGE);
  }

  private static String number(double pixels) {
    return Double.toString(Math.round(pixels * 10) / 10.0);
  }
}

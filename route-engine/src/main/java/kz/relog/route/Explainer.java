package kz.relog.route;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells in words why a stop was judged so: the facts that were placed in the end are judged once
 * more, and what each changes at the stop is written down with its numbers. Slow; for people.
 */
final class Explainer {

  private final PlanRun run;
  private final int stop;
  private final List<String> lines = new ArrayList<>();
  private double nearest = Double.POSITIVE_INFINITY;
  private String nearestAt = "";
  private long insideFromMs;
  private int insideFacts;

  private Explainer(PlanRun run, int stop) {
    this.run = run;
    this.stop = stop;
  }

  static List<String> explain(PlanRun run, FactLog log, int stop, Workbench w) {
    return new Explainer(run, stop).judge(log, w);
  }

  private List<String> judge(FactLog log, Workbench w) {
    double radius = run.places.radius(stop);
    say(
        "Stop %d: a circle of %.0f m%s; planned standing %.0f s.",
        stop + 1,
        radius,
        run.path == null
            ? ", no path"
            : String.format(Locale.ROOT, ", %.0f m along the path", run.places.along(stop)),
        run.places.serviceMs(stop) / 1e3);
    if (run.places.byPassing(stop)) {
      say("It is served by passing its place: planned arrival and departure are the same.");
    }
    Scatter shown = new Scatter();
    w.seen.open(run);
    shown.copyFrom(w.seen.match.scatter);
    PlanRun again = new PlanRun(run.plan, Integer.MAX_VALUE);
    again.baseMs = run.baseMs;
    RunState state = w.seen;
    state.open(again);
    for (int i = 0; i < log.size(); i++) {
      if (run.covers(log.timeMs(i))) {
        w.past.load(log, i, run.plane);
        shown.judge(w.past);
        fact(w.past, run.along(i), state.judge, w.judge);
      }
    }
    if (insideFromMs != 0) {
      left(state.judge.lastFactMs);
    }
    if (Double.isInfinite(nearest)) {
      say("There is no fact.");
    } else {
      say("The nearest fact: %s.", nearestAt);
      end(state.judge);
    }
    return lines;
  }

  private void fact(Fix fix, double along, JudgeState st, Judge judge) {
    int before = st.visit.state(stop);
    long beforeMs = st.lastFactMs;
    double wayMetres = st.factCount == 0 ? 0 : Geo.length(fix.x - st.lastX, fix.y - st.lastY);
    judge.onFix(fix, along, run.path != null, run.places, st);
    double d = Geo.length(fix.x - run.places.x(stop), fix.y - run.places.y(stop));
    if (d < nearest) {
      nearest = d;
      nearestAt =
          String.format(
              Locale.ROOT,
              "%.0f m away at %s, %s, error %.0f m per axis, %s",
              d,
              time(fix.timeMs),
              pace(st),
              fix.sigma,
              Double.isNaN(along)
                  ? "not on the path"
                  : String.format(Locale.ROOT, "%.0f m along the path", along));
    }
    boolean inside = st.visit.inside == stop;
    if (inside) {
      insideFacts++;
      insideFromMs = insideFromMs == 0 ? fix.timeMs : insideFromMs;
    } else if (insideFromMs != 0) {
      left(beforeMs);
    }
    int now = st.visit.state(stop);
    if (now != before) {
      change(now, fix, beforeMs, wayMetres, st);
    }
  }

  private void left(long toMs) {
    say(
        "Inside the circle from %s to %s: %d facts, %d s.",
        time(insideFromMs), time(toMs), insideFacts, (toMs - insideFromMs) / 1000);
    insideFromMs = 0;
    insideFacts = 0;
  }

  private void change(int now, Fix fix, long beforeMs, double wayMetres, JudgeState st) {
    String at = time(fix.timeMs);
    long gap = (fix.timeMs - beforeMs) / 1000;
    if (now == Visit.ARRIVED) {
      say(
          "At %s: arrived at %s; slow for %d s in the circle (%d s are needed), nearest %.0f m.",
          at,
          time(st.outcome.mark(stop, Outcome.ARRIVED)),
          st.visit.slowMs / 1000,
          StopJudge.DWELL_MS / 1000,
          st.visit.standMetres);
    } else if (now == Visit.DEPARTED) {
      say(
          "At %s: served from %s to %s; the fact before is %d s and %.0f m away, of which driving"
              + " at %.0f m/s needs %.0f s.",
          at,
          time(st.outcome.mark(stop, Outcome.ARRIVED)),
          time(st.outcome.mark(stop, Outcome.DEPARTED)),
          gap,
          wayMetres,
          Matcher.CITY_SPEED,
          wayMetres / Matcher.CITY_SPEED);
    } else if (now == Visit.MISSED) {
      say(
          st.visit.lastServed > stop
              ? "At %s: missed for now, stop %d was served before it; progress %.0f m."
              : "At %s: missed for now, its place was passed; last stop served %d, progress %.0f"
                  + " m.",
          at,
          st.visit.lastServed + 1,
          st.progress);
    }
  }

  private void end(JudgeState st) {
    switch (st.visit.state(stop)) {
      case Visit.ARRIVED, Visit.DEPARTED ->
          say(
              "So it was served, order %d: arrived %s, departed %s.",
              st.visit.order(stop),
              time(st.outcome.mark(stop, Outcome.ARRIVED)),
              time(st.outcome.mark(stop, Outcome.DEPARTED)));
      case Visit.MISSED ->
          say(
              "So it is missed since %s, for good when the plan closes.",
              time(st.outcome.mark(stop, Outcome.MISSED)));
      case Visit.UNSEEN ->
          say(
              "So nobody knows: it was passed in a silence of more than %d s in which it may have"
                  + " been served; it is not called missed.",
              Judge.GPS_LOST_MS / 1000);
      default -> say("So it is open; when the plan closes it is missed.");
    }
  }

  private static String pace(JudgeState st) {
    return Double.isNaN(st.motion.pace)
        ? "speed unknown"
        : String.format(
            Locale.ROOT, "%.1f m/s (%s)", st.motion.pace, st.motion.isSlow() ? "slow" : "driving");
  }

  private static String time(long ms) {
    return ms == 0
        ? "not yet"
        : Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private void say(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}

package kz.relog.api.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.report.MapFrame.Box;
import kz.relog.api.spi.PlanReplay.Fact;

/**
 * Draws plan and fact as one SVG, without tiles from anywhere: the path as a broad pale line, the
 * drive as a thin one over it, off-route stretches and gaps of their own look, stops as numbered
 * pins. One thread, one use.
 */
final class MapDrawing {
  /** Between two facts farther apart nothing is known of the way. */
  private static final long GAP_MS = 300_000;

  private static final double PEN = 0.35;
  private static final double ARROW_EVERY = 95;
  private static final double PIN = 8.5;
  private static final double SMALL_PIN = 5.5;

  /** More pins would hide the map. */
  private static final int BIG_PINS_MAX = 45;

  private static final double SCALE_PIXELS_MAX = 130;

  private final Markup out;
  private final List<PlanReport> plans;
  private final List<Fact> drive;

  MapDrawing(Markup out, List<PlanReport> plans, List<Fact> drive) {
    this.out = out;
    this.plans = plans;
    this.drive = drive;
  }

  /** The map; nothing when there is nothing to draw. */
  void write(String label) {
    Box box = new Box();
    for (PlanReport plan : plans) {
      for (int i = 0; i < plan.path().vertexCount(); i++) {
        box.add(plan.path().latE7(i), plan.path().lonE7(i));
      }
      plan.stops().forEach(stop -> box.add(stop.plan().latE7(), stop.plan().lonE7()));
      plan.drive().forEach(fact -> box.add(fact.latE7(), fact.lonE7()));
    }
    drive.forEach(fact -> box.add(fact.latE7(), fact.lonE7()));
    if (box.isEmpty()) {
      return;
    }
    MapFrame frame = box.frame();
    String size = "0 0 " + number(MapFrame.WIDTH) + " " + number(frame.height());
    out.open("svg", "class", "map", "viewBox", size, "role", "img", "aria-label", label);
    out.empty("rect", "class", "ground", "width", "100%", "height", "100%", "rx", "6");
    grid(frame);
    for (PlanReport plan : plans) {
      path(frame, plan);
    }
    drive(frame, drive, "beside");
    for (PlanReport plan : plans) {
      drive(frame, plan.drive(), "fact");
    }
    pins(frame);
    scale(frame);
    out.closeLine();
  }

  /** Lines a round distance apart give the eye a measure. */
  private void grid(MapFrame frame) {
    double step = frame.pixels(frame.roundMetres(SCALE_PIXELS_MAX));
    StringBuilder lines = new StringBuilder();
    for (double x = step; x < MapFrame.WIDTH; x += step) {
      lines.append('M').append(number(x)).append(" 0V").append(number(frame.height()));
    }
    for (double y = step; y < frame.height(); y += step) {
      lines.append("M0 ").append(number(y)).append('H').append(number(MapFrame.WIDTH));
    }
    out.empty("path", "class", "grid", "d", lines);
  }

  private void path(MapFrame frame, PlanReport plan) {
    PlanPath path = plan.path();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < path.vertexCount(); i++) {
      points.add(new double[] {frame.x(path.lonE7(i)), frame.y(path.latE7(i))});
    }
    boolean known = !points.isEmpty();
    if (!known) {
      plan.stops()
          .forEach(
              stop ->
                  points.add(
                      new double[] {frame.x(stop.plan().lonE7()), frame.y(stop.plan().latE7())}));
    }
    List<double[]> line = MapFrame.simplified(points, PEN);
    out.empty("path", "class", known ? "plan" : "plan legs", "d", commands(line));
    arrows(line);
  }

  /** Small chevrons along the path: which way it goes. */
  private void arrows(List<double[]> line) {
    StringBuilder arrows = new StringBuilder();
    double next = ARROW_EVERY / 2;
    double gone = 0;
    for (int i = 1; i < line.size(); i++) {
      double[] a = line.get(i - 1);
      double[] b = line.get(i);
      double length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      while (length > 0 && next <= gone + length) {
        double t = (next - gone) / length;
        double dx = (b[0] - a[0]) / length;
        double dy = (b[1] - a[1]) / length;
        double x = a[0] + t * (b[0] - a[0]);
        double y = a[1] + t * (b[1] - a[1]);
        arrows.append('M').append(number(x - 3 * dx - 3 * dy)).append(' ');
        arrows.append(number(y - 3 * dy + 3 * dx)).append('L').append(number(x)).append(' ');
        arrows.append(number(y)).append('L').append(number(x - 3 * dx + 3 * dy)).append(' ');
        arrows.append(number(y - 3 * dy - 3 * dx));
        next += ARROW_EVERY;
      }
      gone += length;
    }
    out.empty("path", "class", "arrows", "d", arrows);
  }

  private void drive(MapFrame frame, List<Fact> facts, String look) {
    List<double[]> points = new ArrayList<>();
    String before = look;
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      double[] point = {frame.x(fact.lonE7()), frame.y(fact.latE7())};
      if (i > 0) {
        boolean gap = fact.timeMs() - facts.get(i - 1).timeMs() > GAP_MS;
        boolean off = !fact.onRoute() && !facts.get(i - 1).onRoute();
        String now = gap ? "gap" : off ? look + " off" : look;
        if (!now.equals(before)) {
          line(points, before);
          points = new ArrayList<>(points.subList(points.size() - 1, points.size()));
          before = now;
        }
      }
      points.add(point);
    }
    line(points, before);
  }

  private void line(List<double[]> points, String look) {
    if (points.size() > 1) {
      out.empty("path", "class", look, "d", commands(MapFrame.simplified(points, PEN)));
    }
  }

  private void pins(MapFrame frame) {
    int count = plans.stream().mapToInt(plan -> plan.stops().size()).sum();
    boolean big = count <= BIG_PINS_MAX;
    List<double[]> taken = new ArrayList<>();
    for (PlanReport plan : plans) {
      for (StopLine stop : plan.stops()) {
        double x = frame.x(stop.plan().lonE7());
        double y = frame.y(stop.plan().latE7());
        double[] at = big ? freePlace(x, y, taken, frame) : new double[] {x, y};
        taken.add(at);
        leader(x, y, at);
      }
    }
    int index = 0;
    for (PlanReport plan : plans) {
      for (StopLine stop : plan.stops()) {
        pin(stop, taken.get(index++), big);
      }
    }
  }

  /** From the place to a pin beside it; under all pins. */
  private void leader(double x, double y, double[] at) {
    if (at[0] != x || at[1] != y) {
      String line = commands(List.of(new double[] {x, y}, at));
      out.empty("path", "class", "leader", "d", line);
      out.empty("circle", "class", "place", "cx", number(x), "cy", number(y), "r", "2");
    }
  }

  private void pin(StopLine stop, double[] at, boolean big) {
    String look = stop.verdict().name().toLowerCase(Locale.ROOT);
    out.open("g", "class", "pin " + look);
    out.leaf("title", stop.plan().seq() + " " + stop.label());
    double radius = big ? PIN : SMALL_PIN;
    out.empty("circle", "cx", number(at[0]), "cy", number(at[1]), "r", number(radius));
    if (big) {
      String seq = Integer.toString(stop.plan().seq());
      out.leaf("text", seq, "x", number(at[0]), "y", number(at[1] + 3.1));
    }
    out.close();
  }

  /** The place itself, or the nearest one beside it where the pin hides no other. */
  private static double[] freePlace(double x, double y, List<double[]> taken, MapFrame frame) {
    for (int ring = 0; ring <= 3; ring++) {
      for (int turn = 0; turn < (ring == 0 ? 1 : 12); turn++) {
        double angle = Math.toRadians(30.0 * turn - 60);
        double far = ring * (PIN + 6);
        double[] at = {x + far * Math.cos(angle), y + far * Math.sin(angle)};
        boolean inside =
            at[0] > PIN
                && at[0] < MapFrame.WIDTH - PIN
                && at[1] > PIN
                && at[1] < frame.height() - PIN;
        boolean free =
            taken.stream()
                .allMatch(other -> Math.hypot(other[0] - at[0], other[1] - at[1]) > 2 * PIN + 1);
        if (inside && free) {
          return at;
        }
      }
    }
    return new double[] {x, y};
  }

  private void scale(MapFrame frame) {
    double metres = frame.roundMetres(SCALE_PIXELS_MAX);
    double right = MapFrame.WIDTH - 14;
    double left = right - frame.pixels(metres);
    double y = frame.height() - 12;
    String bar = "M%s %sv5H%sv-5".formatted(number(left), number(y - 5), number(right));
    out.empty("path", "class", "scale", "d", bar);
    String text =
        metres < 1000 ? (int) metres + " m" : String.format(Locale.ROOT, "%.0f km", metres / 1000);
    out.leaf(
        "text", text, "class", "scale-text", "x", number((left + right) / 2), "y", number(y - 4));
    out.leaf("text", "N ↑", "class", "scale-text", "x", number(right - 8), "y", "20");
  }

  private static String commands(List<double[]> points) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      line.append(i == 0 ? 'M' : 'L').append(number(points.get(i)[0])).append(' ');
      line.append(number(points.get(i)[1]));
    }
    return line.toString();
  }

  /** A tenth of a pixel is finer than any printer. */
  private static String number(double pixels) {
    long tenths = Math.round(pixels * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}

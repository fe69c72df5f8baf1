package kz.relog.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures as lines of an SVG image: one line for each bench and whose figures they are. A figure
 * that is not clean is a hollow point. Stateless.
 */
final class LinePlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int LEFT = 90;
  private static final int RIGHT = 200;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {
    "#1b6ca8", "#d1495b", "#2e8b57", "#b8860b", "#6a4c93", "#444444", "#008b8b", "#a0522d"
  };

  private LinePlot() {}

  /**
   * Draws.
   *
   * @param title above it
   * @param x of the axis below
   * @param y of the axis at the left
   * @param figures of one measure and one axis; not empty
   */
  static String svg(String title, Scale.Kind x, Scale.Kind y, List<Figure> figures) {
    Map<String, TreeMap<Double, Figure>> lines = new LinkedHashMap<>();
    for (Figure figure : figures) {
      lines
          .computeIfAbsent(figure.bench() + ": " + figure.who(), name -> new TreeMap<>())
          .put(figure.at(), figure);
    }
    Scale across = Scale.of(x, figures.stream().map(Figure::at).toList());
    Scale up = Scale.of(y, figures.stream().map(Figure::value).toList());
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">%n<text x=\"%d\" y=\"18\" class=\"t\">%s</text>%n",
            WIDTH,
            HEIGHT,
            escaped(title),
            LEFT,
            escaped(title)));
    axes(svg, across, up, figures.get(0));
    int number = 0;
    for (Map.Entry<String, TreeMap<Double, Figure>> line : lines.entrySet()) {
      line(svg, across, up, line.getKey(), List.copyOf(line.getValue().values()), number++);
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(Scale across, double value) {
    return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Scale up, double value) {
    return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static void axes(StringBuilder svg, Scale across, Scale up, Figure one) {
    for (double tick : up.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"g\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" class=\"r\">%s</text>%n",
              LEFT,
              WIDTH - RIGHT,
              y(up, tick),
              y(up, tick),
              LEFT - 6,
              y(up, tick) + 4,
              Figure.Numbers.shown(tick)));
    }
    for (double tick : across.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" class=\"m\">%s</text>%n",
              x(across, tick),
              HEIGHT - BOTTOM + 18,
              Figure.Numbers.plain(tick)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" class=\"m\">%s</text>"
                + "<text x=\"14\" y=\"%d\" class=\"m\" transform=\"rotate(-90 14 %d)\">%s</text>%n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 10,
            escaped(one.axis().label()),
            (TOP + HEIGHT - BOTTOM) / 2,
            (TOP + HEIGHT - BOTTOM) / 2,
            escaped(one.measure().unit())));
  }

  private static void line(
      StringBuilder svg, Scale across, Scale up, String name, List<Figure> figures, int number) {
    String colour = COLOURS[number % COLOURS.length];
    List<String> points = new ArrayList<>();
    for (Figure figure : figures) {
      points.add(
          String.format(Locale.ROOT, "%.1f,%.1f", x(across, figure.at()), y(up, figure.value())));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            String.join(" ", points),
            colour));
    for (Figure figure : figures) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\">"
                  + "<title>%s</title></circle>%n",
              x(across, figure.at()),
              y(up, figure.value()),
              figure.isClean() ? colour : "#fff",
              colour,
              escaped(name + ", " + figure.place() + ": " + figure.text())));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
            WIDTH - RIGHT + 12,
            TOP + 16 * (number + 1),
            colour,
            escaped(name)));
  }

  /** A text that HTML and SVG show as it is. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

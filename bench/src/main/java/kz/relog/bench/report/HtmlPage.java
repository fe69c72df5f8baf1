package kz.relog.bench.report;

import java.util.List;

/** A report as one HTML page that needs no other file. Stateless. */
public final class HtmlPage {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;width:100%}td,th{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:left}
      td.n{text-align:right;font-variant-numeric:tabular-nums}.dirty{color:#a4001d;font-weight:600}
      svg{width:100%;height:auto;margin:1rem 0;font:12px system-ui,sans-serif}.t{font-weight:600;font-size:14px}
      .g{stroke:#e4e4e4}.r{text-anchor:end}.m{text-anchor:middle}pre{overflow:auto;background:#f6f6f6;padding:.6rem}
      """;

  private HtmlPage() {}

  /** A plot that is drawn where there are figures for it. */
  private record Plot(String title, Measure measure, Axis axis, Scale.Kind x, Scale.Kind y) {}

  private static final List<Plot> PLOTS =
      List.of(
          new Plot(
              "Throughput against the size of a batch",
              Measure.FIXES_PER_SECOND,
              Axis.BATCH,
              Scale.Kind.LINEAR,
              Scale.Kind.LOG),
          new Plot(
              "Latency of acks by percentile",
              Measure.ACK_LATENCY,
              Axis.PERCENTILE,
              Scale.Kind.PERCENTILE,
              Scale.Kind.LOG),
          new Plot(
              "Latency of the API by percentile",
              Measure.ANSWER_LATENCY,
              Axis.PERCENTILE,
              Scale.Kind.PERCENTILE,
              Scale.Kind.LOG),
          new Plot(
              "Cost of a fix as devices grow",
              Measure.CPU_PER_FIX,
              Axis.DEVICES,
              Scale.Kind.LOG,
              Scale.Kind.LINEAR),
          new Plot(
              "Memory of a device",
              Measure.HEAP_EACH,
              Axis.DEVICES,
              Scale.Kind.LOG,
              Scale.Kind.LINEAR),
          new Plot(
              "Throughput over cores",
              Measure.FIXES_PER_SECOND,
              Axis.CORES,
              Scale.Kind.LINEAR,
              Scale.Kind.LINEAR));

  /**
   * The page.
   *
   * @param report what was found
   * @param comparison with an earlier run, as text; empty for none
   */
  public static String of(Report report, String comparison) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Relog benches</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head>\n<body><h1>Relog benches</h1>\n<h2>Machine</h2>\n<table>\n");
    report
        .machine()
        .facts()
        .forEach(
            (name, fact) ->
                page.append("<tr><th>")
                    .append(LinePlot.escaped(name))
                    .append("</th><td>")
                    .append(LinePlot.escaped(fact))
                    .append("</td></tr>\n"));
    page.append(
        "</table>\n<h2>Figures</h2>\n<table>\n<tr><th>bench<th>who<th>at<th>value<th>unit<th>target</tr>\n");
    report.figures().forEach(figure -> row(page, figure));
    page.append("</table>\n");
    for (Plot plot : PLOTS) {
      List<Figure> figures =
          report.figures().stream()
              .filter(f -> f.measure() == plot.measure && f.axis() == plot.axis)
              .toList();
      if (!figures.isEmpty()) {
        page.append(LinePlot.svg(plot.title, plot.x, plot.y, figures));
      }
    }
    if (!report.notes().isEmpty()) {
      page.append("<h2>Notes</h2>\n<ul>\n");
      report
          .notes()
          .forEach(note -> page.append("<li>").append(LinePlot.escaped(note)).append("</li>\n"));
      page.append("</ul>\n");
    }
    if (!comparison.isEmpty()) {
      page.append("<h2>Compared with an earlier run</h2>\n<pre>")
          .append(LinePlot.escaped(comparison))
          .append("</pre>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static void row(StringBuilder page, Figure figure) {
    page.append("<tr><td>")
        .append(LinePlot.escaped(figure.bench()))
        .append("</td><td>")
        .append(LinePlot.escaped(figure.who()))
        .append("</td><td>")
        .append(LinePlot.escaped(figure.place()))
        .append("</td><td class=\"n\">")
        .append(Figure.Numbers.shown(figure.value()))
        .append("</td><td>")
        .append(LinePlot.escaped(figure.measure().unit()));
    if (!figure.isClean()) {
      page.append(" <span class=\"dirty\">")
          .append(LinePlot.escaped(figure.warning().strip()))
          .append("</span>");
    }
    page.append("</td><td>")
        .append(Target.find(figure).map(target -> target.verdict(figure)).orElse(""))
        .append("</td></tr>\n");
  }
}

package kz.relog.api.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.api.report.PlanReport.Span;
import kz.relog.api.report.Report.Kind;
import kz.relog.api.report.StopLine.Verdict;

/**
 * A report as one HTML page that needs nothing else and prints on A4. Everything that people wrote
 * is escaped by {@link Markup}. One thread, one use.
 */
final class ReportPage {
  private final Report report;
  private final Words words;
  private final Markup out = new Markup();

  private ReportPage(Report report) {
    this.report = report;
    this.words = new Words(report);
  }

  /** A report as UTF-8 HTML. */
  static byte[] write(Report report) {
    return new ReportPage(report).page().getBytes(StandardCharsets.UTF_8);
  }

  private String page() {
    String title = "Plan and fact: " + report.scope().name();
    out.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.leaf("title", title).style(ReportStyle.CSS).closeLine();
    out.open("body").open("main");
    head();
    boolean ofDay = report.scope().kind() != Kind.PLAN;
    if (ofDay) {
      tiles(report.totals());
      day();
    }
    for (PlanReport plan : report.plans()) {
      plan(plan, ofDay);
    }
    notes();
    return out.closeLine().closeLine().closeLine().page();
  }

  private void head() {
    out.open("header");
    out.open("div");
    out.leaf("p", "Relog · plan and fact", "class", "kicker");
    boolean ofDay = report.scope().kind() != Kind.PLAN;
    out.leaf("h1", ofDay ? report.scope().name() : "Plan " + report.scope().name());
    out.leaf("p", ofDay ? words.day(report.fromMs()) : planLine(), "class", "sub");
    out.close();
    out.open("dl", "class", "made");
    pair("Made", words.moment(report.madeMs()));
    pair("Times", words.zone(report.fromMs()));
    pair("Units", "km, minutes");
    out.close().closeLine();
  }

  private String planLine() {
    PlanReport plan = report.plans().get(0);
    return plan.head().vehicle()
        + " · "
        + words.day(report.fromMs())
        + " · version "
        + plan.head().version();
  }

  private void pair(String term, String value) {
    out.open("div").leaf("dt", term).leaf("dd", value).close();
  }

  private void tiles(Totals totals) {
    out.open("section", "class", "tiles", "aria-label", "Figures");
    int due = totals.served() + totals.missed();
    String share = due == 0 ? "" : Words.percent(totals.served() / (double) due) + " of those due";
    tile("Stops served", totals.served() + " / " + totals.stops(), share, "");
    boolean timed = totals.onTime() + totals.early() + totals.late() > 0;
    tile(
        "On time",
        timed ? Integer.toString(totals.onTime()) : Words.UNKNOWN,
        timed ? totals.early() + " early" : "no times planned",
        timed ? "good" : "");
    tile(
        "Late",
        timed ? Integer.toString(totals.late()) : Words.UNKNOWN,
        "",
        totals.late() > 0 ? "warn" : "");
    tile(
        "Missed",
        Integer.toString(totals.missed()),
        totals.open() > 0 ? totals.open() + " not reached yet" : "",
        totals.missed() > 0 ? "bad" : "");
    tile(
        "Driven",
        Words.kilometres(totals.drivenMetres()),
        "planned " + Words.kilometres(totals.plannedMetres()),
        "");
    tile(
        "Off route",
        Words.kilometres(totals.offRouteMetres()),
        Words.duration(totals.offRouteSeconds()),
        totals.offRouteSeconds() > 0 ? "warn" : "");
    tile(
        "At stops",
        Words.duration(totals.stoodSeconds()),
        totals.plannedServiceSeconds() > 0
            ? "planned " + Words.duration(totals.plannedServiceSeconds())
            : "",
        "");
    tile(
        "Unplanned stops",
        Integer.toString(totals.unplannedStops()),
        totals.unplannedStops() > 0 ? Words.duration(totals.unplannedSeconds()) : "",
        "");
    out.closeLine();
  }

  private void tile(String name, String value, String more, String look) {
    out.open("div", "class", "tile " + look).leaf("p", name, "class", "name");
    out.leaf("p", value, "class", "value");
    out.leaf("p", more.isEmpty() ? "\u00a0" : more, "class", "more").close();
  }

  /** The plans of a day in one table, and one map of all. */
  private void day() {
    if (report.plans().isEmpty()) {
      String whose = report.scope().kind() == Kind.VEHICLE ? " of this vehicle" : "";
      out.leaf("p", "No plan" + whose + " touches this day.", "class", "hint");
    } else {
      out.open("table", "class", "plans").open("thead").open("tr");
      for (String column :
          List.of(
              "Plan",
              "Time",
              "State",
              "Served",
              "On time",
              "Late",
              "Missed",
              "Planned",
              "Driven",
              "Off route",
              "GPS")) {
        out.leaf("th", column, "scope", "col");
      }
      out.close().close().open("tbody");
      report.plans().forEach(this::dayRow);
      dayTotal(report.totals());
      out.close().closeLine();
    }
    new MapDrawing(out, report.plans(), report.drive()).write("Plans and drive of the day");
    if (!report.plans().isEmpty() || !report.drive().isEmpty()) {
      legend();
    }
  }

  private void dayRow(PlanReport plan) {
    Totals totals = plan.totals();
    out.open("tr").leaf("th", plan.head().planId(), "scope", "row");
    out.leaf("td", words.span(plan.head().startMs(), plan.head().endMs()));
    out.leaf("td", state(plan));
    figures(totals);
    out.close();
  }

  private void dayTotal(Totals totals) {
    out.open("tr", "class", "total")
        .leaf("th", "Total", "scope", "row")
        .leaf("td", "")
        .leaf("td", "");
    figures(totals);
    out.close();
  }

  private void figures(Totals totals) {
    out.leaf("td", totals.served() + " / " + totals.stops());
    out.leaf("td", Integer.toString(totals.onTime()));
    out.leaf("td", Integer.toString(totals.late()));
    out.leaf("td", Integer.toString(totals.missed()));
    out.leaf("td", Words.kilometres(totals.plannedMetres()));
    out.leaf("td", Words.kilometres(totals.drivenMetres()));
    out.leaf("td", Words.kilometres(totals.offRouteMetres()));
    out.leaf("td", Words.percent(totals.gpsShare()));
  }

  private void plan(PlanReport plan, boolean oneOfMany) {
    out.open("section", "class", oneOfMany ? "plan many" : "plan");
    if (oneOfMany) {
      out.leaf("h2", "Plan " + plan.head().planId());
      out.leaf(
          "p",
          words.span(plan.head().startMs(), plan.head().endMs())
              + " · "
              + state(plan)
              + " · version "
              + plan.head().version(),
          "class",
          "sub");
    }
    tiles(plan.totals());
    new MapDrawing(out, List.of(plan), List.of()).write("Map of plan " + plan.head().planId());
    legend();
    stops(plan);
    spans(plan);
    out.closeLine();
  }

  private void legend() {
    out.open("ul", "class", "legend");
    for (String[] entry :
        new String[][] {
          {"line plan", "planned"},
          {"line fact", "driven"},
          {"line off", "off route"},
          {"line gap", "no GPS"},
          {"dot on_time", "on time"},
          {"dot early", "early"},
          {"dot late", "late"},
          {"dot missed", "missed"},
          {"dot open", "not reached"}
        }) {
      out.open("li").leaf("span", "", "class", entry[0]).text(entry[1]).close();
    }
    out.closeLine();
  }

  private void stops(PlanReport plan) {
    Timeline timeline = new Timeline(out, words, plan);
    out.open("table", "class", "stops").open("thead").open("tr");
    for (String column : List.of("#", "Stop", "Planned", "Actual", "Stood", "Difference", "")) {
      out.leaf("th", column, "scope", "col");
    }
    out.open("th", "scope", "col", "class", "time");
    timeline.axis();
    out.close().close().close().open("tbody");
    out.open("tr", "class", "whole").leaf("td", "").leaf("th", "Whole drive", "scope", "row");
    out.leaf("td", words.span(plan.head().startMs(), plan.head().endMs()));
    out.leaf("td", words.span(plan.firstFactMs().orElse(0L), plan.lastFactMs().orElse(0L)));
    out.leaf("td", "").leaf("td", "").leaf("td", "").open("td", "class", "time");
    timeline.drive(plan);
    out.close().closeLine();
    for (StopLine stop : plan.stops()) {
      stop(stop, timeline);
    }
    out.close().closeLine();
  }

  private void stop(StopLine stop, Timeline timeline) {
    Verdict verdict = stop.verdict();
    String look = verdict.name().toLowerCase(Locale.ROOT);
    out.open("tr", "class", look).open("td");
    out.leaf("span", Integer.toString(stop.plan().seq()), "class", "dot " + look).close();
    out.leaf("th", stop.label(), "scope", "row");
    out.open("td").text(planned(stop));
    if (stop.plan().windowFromMs() != 0 || stop.plan().windowToMs() != 0) {
      out.leaf(
          "small", "window " + words.span(stop.plan().windowFromMs(), stop.plan().windowToMs()));
    }
    out.close().open("td").text(actual(stop));
    if (stop.fact().outOfOrder()) {
      out.leaf("small", "out of order");
    }
    out.close()
        .open("td")
        .text(stop.stoodSeconds() == 0 ? "" : Words.duration(stop.stoodSeconds()));
    if (stop.plan().serviceSeconds() > 0) {
      out.leaf("small", "planned " + Words.duration(stop.plan().serviceSeconds()));
    }
    out.close();
    boolean told = stop.hasLateness() && (stop.isServed() || stop.fact().etaMs() != 0);
    out.leaf("td", told ? Words.lateness(stop.fact().latenessSeconds()) : "", "class", "num");
    out.open("td").leaf("span", word(verdict), "class", "chip " + look).close();
    out.open("td", "class", "time");
    timeline.stop(stop);
    out.close().closeLine();
  }

  private String planned(StopLine stop) {
    long arrive = stop.plan().arriveMs();
    long depart = stop.plan().departMs();
    return arrive != 0 && depart != 0
        ? words.span(arrive, depart)
        : words.time(arrive == 0 ? depart : arrive);
  }

  private String actual(StopLine stop) {
    if (stop.isServed()) {
      return stop.fact().departedMs() == 0
          ? words.time(stop.fact().arrivedMs())
          : words.span(stop.fact().arrivedMs(), stop.fact().departedMs());
    }
    boolean expected = stop.verdict() == Verdict.OPEN && stop.fact().etaMs() != 0;
    return expected ? "expected " + words.time(stop.fact().etaMs()) : Words.UNKNOWN;
  }

  private void spans(PlanReport plan) {
    List<String[]> rows = new ArrayList<>();
    plan.offRoute().forEach(span -> rows.add(row("Off route", span)));
    plan.unplannedStops().forEach(span -> rows.add(row("Unplanned stop", span)));
    if (rows.isEmpty()) {
      return;
    }
    out.open("table", "class", "spans").open("thead").open("tr");
    List.of("Beside the plan", "Time", "Length")
        .forEach(column -> out.leaf("th", column, "scope", "col"));
    out.close().close().open("tbody");
    for (String[] row : rows) {
      out.open("tr")
          .leaf("th", row[0], "scope", "row")
          .leaf("td", row[1])
          .leaf("td", row[2])
          .close();
    }
    out.close().closeLine();
  }

  private String[] row(String what, Span span) {
    boolean lasts = span.toMs() == 0;
    String length = lasts ? "lasts" : Words.duration((span.toMs() - span.fromMs()) / 1000);
    return new String[] {what, words.span(span.fromMs(), span.toMs()), length};
  }

  private void notes() {
    out.open("footer");
    out.leaf(
        "p",
        "Served: the vehicle stood or drove slowly within the stop's circle. On time: within the"
            + " window, or within five minutes of the planned arrival where no window is given."
            + " Missed: passed, or a later stop served; facts that come late may still change it."
            + " Off route: away from the planned path. GPS: share of the driven time with known"
            + " positions. All times "
            + words.zone(report.fromMs())
            + ". Distances along the drive, in kilometres.");
    out.leaf("p", "Holds positions of persons: keep it no longer than its purpose needs.");
    out.closeLine();
  }

  private static String state(PlanReport plan) {
    return switch (plan.fact().state()) {
      case NO_PLAN -> "no facts";
      case NOT_STARTED -> "not started";
      case ON_ROUTE -> "on its way";
      case OFF_ROUTE -> "off route";
      case FINISHED -> "finished";
    };
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case EARLY -> "early";
      case SERVED -> "served";
      case ON_TIME -> "on time";
      case LATE -> "late";
      case MISSED -> "missed";
      case OPEN -> "not reached";
    };
  }
}

package kz.relog.api.report;

import java.util.List;
import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.report.PlanReport.Span;
import org.jspecify.annotations.Nullable;

/** A report as JSON: times with the offset of its zone, metres, seconds; null for unknown. */
record ReportJson(
    Scope scope,
    @Nullable String from,
    @Nullable String to,
    String timeZone,
    @Nullable String madeAt,
    Sums totals,
    List<Plan> plans) {

  record Scope(String kind, String id, String name) {
    @Override
    public String toString() {
      return "Scope[" + kind + " " + id + "]";
    }
  }

  record Sums(
      int plans,
      int stops,
      int served,
      int onTime,
      int early,
      int late,
      int missed,
      int open,
      double plannedM,
      double drivenM,
      double offRouteM,
      long offRouteSeconds,
      long stoodSeconds,
      long plannedServiceSeconds,
      int unplannedStops,
      long unplannedSeconds,
      @Nullable Double gpsShare) {

    static Sums of(Totals totals) {
      return new Sums(
          totals.plans(),
          totals.stops(),
          totals.served(),
          totals.onTime(),
          totals.early(),
          totals.late(),
          totals.missed(),
          totals.open(),
          metres(totals.plannedMetres()),
          metres(totals.drivenMetres()),
          metres(totals.offRouteMetres()),
          totals.offRouteSeconds(),
          totals.stoodSeconds(),
          totals.plannedServiceSeconds(),
          totals.unplannedStops(),
          totals.unplannedSeconds(),
          Double.isFinite(totals.gpsShare())
              ? Math.round(totals.gpsShare() * 1000) / 1000.0
              : null);
    }

    /** Decimetres are as fine as any position is. */
    private static double metres(double metres) {
      return Math.round(metres * 10) / 10.0;
    }
  }

  record Plan(
      String plan,
      String planId,
      long version,
      String device,
      String vehicle,
      @Nullable String startTime,
      @Nullable String endTime,
      String state,
      @Nullable String firstFix,
      @Nullable String lastFix,
      Sums totals,
      List<Stop> stops,
      List<Interval> offRoute,
      List<Interval> unplannedStops) {
    @Override
    public String toString() {
      return "Plan[" + plan + "]";
    }
  }

  record Interval(@Nullable String from, @Nullable String to) {}

  record Stop(
      int seq,
      @Nullable String id,
      @Nullable String name,
      String verdict,
      @Nullable String plannedArrive,
      @Nullable String plannedDepart,
      @Nullable String windowFrom,
      @Nullable String windowTo,
      int plannedServiceSeconds,
      @Nullable String arrived,
      @Nullable String departed,
      @Nullable String eta,
      long stoodSeconds,
      @Nullable Integer latenessSeconds,
      boolean outOfOrder) {
    @Override
    public String toString() {
      return "Stop[" + seq + "]";
    }
  }

  /** A report as UTF-8 JSON. */
  static byte[] write(Report report) {
    Words words = new Words(report);
    Report.Scope scope = report.scope();
    return Json.bytes(
        new ReportJson(
            new Scope(word(scope.kind()), scope.id(), scope.name()),
            words.rfc3339(report.fromMs()),
            words.rfc3339(report.toMs()),
            report.zone().getId(),
            words.rfc3339(report.madeMs()),
            Sums.of(report.totals()),
            report.plans().stream().map(plan -> plan(plan, words)).toList()));
  }

  private static Plan plan(PlanReport plan, Words words) {
    PlanReport.Head head = plan.head();
    return new Plan(
        Refs.text(head.planRef()),
        head.planId(),
        head.version(),
        Refs.text(head.deviceRef()),
        head.vehicle(),
        words.rfc3339(head.startMs()),
        words.rfc3339(head.endMs()),
        word(plan.fact().state()),
        words.rfc3339(plan.firstFactMs().orElse(0L)),
        words.rfc3339(plan.lastFactMs().orElse(0L)),
        Sums.of(plan.totals()),
        plan.stops().stream().map(stop -> stop(stop, words)).toList(),
        intervals(plan.offRoute(), words),
        intervals(plan.unplannedStops(), words));
  }

  private static Stop stop(StopLine line, Words words) {
    return new Stop(
        line.plan().seq(),
        line.plan().id().isEmpty() ? null : line.plan().id(),
        line.plan().name().isEmpty() ? null : line.plan().name(),
        word(line.verdict()),
        words.rfc3339(line.plan().arriveMs()),
        words.rfc3339(line.plan().departMs()),
        words.rfc3339(line.fact().windowFromMs()),
        words.rfc3339(line.fact().windowToMs()),
        line.plan().serviceSeconds(),
        words.rfc3339(line.fact().arrivedMs()),
        words.rfc3339(line.fact().departedMs()),
        words.rfc3339(line.fact().etaMs()),
        line.stoodSeconds(),
        line.hasLateness() ? line.fact().latenessSeconds() : null,
        line.fact().outOfOrder());
  }

  private static List<Interval> intervals(List<Span> spans, Words words) {
    return spans.stream()
        .map(span -> new Interval(words.rfc3339(span.fromMs()), words.rfc3339(span.toMs())))
        .toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

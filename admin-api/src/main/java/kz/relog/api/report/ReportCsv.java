package kz.relog.api.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A report as a table: a row per stop, then one per plan with its sums, then one with the sums of
 * all. Times carry the offset of the report's zone. Stateless; any thread.
 */
final class ReportCsv {
  private static final String[] COLUMNS = {
    "row",
    "plan_id",
    "vehicle",
    "seq",
    "stop_id",
    "stop",
    "verdict",
    "planned_arrive",
    "planned_depart",
    "window_from",
    "window_to",
    "arrived",
    "departed",
    "lateness_min",
    "stood_min",
    "planned_service_min",
    "out_of_order",
    "stops",
    "served",
    "on_time",
    "early",
    "late",
    "missed",
    "planned_km",
    "driven_km",
    "off_route_km",
    "off_route_min",
    "unplanned_stops",
    "gps_percent",
    "time_zone"
  };

  private static final int STOP_COLUMNS = 17;

  private final Words words;
  private final StringBuilder out = new StringBuilder();
  private final CSVPrinter printer;
  private final String zone;

  private ReportCsv(Report report) throws IOException {
    this.words = new Words(report);
    this.zone = report.zone().getId();
    this.printer = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get());
  }

  /** A report as UTF-8 text. */
  static byte[] write(Report report) {
    try {
      ReportCsv csv = new ReportCsv(report);
      for (PlanReport plan : report.plans()) {
        for (StopLine stop : plan.stops()) {
          csv.stop(plan, stop);
        }
      }
      for (PlanReport plan : report.plans()) {
        csv.sums("plan", plan.head().planId(), plan.head().vehicle(), plan.totals());
      }
      csv.sums("total", "", "", report.totals());
      return csv.out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void stop(PlanReport plan, StopLine line) throws IOException {
    Object[] row = row("stop", plan.head().planId(), plan.head().vehicle());
    row[3] = line.plan().seq();
    row[4] = safe(line.plan().id());
    row[5] = safe(line.plan().name());
    row[6] = line.verdict().name().toLowerCase(Locale.ROOT);
    row[7] = time(line.plan().arriveMs());
    row[8] = time(line.plan().departMs());
    row[9] = time(line.fact().windowFromMs());
    row[10] = time(line.fact().windowToMs());
    row[11] = time(line.fact().arrivedMs());
    row[12] = time(line.fact().departedMs());
    row[13] = line.hasLateness() ? minutes(line.fact().latenessSeconds()) : "";
    row[14] = line.stoodSeconds() == 0 ? "" : minutes(line.stoodSeconds());
    row[15] = line.plan().serviceSeconds() == 0 ? "" : minutes(line.plan().serviceSeconds());
    row[16] = line.fact().outOfOrder();
    printer.printRecord(row);
  }

  private void sums(String kind, String planId, String vehicle, Totals totals) throws IOException {
    Object[] row = row(kind, planId, vehicle);
    row[14] = minutes(totals.stoodSeconds());
    row[15] = minutes(totals.plannedServiceSeconds());
    int at = STOP_COLUMNS;
    row[at++] = totals.stops();
    row[at++] = totals.served();
    row[at++] = totals.onTime();
    row[at++] = totals.early();
    row[at++] = totals.late();
    row[at++] = totals.missed();
    row[at++] = kilometres(totals.plannedMetres());
    row[at++] = kilometres(totals.drivenMetres());
    row[at++] = kilometres(totals.offRouteMetres());
    row[at++] = minutes(totals.offRouteSeconds());
    row[at++] = totals.unplannedStops();
    row[at] = Double.isFinite(totals.gpsShare()) ? Math.round(totals.gpsShare() * 100) : "";
    printer.printRecord(row);
  }

  private Object[] row(String kind, String planId, String vehicle) {
    Object[] row = new Object[COLUMNS.length];
    Arrays.fill(row, "");
    row[0] = kind;
    row[1] = safe(planId);
    row[2] = safe(vehicle);
    row[COLUMNS.length - 1] = zone;
    return row;
  }

  private @Nullable String time(long ms) {
    return words.rfc3339(ms);
  }

  private static String minutes(long seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds / 60.0);
  }

  private static String kilometres(double metres) {
    return String.format(Locale.ROOT, "%.3f", metres / 1000);
  }

  /** A spreadsheet takes a text that begins so for a formula. */
  private static String safe(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}

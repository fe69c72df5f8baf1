package kz.relog.app.planfact;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import kz.relog.app.facts.FactRow;
import kz.relog.route.PlanEvent;
import kz.relog.route.PlanFact;
import kz.relog.route.StopFact;
import kz.relog.route.UnplannedStop;

/** Writes matches.jsonl, events.jsonl and report.json (docs/plan-fact.md describes them). */
final class ResultFiles {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private ResultFiles() {}

  static void write(
      Path dir, String planId, List<FactRow> facts, Recorder recorder, PlanFact planFact)
      throws IOException {
    Files.createDirectories(dir);
    try (JsonGenerator out = lines(dir.resolve("matches.jsonl"))) {
      for (int i = 0; i < facts.size(); i++) {
        out.writeStartObject();
        time(out, "time", facts.get(i).timeMs());
        metres(out, "s_m", recorder.along(i));
        out.writeBooleanField("on_route", recorder.onRoute(i));
        out.writeEndObject();
      }
    }
    try (JsonGenerator out = lines(dir.resolve("events.jsonl"))) {
      for (PlanEvent event : recorder.events()) {
        out.writeStartObject();
        out.writeStringField("type", event.type().name().toLowerCase(Locale.ROOT));
        if (event.stopIndex() < 0) {
          out.writeNullField("seq");
        } else {
          out.writeNumberField("seq", event.stopIndex() + 1);
        }
        time(out, "time", event.timeMs());
        out.writeNumberField("version", event.version());
        out.writeEndObject();
      }
    }
    try (JsonGenerator out =
        JSON.createGenerator(dir.resolve("report.json").toFile(), JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      report(out, planId, planFact);
    }
  }

  private static JsonGenerator lines(Path file) throws IOException {
    JsonGenerator out = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8);
    out.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
    return out;
  }

  private static void report(JsonGenerator out, String planId, PlanFact fact) throws IOException {
    out.writeStartObject();
    out.writeStringField("planId", planId);
    out.writeStringField("state", fact.state().name().toLowerCase(Locale.ROOT));
    metres(out, "progressM", fact.progress().alongMetres());
    metres(out, "pathM", fact.progress().pathMetres());
    out.writeBooleanField("onRoute", fact.progress().onRoute());
    time(out, "lastFact", fact.progress().lastFactMs());
    out.writeNumberField("facts", fact.totals().factCount());
    metres(out, "plannedM", fact.totals().plannedMetres());
    metres(out, "drivenM", fact.totals().drivenMetres());
    metres(out, "offRouteM", fact.totals().offRouteMetres());
    out.writeNumberField("offRouteSeconds", fact.totals().offRouteMs() / 1000);
    out.writeNumberField("gpsShare", decimal(fact.totals().gpsShare(), 3));
    out.writeArrayFieldStart("stops");
    for (int i = 0; i < fact.stops().size(); i++) {
      stop(out, i + 1, fact.stops().get(i));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("unplannedStops");
    for (UnplannedStop stop : fact.unplannedStops()) {
      out.writeStartObject();
      time(out, "from", stop.fromMs());
      time(out, "to", stop.toMs());
      metres(out, "s_m", stop.alongMetres());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void stop(JsonGenerator out, int seq, StopFact stop) throws IOException {
    out.writeStartObject();
    out.writeNumberField("seq", seq);
    out.writeStringField("state", stop.state().name().toLowerCase(Locale.ROOT));
    out.writeBooleanField("outOfOrder", stop.outOfOrder());
    metres(out, "s_m", stop.alongMetres());
    time(out, "plannedArrive", stop.planned().arriveMs());
    time(out, "plannedDepart", stop.planned().departMs());
    time(out, "arrive", stop.actual().arriveMs());
    time(out, "depart", stop.actual().departMs());
    if (stop.actual().arriveMs() != 0 && stop.planned().arriveMs() != 0) {
      out.writeNumberField("latenessSeconds", stop.latenessMs() / 1000);
    }
    out.writeEndObject();
  }

  private static void time(JsonGenerator out, String field, long ms) throws IOException {
    if (ms == 0) {
      out.writeNullField(field);
    } else {
      out.writeStringField(field, Instant.ofEpochMilli(ms).toString());
    }
  }

  private static void metres(JsonGenerator out, String field, double metres) throws IOException {
    if (Double.isNaN(metres)) {
      out.writeNullField(field);
    } else {
      out.writeNumberField(field, decimal(metres, 1));
    }
  }

  private static BigDecimal decimal(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
  }
}

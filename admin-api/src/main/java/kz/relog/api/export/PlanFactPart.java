package kz.relog.api.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.spi.SubjectTracks.Stretch;
import kz.relog.api.store.PlanRecords;
import kz.relog.api.store.PlanRow;

/**
 * How the person's drives went against their plans. Stops have numbers and no names, addresses or
 * places: those are the customers'. What happened while somebody else drove is left out.
 */
final class PlanFactPart implements PackagePart {
  private static final int PAGE = 100;

  private final PlanRecords plans;
  private final PlanReplay replay;
  private final SubjectTracks tracks;

  PlanFactPart(PlanRecords plans, PlanReplay replay, SubjectTracks tracks) {
    this.plans = plans;
    this.replay = replay;
    this.tracks = tracks;
  }

  @Override
  public String name() {
    return "plan-fact";
  }

  @Override
  public Set<String> tables() {
    return Set.of();
  }

  @Override
  public void write(Subject subject, PackageOut out) throws IOException {
    List<Stretch> stretches = tracks.stretches(subject.personRef());
    out.jsonArray("plan-fact/drives.json", json -> write(subject, stretches, json));
    out.step();
  }

  private void write(Subject subject, List<Stretch> stretches, JsonGenerator json)
      throws IOException {
    Set<Long> told = new HashSet<>();
    for (Stretch stretch : stretches) {
      PlanRecords.Wanted wanted =
          new PlanRecords.Wanted(
              OptionalLong.of(stretch.deviceRef()), stretch.fromMs(), stretch.toMs());
      long after = 0;
      List<PlanRow> page;
      do {
        page = plans.list(subject.companyRef(), wanted, after, PAGE);
        for (PlanRow row : page) {
          after = row.createdSeq();
          if (told.add(row.planRef())) {
            write(subject, row, stretches, json);
          }
        }
      } while (page.size() == PAGE);
    }
  }

  private void write(Subject subject, PlanRow row, List<Stretch> stretches, JsonGenerator json)
      throws IOException {
    var whole = plans.findWhole(subject.companyRef(), row.planRef());
    if (whole.isEmpty()) {
      return;
    }
    PlanReplay.Replayed replayed =
        replay.replay(whole.get().road(), row.createdMs(), subject.nowMs());
    PlanFactView view = replayed.view();
    long deviceRef = row.deviceRef();
    json.writeStartObject();
    json.writeStringField("plan", Refs.text(row.planRef()));
    json.writeStringField("device", Refs.text(deviceRef));
    json.writeStringField("plannedStart", Json.time(row.startMs()));
    json.writeStringField("plannedEnd", Json.time(row.endMs()));
    json.writeStringField("state", word(view.state()));
    number(json, "plannedMetres", view.plannedMetres());
    number(json, "drivenMetres", view.drivenMetres());
    number(json, "offRouteMetres", view.offRouteMetres());
    json.writeNumberField("offRouteSeconds", view.offRouteSeconds());
    json.writeArrayFieldStart("stops");
    for (PlanFactView.StopFact stop : view.stops()) {
      if (stop.arrivedMs() != 0 && drove(stretches, deviceRef, stop.arrivedMs())) {
        write(stop, json);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (PlanEvent event : replayed.events()) {
      if (drove(stretches, deviceRef, event.timeMs())) {
        json.writeStartObject();
        json.writeStringField("type", word(event.type()));
        json.writeStringField("at", Json.time(event.timeMs()));
        json.writeNumberField("stop", event.stop());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(PlanFactView.StopFact stop, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("stop", stop.seq());
    json.writeStringField("state", word(stop.state()));
    json.writeStringField("plannedArrival", Json.time(stop.plannedArriveMs()));
    json.writeStringField("arrived", Json.time(stop.arrivedMs()));
    json.writeStringField("departed", Json.time(stop.departedMs()));
    if (stop.latenessSeconds() != PlanFactView.UNKNOWN) {
      json.writeNumberField("latenessSeconds", stop.latenessSeconds());
    }
    json.writeStringField("window", word(stop.window()));
    json.writeEndObject();
  }

  private static boolean drove(List<Stretch> stretches, long deviceRef, long timeMs) {
    return stretches.stream()
        .anyMatch(
            one -> one.deviceRef() == deviceRef && timeMs >= one.fromMs() && timeMs < one.toMs());
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (!Double.isNaN(value)) {
      json.writeNumberField(field, Math.round(value));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

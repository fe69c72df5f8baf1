package kz.relog.api.planning;

import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.PlanRow;
import org.jspecify.annotations.Nullable;

/** A plan without its positions, as JSON. */
record PlanView(
    String id,
    String planId,
    long version,
    @Nullable String device,
    String state,
    @Nullable String startTime,
    @Nullable String endTime,
    int stops,
    int pathVertices,
    @Nullable String createdAt,
    @Nullable String changedAt) {

  static PlanView of(PlanRow row, PlanStage stage) {
    return new PlanView(
        Refs.text(row.planRef()),
        row.planId(),
        row.version(),
        row.deviceRef() == 0 ? null : Refs.text(row.deviceRef()),
        stage.word(),
        Json.time(row.startMs()),
        Json.time(row.endMs()),
        row.stopCount(),
        row.vertexCount(),
        Json.time(row.createdMs()),
        Json.time(row.changedMs()));
  }

  @Override
  public String toString() {
    return "PlanView[version=" + version + "]";
  }
}

package kz.relog.api.permission;

import java.util.Optional;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.store.EvidenceRow;
import kz.relog.api.store.PermissionRow;
import org.jspecify.annotations.Nullable;

/** One purpose as a switch, as JSON for its person. */
record PermissionView(
    String purpose,
    String state,
    @Nullable String since,
    @Nullable String until,
    boolean paused,
    @Nullable String basis,
    @Nullable String document,
    @Nullable String receipt,
    @Nullable String endedOnDevice) {

  /** A switch that is off. */
  static PermissionView off(PermissionPurpose purpose, boolean paused) {
    return new PermissionView(
        purpose.word(), "withdrawn", null, null, paused, null, null, null, null);
  }

  static PermissionView of(PermissionRow row, boolean paused) {
    Optional<EvidenceRow> evidence = row.evidence();
    return new PermissionView(
        row.purpose().word(),
        row.toMs().isEmpty() ? "granted" : "withdrawn",
        Json.time(row.fromMs()),
        row.toMs().isPresent() ? Json.time(row.toMs().getAsLong()) : null,
        paused,
        evidence.map(one -> one.basis().word()).orElse(null),
        evidence.map(EvidenceRow::document).orElse(null),
        evidence
            .filter(one -> one.receiptRef().isPresent())
            .map(one -> Refs.text(one.receiptRef().getAsLong()))
            .orElse(null),
        row.endedOnDevice() == 0 ? null : Refs.text(row.endedOnDevice()));
  }
}

package kz.relog.api.export;

import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.ExportRow;
import org.jspecify.annotations.Nullable;

/** A request as JSON. */
record ExportView(
    String id,
    String person,
    String way,
    String state,
    long done,
    long all,
    @Nullable String askedAt,
    @Nullable String dueAt,
    long bytes,
    @Nullable String readyAt,
    @Nullable String expiresAt,
    @Nullable String endedAt) {

  static ExportView of(ExportRow row) {
    return new ExportView(
        Refs.text(row.exportRef()),
        Refs.text(row.personRef()),
        word(row.way()),
        word(row.state()),
        row.done(),
        row.total(),
        Json.time(row.askedMs()),
        Json.time(row.dueMs()),
        row.bytes(),
        Json.time(row.readyMs()),
        Json.time(row.expiresMs()),
        Json.time(row.endedMs()));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

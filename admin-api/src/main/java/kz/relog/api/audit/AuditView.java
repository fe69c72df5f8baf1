package kz.relog.api.audit;

import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.AuditRow;
import org.jspecify.annotations.Nullable;

/** A row of the audit as JSON. */
record AuditView(
    long number,
    @Nullable String at,
    String actor,
    @Nullable String person,
    String action,
    String objectKind,
    @Nullable String object,
    @Nullable String subject,
    @Nullable String purpose,
    String outcome,
    @Nullable String network) {

  /** As an auditor sees it. */
  static AuditView of(AuditRow row) {
    return new AuditView(
        row.number(),
        Json.time(row.atMs()),
        word(row.actor()),
        ref(row.personRef()),
        word(row.action()),
        word(row.objectKind()),
        ref(row.objectRef()),
        ref(row.subjectRef()),
        row.purpose().isEmpty() ? null : row.purpose(),
        word(row.outcome()),
        row.peer().orElse(null));
  }

  /** As the person it is about sees it: another's network is not that person's business. */
  static AuditView ofSubject(AuditRow row) {
    AuditView view = of(row);
    return row.personRef() == row.subjectRef()
        ? view
        : new AuditView(
            view.number,
            view.at,
            view.actor,
            view.person,
            view.action,
            view.objectKind,
            view.object,
            view.subject,
            view.purpose,
            view.outcome,
            null);
  }

  /** A constant's name as the API writes it: {@code TRACK_READ} is {@code track-read}. */
  static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable String ref(long ref) {
    return ref == 0 ? null : Refs.text(ref);
  }
}

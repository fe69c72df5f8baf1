package kz.relog.api.export;

import java.util.List;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PersonalRows;
import kz.relog.api.store.PersonalTable;

/**
 * The register of what goes into a package, in its order. A new store of personal data comes in.
 */
public final class PackageParts {
  private PackageParts() {}

  /** All parts over these records and tracks. */
  public static List<PackagePart> all(AdminStore store, PlanReplay replay, SubjectTracks tracks) {
    PersonalRows rows = store.personalRows();
    return List.of(
        new ProfilePart(store),
        new RowsPart(
            "profile-history",
            rows,
            PersonalTable.of("profile_change", "person_ref", "field", "changed_ms")
                .opening("sealed"),
            PersonalTable.of("activity", "person_ref", "seen_ms", "warned_ms")),
        new RowsPart(
            "sessions",
            rows,
            PersonalTable.of("session", "person_ref", "created_ms", "used_ms", "expires_ms")
                .opening("sealed"),
            PersonalTable.of("mail_token", "person_ref", "purpose", "sent_ms", "expires_ms")
                .opening("sealed")),
        new RowsPart(
            "devices",
            rows,
            PersonalTable.of("device", "subject_ref", "device_ref", "created_ms", "revoked_ms"),
            PersonalTable.of(
                "device_place", "driver_ref", "device_ref", "enrolled_ms", "unbound_ms"),
            PersonalTable.of("binding", "subject_ref", "device_ref", "from_ms", "to_ms", "put_ms"),
            PersonalTable.of(
                "shift", "driver_ref", "vehicle_ref", "from_ms", "to_ms", "written_ms"),
            PersonalTable.of("correction", "wrong_ref", "from_ms", "to_ms", "asked_ms", "done_ms"),
            PersonalTable.of(
                "enrolment", "driver_ref", "device_ref", "made_ms", "until_ms", "used_ms")),
        new RowsPart(
            "documents",
            rows,
            PersonalTable.of(
                "acceptance",
                "person_ref",
                "document_ref",
                "language",
                "accepted_ms",
                "receipt_ref"),
            PersonalTable.of("question", "person_ref", "asked_ms", "answered_ms")
                .opening("question", "answer")),
        new RowsPart(
            "permissions",
            rows,
            PersonalTable.of("receipt", "person_ref", "receipt_ref", "event", "created_ms")
                .opening("sealed"),
            PersonalTable.of(
                    "permission", "person_ref", "purpose", "from_ms", "to_ms", "to_device_ref")
                .by("from_seq"),
            PersonalTable.of("pause", "person_ref", "purpose", "from_ms", "to_ms").by("from_seq"),
            PersonalTable.of("own_permission", "person_ref", "purpose", "from_ms", "to_ms"),
            PersonalTable.of(
                "permission_evidence",
                "person_ref",
                "purpose",
                "basis",
                "document",
                "assessed_day",
                "at_ms",
                "receipt_ref"),
            PersonalTable.of("objection", "person_ref", "purpose", "at_ms"),
            PersonalTable.of("told", "person_ref", "at_ms", "document", "how", "written_ms"),
            PersonalTable.of("road_hours", "person_ref", "hours", "since_ms"),
            PersonalTable.of("wanted_hours", "person_ref", "zone", "week", "days", "changed_ms")
                .by("changed_ms"),
            PersonalTable.of("opt_out_link", "person_ref", "created_ms").by("created_ms")),
        new TracksPart(tracks),
        new PlanFactPart(store.plans(), replay, tracks),
        new RowsPart(
            "notices",
            rows,
            PersonalTable.of(
                    "notice",
                    "seal_ref",
                    "template",
                    "language",
                    "state",
                    "created_ms",
                    "ended_ms",
                    "read_ms")
                .opening("content")),
        new RowsPart(
            "disclosures",
            rows,
            PersonalTable.of(
                "disclosure",
                "subject_ref",
                "kind",
                "purpose",
                "basis",
                "categories",
                "first_ms",
                "last_ms",
                "times"),
            PersonalTable.of(
                    "lawful_request",
                    "subject_ref",
                    "basis",
                    "categories",
                    "from_ms",
                    "to_ms",
                    "state",
                    "asked_ms",
                    "decided_ms",
                    "handed_ms")
                .opening("reference", "reason")),
        new RowsPart(
            "requests",
            rows,
            PersonalTable.of(
                "export_job", "person_ref", "way", "asked_ms", "due_ms", "state", "ended_ms"),
            PersonalTable.of("erasure", "subject_ref", "reason", "requested_ms", "step", "done_ms"),
            PersonalTable.of(
                    "erasure_request",
                    "subject_ref",
                    "asker",
                    "device_ref",
                    "from_ms",
                    "to_ms",
                    "categories",
                    "asked_ms",
                    "due_ms",
                    "state",
                    "ended_ms")
                .opening("reason"),
            PersonalTable.of("hold", "person_ref", "placed_ms", "review_ms", "ended_ms")),
        new AuditPart(store.audit()));
  }
}

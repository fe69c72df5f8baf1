package kz.relog.api.store;

import java.util.List;

/**
 * Rows of the records whose term can be over: how they are counted and how they go, both by the
 * same condition. {@code :cutoff} is the time before which they are over.
 */
public enum Expiring {
  /** Bodies of notices; the proof stays. */
  NOTICE_BODIES(
      "notice WHERE content IS NOT NULL AND created_ms < :cutoff",
      "UPDATE notice SET content = NULL, state = CASE state WHEN 'QUEUED' THEN 'DROPPED' ELSE state"
          + " END WHERE content IS NOT NULL AND created_ms < :cutoff"),

  /** From which networks people came; the audit's chain still holds. */
  NETWORKS(
      "audit WHERE peer IS NOT NULL AND at_ms < :cutoff",
      "UPDATE audit SET peer = NULL WHERE peer IS NOT NULL AND at_ms < :cutoff"),

  /** Sessions that have ended. */
  SESSIONS("session WHERE MIN(expires_ms, used_ms + idle_ms) < :cutoff"),

  /** Who drove which vehicle when, as the road has it. */
  BINDINGS("binding WHERE to_ms > 0 AND to_ms < :cutoff AND " + Sql.notHeld("binding.subject_ref")),

  /** Shifts that are over. */
  SHIFTS(
      Sql.OLD_SHIFTS,
      "DELETE FROM shift_binding WHERE shift_ref IN (SELECT shift_ref FROM " + Sql.OLD_SHIFTS + ")",
      "DELETE FROM " + Sql.OLD_SHIFTS),

  /** One-time codes of devices that were used or ran out. */
  ENROLMENTS("enrolment WHERE until_ms < :cutoff"),

  /** Mailed tokens that nobody used. */
  MAIL_TOKENS("mail_token WHERE expires_ms < :cutoff"),

  /** Machines' tokens that have ended. */
  API_TOKENS("api_token WHERE expires_ms < :cutoff"),

  /** Access requests that were answered. */
  REQUESTS(
      "export_job WHERE ended_ms > 0 AND ended_ms < :cutoff AND "
          + Sql.notHeld("export_job.person_ref"),
      "DELETE FROM export_link WHERE export_ref IN (SELECT export_ref FROM export_job"
          + " WHERE ended_ms > 0 AND ended_ms < :cutoff AND "
          + Sql.notHeld("export_job.person_ref")
          + ")",
      "DELETE FROM export_job WHERE ended_ms > 0 AND ended_ms < :cutoff AND "
          + Sql.notHeld("export_job.person_ref")),

  /** Holds that have ended. */
  HOLDS("hold WHERE ended_ms > 0 AND ended_ms < :cutoff");

  /** The conditions that several share. */
  private static final class Sql {
    static final String OLD_SHIFTS =
        "shift WHERE to_ms > 0 AND to_ms < :cutoff AND " + notHeld("shift.driver_ref");

    static String notHeld(String person) {
      return person
          + " NOT IN (SELECT person_ref FROM hold WHERE ended_ms = 0) AND NOT EXISTS"
          + " (SELECT 1 FROM hold h JOIN person q ON q.company_ref = h.company_ref"
          + " WHERE h.ended_ms = 0 AND h.person_ref = 0 AND q.person_ref = "
          + person
          + ")";
    }

    private Sql() {}
  }

  private final String rows;
  private final String sweep;

  /** Rows that are deleted as they are counted. */
  Expiring(String rows) {
    this(rows, "DELETE FROM " + rows);
  }

  Expiring(String rows, String... sweep) {
    this.rows = rows;
    this.sweep = String.join(";", sweep);
  }

  String countSql() {
    return "SELECT COUNT(*) FROM " + rows;
  }

  List<String> sweepSql() {
    return List.of(sweep.split(";"));
  }
}

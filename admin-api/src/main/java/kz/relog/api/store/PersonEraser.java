package kz.relog.api.store;

import java.util.List;
import java.util.Set;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.SubjectEraser;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets a person of a company. What people must be able to count on later stays as bare
 * references: that there was a member, which receipts were given and which notices were sent, who
 * did what in the audit, that a request was answered.
 */
final class PersonEraser implements SubjectEraser {
  /** Rows that go with their person. */
  private static final List<String> ROWS =
      List.of(
          "session WHERE person_ref = :subject",
          "mail_token WHERE person_ref = :subject",
          "permission WHERE person_ref = :subject",
          "pause WHERE person_ref = :subject",
          "own_permission WHERE person_ref = :subject",
          "permission_evidence WHERE person_ref = :subject",
          "objection WHERE person_ref = :subject",
          "told WHERE person_ref = :subject",
          "road_hours WHERE person_ref = :subject",
          "wanted_hours WHERE person_ref = :subject",
          "shift_binding WHERE shift_ref IN (SELECT shift_ref FROM shift WHERE driver_ref ="
              + " :subject)",
          "shift WHERE driver_ref = :subject",
          "binding WHERE subject_ref = :subject",
          "enrolment WHERE driver_ref = :subject",
          "opt_out_link WHERE person_ref = :subject");

  private static final List<String> MESSAGES = List.of("question WHERE person_ref = :subject");

  private static final List<String> HISTORY = List.of("profile_change WHERE person_ref = :subject");

  /** What a company called the phones of a person. */
  private static final String PHONES =
      "device_text WHERE name IS NOT NULL AND device_ref IN (SELECT device_ref FROM device WHERE"
          + " subject_ref = :subject UNION SELECT device_ref FROM device_place WHERE driver_ref ="
          + " :subject)";

  private static final String CONTENTS = "notice WHERE seal_ref = :subject AND content IS NOT NULL";

  private final Jdbi jdbi;

  private final DeviceRecords devices;

  PersonEraser(Jdbi jdbi, DeviceRecords devices) {
    this.jdbi = jdbi;
    this.devices = devices;
  }

  @Override
  public String name() {
    return "people";
  }

  @Override
  public Set<String> categories() {
    return Set.of("identity", "contact", "credential", "consent", "message", "activity");
  }

  @Override
  public void forget(Erased erased) {
    jdbi.useTransaction(handle -> forget(handle, erased));
    devices.changedElsewhere();
  }

  private static void forget(Handle handle, Erased erased) {
    long subject = erased.subjectRef();
    Erasures.Scope scope = erased.scope();
    if (scope.concerns(Erasures.MESSAGES)) {
      MESSAGES.forEach(rows -> run(handle, "DELETE FROM " + rows, subject));
      run(
          handle,
          "UPDATE notice SET content = NULL, forgotten = 1, state = CASE state WHEN 'QUEUED' THEN"
              + " 'DROPPED' ELSE state END WHERE seal_ref = :subject AND content IS NOT NULL",
          subject);
    }
    if (scope.concerns(Erasures.HISTORY)) {
      HISTORY.forEach(rows -> run(handle, "DELETE FROM " + rows, subject));
    }
    if (!scope.isWhole()) {
      return;
    }
    ROWS.forEach(rows -> run(handle, "DELETE FROM " + rows, subject));
    run(
        handle,
        "UPDATE device_text SET name = NULL WHERE device_ref IN (SELECT device_ref FROM "
            + PHONES
            + ")",
        subject);
    run(handle, "UPDATE device_place SET driver_ref = NULL WHERE driver_ref = :subject", subject);
    run(handle, "UPDATE receipt SET sealed = X'' WHERE person_ref = :subject", subject);
    run(
        handle,
        "UPDATE audit SET peer = NULL WHERE person_ref = :subject AND peer IS NOT NULL",
        subject);
    run(
        handle,
        "UPDATE lawful_request SET reference = X'', reason = NULL WHERE subject_ref = :subject",
        subject);
    run(
        handle,
        "UPDATE person SET sealed = X'', ended_sealed = NULL, account_ref = NULL, state = 'ENDED',"
            + " ended_ms = COALESCE(ended_ms, changed_ms), version = version + 1"
            + " WHERE person_ref = :subject AND LENGTH(sealed) > 0",
        subject);
  }

  /**
   * Forgets what no dispute needs of a person whom a hold keeps: what a profile said before, what
   * was mailed, links that opt out of news.
   */
  void forgetUnheld(long personRef) {
    jdbi.useTransaction(
        handle -> {
          HISTORY.forEach(rows -> run(handle, "DELETE FROM " + rows, personRef));
          run(handle, "DELETE FROM mail_token WHERE person_ref = :subject", personRef);
          run(handle, "DELETE FROM opt_out_link WHERE person_ref = :subject", personRef);
          run(handle, "DELETE FROM enrolment WHERE driver_ref = :subject", personRef);
        });
  }

  @Override
  public long holds(Erased erased) {
    long subject = erased.subjectRef();
    return jdbi.withHandle(
        handle -> {
          long held = 0;
          if (erased.scope().concerns(Erasures.MESSAGES)) {
            held += count(handle, MESSAGES, subject) + count(handle, List.of(CONTENTS), subject);
          }
          if (erased.scope().concerns(Erasures.HISTORY)) {
            held += count(handle, HISTORY, subject);
          }
          if (erased.scope().isWhole()) {
            held += count(handle, ROWS, subject);
            held +=
                count(
                    handle,
                    List.of(
                        PHONES,
                        "device_place WHERE driver_ref = :subject",
                        "receipt WHERE person_ref = :subject AND LENGTH(sealed) > 0",
                        "lawful_request WHERE subject_ref = :subject AND LENGTH(reference) > 0",
                        "audit WHERE person_ref = :subject AND peer IS NOT NULL",
                        "person WHERE person_ref = :subject AND LENGTH(sealed) > 0"),
                    subject);
          }
          return held;
        });
  }

  private static void run(Handle handle, String sql, long subject) {
    try (var update = handle.createUpdate(sql)) {
      update.bind("subject", subject).execute();
    }
  }

  private static long count(Handle handle, List<String> rows, long subject) {
    long count = 0;
    for (String one : rows) {
      try (var query = handle.createQuery("SELECT COUNT(*) FROM " + one)) {
        count += query.bind("subject", subject).mapTo(Long.class).one();
      }
    }
    return count;
  }
}

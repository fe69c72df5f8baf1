package kz.relog.api.store;

import java.util.Set;
import kz.relog.api.spi.SubjectEraser;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets the packages made for a person, and when the person was last here. Without its key a
 * package on the disk says nothing; its file goes with the next look at the folder.
 */
final class KeepingEraser implements SubjectEraser {
  private final Jdbi jdbi;

  KeepingEraser(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public String name() {
    return "exports";
  }

  @Override
  public Set<String> categories() {
    return Set.of("activity", "credential");
  }

  @Override
  public void forget(Erased erased) {
    jdbi.useTransaction(
        handle -> {
          // A package holds all of the person's tracks, so a part of them cannot be taken out.
          handle.execute(
              "DELETE FROM export_link WHERE export_ref IN"
                  + " (SELECT export_ref FROM export_job WHERE person_ref = ?)",
              erased.subjectRef());
          handle.execute(
              "UPDATE export_job SET data_key = NULL, ended_ms = CASE ended_ms WHEN 0 THEN MAX(1,"
                  + " asked_ms) ELSE ended_ms END, state = CASE ended_ms WHEN 0 THEN 'ENDED' ELSE"
                  + " state END WHERE person_ref = ?",
              erased.subjectRef());
          if (erased.scope().isWhole()) {
            handle.execute("DELETE FROM activity WHERE person_ref = ?", erased.subjectRef());
          }
        });
  }

  @Override
  public long holds(Erased erased) {
    String activity =
        erased.scope().isWhole()
            ? " + (SELECT COUNT(*) FROM activity WHERE person_ref = :subject)"
            : "";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT (SELECT COUNT(*) FROM export_job WHERE person_ref = :subject AND"
                        + " (data_key IS NOT NULL OR ended_ms = 0))"
                        + activity)
                .bind("subject", erased.subjectRef())
                .mapTo(Long.class)
                .one());
  }
}

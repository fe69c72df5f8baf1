package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Who was told that positions are recorded, and who was not. Any thread; blocks. */
public final class ToldRecords {
  private final Jdbi jdbi;

  ToldRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Writes a record. */
  public void put(long companyRef, ToldRow told, long writtenMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO told (told_ref, company_ref, person_ref, at_ms, document, how,"
                    + " by_person_ref, written_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                told.toldRef(),
                companyRef,
                told.personRef(),
                told.atMs(),
                told.document(),
                told.how(),
                told.byPersonRef(),
                writtenMs));
  }

  /** The records of one person, newest first. */
  public List<ToldRow> of(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM told WHERE company_ref = ? AND person_ref = ?"
                        + " ORDER BY at_ms DESC, told_ref")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map(ToldRecords::row)
                .list());
  }

  /** One record of one person. */
  public Optional<ToldRow> find(long companyRef, long personRef, long toldRef) {
    return of(companyRef, personRef).stream().filter(row -> row.toldRef() == toldRef).findFirst();
  }

  /** Whether a person was told. */
  public boolean isTold(long companyRef, long personRef) {
    return !of(companyRef, personRef).isEmpty();
  }

  /** Active drivers of a company without a record, in the order of their joining. */
  public List<Long> notTold(long companyRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT person_ref FROM person p WHERE company_ref = ? AND role = 'DRIVER'"
                        + " AND state = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM told t WHERE"
                        + " t.company_ref = p.company_ref AND t.person_ref = p.person_ref)"
                        + " ORDER BY number")
                .bind(0, companyRef)
                .mapTo(Long.class)
                .list());
  }

  private static ToldRow row(ResultSet row, StatementContext context) throws SQLException {
    return new ToldRow(
        row.getLong("told_ref"),
        row.getLong("person_ref"),
        row.getLong("at_ms"),
        row.getString("document"),
        row.getString("how"),
        row.getLong("by_person_ref"));
  }
}

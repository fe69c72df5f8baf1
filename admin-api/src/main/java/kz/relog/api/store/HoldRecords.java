package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The legal holds. Any thread; calls block. */
public final class HoldRecords {
  private static final String SELECT =
      "SELECT number, hold_ref, company_ref, person_ref, owner_ref, placed_by_ref, placed_ms,"
          + " review_ms, ended_ms, sealed FROM hold WHERE ";

  private static final String REASON = "reason";

  private final Jdbi jdbi;
  private final SealedText text;
  private final OpenedRows<HoldRow> rows;

  HoldRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
    this.rows =
        new OpenedRows<>(
            jdbi,
            "sealed",
            HoldRecords::row,
            (row, bytes) ->
                row.because(
                    text.open(row.companyRef(), bytes)
                        .map(texts -> texts.getOrDefault(REASON, ""))));
  }

  /** Writes a hold down. */
  public void place(HoldRow row) {
    byte[] sealed = text.seal(row.companyRef(), Map.of(REASON, row.reason().orElse("")));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO hold (hold_ref, company_ref, person_ref, owner_ref, placed_by_ref,"
                    + " placed_ms, review_ms, ended_ms, told_ms, sealed)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
                row.holdRef(),
                row.companyRef(),
                row.personRef(),
                row.ownerRef(),
                row.placedByRef(),
                row.placedMs(),
                row.reviewMs(),
                sealed));
  }

  /** A hold of a company, ended or not. */
  public Optional<HoldRow> find(long companyRef, long holdRef) {
    return rows.list(SELECT + "company_ref = ? AND hold_ref = ?", companyRef, holdRef).stream()
        .findFirst();
  }

  /** At most {@code limit} holds of a company before a number, newest first. */
  public List<HoldRow> list(long companyRef, long beforeNumber, int limit) {
    return rows.list(
        SELECT + "company_ref = ? AND number < ? ORDER BY number DESC LIMIT ?",
        companyRef,
        beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber,
        limit);
  }

  /**
   * Ends a hold.
   *
   * @return false when there is none that holds
   */
  public boolean end(long companyRef, long holdRef, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "UPDATE hold SET ended_ms = ? WHERE company_ref = ? AND hold_ref = ?"
                        + " AND ended_ms = 0",
                    nowMs,
                    companyRef,
                    holdRef)
                == 1);
  }

  /** The holds on a person of a company: on them alone, or on all of the company. */
  public List<HoldRow> on(long companyRef, long personRef) {
    return rows.list(
        SELECT + "company_ref = ? AND person_ref IN (0, ?) AND ended_ms = 0 ORDER BY number",
        companyRef,
        personRef);
  }

  /** Whether anything holds what is kept of a subject, whichever the company: for the sweeper. */
  public boolean isHeld(long subjectRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM hold WHERE ended_ms = 0 AND (person_ref = :subject"
                        + " OR (person_ref = 0 AND company_ref IN"
                        + " (SELECT company_ref FROM person WHERE person_ref = :subject))))")
                .bind("subject", subjectRef)
                .mapTo(Boolean.class)
                .one());
  }

  /** Holds that should have been looked at by now and were not told yet. */
  public List<HoldRow> untoldReviews(long nowMs) {
    return rows.list(SELECT + "ended_ms = 0 AND review_ms <= ? AND told_ms = 0", nowMs);
  }

  /** How many holds should have been looked at by now. */
  public long lateReviews(long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM hold WHERE ended_ms = 0 AND review_ms <= ?")
                .bind(0, nowMs)
                .mapTo(Long.class)
                .one());
  }

  /** The late review was told. */
  public void told(long holdRef, long nowMs) {
    jdbi.useHandle(
        handle -> handle.execute("UPDATE hold SET told_ms = ? WHERE hold_ref = ?", nowMs, holdRef));
  }

  private static HoldRow row(ResultSet row, StatementContext context) throws SQLException {
    return new HoldRow(
        row.getLong("number"),
        row.getLong("hold_ref"),
        row.getLong("company_ref"),
        row.getLong("person_ref"),
        row.getLong("owner_ref"),
        row.getLong("placed_by_ref"),
        row.getLong("placed_ms"),
        row.getLong("review_ms"),
        row.getLong("ended_ms"),
        Optional.empty());
  }
}

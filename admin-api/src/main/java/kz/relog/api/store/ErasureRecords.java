package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.relog.api.spi.Erasures;
import kz.relog.api.spi.Erasures.Reason;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.spi.Erasures.Step;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Erasures and how far they are. Each change is durable when its method returns. Thread-safe. */
public final class ErasureRecords {
  private static final String SELECT =
      "SELECT erasure_ref, subject_ref, device_ref, from_ms, to_ms, categories, reason,"
          + " requested_ms, step, places, done_ms, certificate FROM erasure";

  private final Jdbi jdbi;

  ErasureRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * One erasure.
   *
   * @param erasureRef names it
   * @param subjectRef whose
   * @param scope what
   * @param reason why
   * @param requestedMs when, Unix epoch ms UTC
   * @param step done last
   * @param places the eraser's own note of where facts were; empty when done
   * @param doneMs when it was complete; 0 while it is not
   * @param certificate JSON; empty until it is complete
   */
  public record Row(
      long erasureRef,
      long subjectRef,
      Scope scope,
      Reason reason,
      long requestedMs,
      Step step,
      String places,
      long doneMs,
      String certificate) {

    /** The same, a step further. */
    public Row at(Step next) {
      return new Row(
          erasureRef, subjectRef, scope, reason, requestedMs, next, places, doneMs, certificate);
    }

    /** The same with a note of places. */
    public Row withPlaces(String noted) {
      return new Row(
          erasureRef, subjectRef, scope, reason, requestedMs, step, noted, doneMs, certificate);
    }

    /** The same, complete. */
    public Row done(long nowMs, String written) {
      return new Row(
          erasureRef, subjectRef, scope, reason, requestedMs, Step.DONE, "", nowMs, written);
    }
  }

  /** Writes an erasure, or a known one's progress. */
  public void put(Row row) {
    putAll(List.of(row));
  }

  /** The same of many, all or none. */
  public void putAll(List<Row> rows) {
    jdbi.useTransaction(handle -> rows.forEach(row -> put(handle, row)));
  }

  private static void put(Handle handle, Row row) {
    handle.execute(
        "INSERT INTO erasure (erasure_ref, subject_ref, device_ref, from_ms, to_ms,"
            + " categories, reason, requested_ms, step, places, done_ms, certificate)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (erasure_ref) DO UPDATE SET step = excluded.step,"
            + " places = excluded.places, done_ms = excluded.done_ms,"
            + " certificate = excluded.certificate",
        row.erasureRef,
        row.subjectRef,
        row.scope.deviceRef(),
        row.scope.fromMs(),
        row.scope.toMs(),
        row.scope.categories(),
        row.reason.name(),
        row.requestedMs,
        row.step.name(),
        row.places,
        row.doneMs,
        row.certificate);
  }

  /** Forgets an erasure whose order was not taken. */
  public void drop(long erasureRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM erasure WHERE erasure_ref = ? AND step = 'REQUESTED'", erasureRef));
  }

  /** One erasure. */
  public Optional<Row> find(long erasureRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE erasure_ref = ?")
                .bind(0, erasureRef)
                .map(ErasureRecords::row)
                .findOne());
  }

  /** All of a subject, oldest first. */
  public List<Row> ofSubject(long subjectRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE subject_ref = ? ORDER BY requested_ms, erasure_ref")
                .bind(0, subjectRef)
                .map(ErasureRecords::row)
                .list());
  }

  /** All of plans, each without what comes and goes: whose and what. */
  public Set<Ended> ofPlans() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT subject_ref, categories FROM erasure WHERE categories >= ?")
                .bind(0, Erasures.WORDS)
                .map((row, context) -> new Ended(row.getLong(1), row.getInt(2)))
                .set());
  }

  /**
   * An erasure of a plan.
   *
   * @param planRef which plan
   * @param categories what of it
   */
  public record Ended(long planRef, int categories) {}

  /** Those that are not complete, oldest first. */
  public List<Row> open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE step <> 'DONE' ORDER BY requested_ms, erasure_ref")
                .map(ErasureRecords::row)
                .list());
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getLong("erasure_ref"),
        row.getLong("subject_ref"),
        new Scope(
            row.getLong("device_ref"),
            row.getLong("from_ms"),
            row.getLong("to_ms"),
            row.getInt("categories")),
        Reason.valueOf(row.getString("reason")),
        row.getLong("requested_ms"),
        Step.valueOf(row.getString("step")),
        row.getString("places"),
        row.getLong("done_ms"),
        row.getString("certificate"));
  }
}

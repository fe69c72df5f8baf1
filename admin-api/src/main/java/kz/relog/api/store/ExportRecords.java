package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Access requests, their packages and the tokens to fetch them. Any thread; calls block. */
public final class ExportRecords {
  private static final String SELECT =
      "SELECT number, export_ref, company_ref, person_ref, asked_by_ref, way, asked_ms, due_ms,"
          + " state, done, total, bytes, ready_ms, expires_ms, ended_ms, warned FROM export_job ";

  private final Jdbi jdbi;
  private final RecordSealer sealer;

  ExportRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Writes a request down. */
  public void add(ExportRow row) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO export_job (export_ref, company_ref, person_ref, asked_by_ref, way,"
                    + " asked_ms, due_ms, state, done, total, bytes, ready_ms, expires_ms,"
                    + " ended_ms, warned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)",
                row.exportRef(),
                row.companyRef(),
                row.personRef(),
                row.askedByRef(),
                row.way().name(),
                row.askedMs(),
                row.dueMs(),
                row.state().name()));
  }

  /** The request of a person. */
  public Optional<ExportRow> find(long companyRef, long personRef, long exportRef) {
    return rows(
            SELECT + "WHERE company_ref = ? AND person_ref = ? AND export_ref = ?",
            companyRef,
            personRef,
            exportRef)
        .stream()
        .findFirst();
  }

  /** At most {@code limit} requests of a person before a number, newest first. */
  public List<ExportRow> ofPerson(long companyRef, long personRef, long beforeNumber, int limit) {
    return rows(
        SELECT
            + "WHERE company_ref = ? AND person_ref = ? AND number < ?"
            + " ORDER BY number DESC LIMIT ?",
        companyRef,
        personRef,
        beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber,
        limit);
  }

  /** The requests that are in this state, oldest first, whichever the company: for the worker. */
  public List<ExportRow> in(ExportRow.State state) {
    return rows(SELECT + "WHERE state = ? ORDER BY number", state.name());
  }

  /** The requests of a person, whichever the company: for an erasure. */
  public List<ExportRow> ofSubject(long personRef) {
    return rows(SELECT + "WHERE person_ref = ? ORDER BY number", personRef);
  }

  /** The request of this reference, whichever the company: for the worker. */
  public Optional<ExportRow> findAny(long exportRef) {
    return rows(SELECT + "WHERE export_ref = ?", exportRef).stream().findFirst();
  }

  /** The making begins, or goes on. */
  public void progress(long exportRef, long done, long total) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE export_job SET state = 'RUNNING', done = ?, total = ? WHERE export_ref = ?"
                    + " AND state IN ('QUEUED', 'RUNNING', 'FAILED')",
                done,
                total,
                exportRef));
  }

  /**
   * The package can be fetched.
   *
   * @param dataKey opens the file; stored sealed
   * @return false when the request has ended meanwhile
   */
  public boolean ready(ExportRow row, byte[] dataKey, long bytes, long nowMs, long expiresMs) {
    if (findAny(row.exportRef()).filter(now -> now.state() == ExportRow.State.RUNNING).isEmpty()) {
      return false; // nothing is sealed under the key of somebody who is being erased
    }
    byte[] sealed = sealer.seal(row.personRef(), dataKey);
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "UPDATE export_job SET state = 'READY', done = total, bytes = ?, ready_ms = ?,"
                        + " expires_ms = ?, data_key = ? WHERE export_ref = ? AND state = 'RUNNING'",
                    bytes,
                    nowMs,
                    expiresMs,
                    sealed,
                    row.exportRef())
                == 1);
  }

  /** What opens the file of a package; empty when it is gone, or its person erased. */
  public Optional<byte[]> dataKey(ExportRow row) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT data_key FROM export_job WHERE export_ref = ?"
                            + " AND data_key IS NOT NULL")
                    .bind(0, row.exportRef())
                    .mapTo(byte[].class)
                    .findOne())
        .flatMap(wrapped -> sealer.open(row.personRef(), wrapped));
  }

  /** It could not be made; it will be tried again. */
  public void failed(long exportRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE export_job SET state = 'FAILED' WHERE export_ref = ? AND state = 'RUNNING'",
                exportRef));
  }

  /** It is over; the key of its file goes. */
  public void end(long exportRef, ExportRow.State state, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE export_job SET state = ?, ended_ms = ?, data_key = NULL WHERE export_ref = ?"
                    + " AND ended_ms = 0",
                state.name(),
                nowMs,
                exportRef));
  }

  /** Which share of the term was told. */
  public void warned(long exportRef, int percent) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE export_job SET warned = ? WHERE export_ref = ?", percent, exportRef));
  }

  /** A token to fetch a package. */
  public void putLink(String hash, long exportRef, long nowMs, long expiresMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO export_link (hash, export_ref, made_ms, expires_ms, used_ms)"
                    + " VALUES (?, ?, ?, ?, 0)",
                hash,
                exportRef,
                nowMs,
                expiresMs));
  }

  /** How many tokens were made for a package. */
  public int links(long exportRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM export_link WHERE export_ref = ?")
                .bind(0, exportRef)
                .mapTo(Integer.class)
                .one());
  }

  /** What a token is good for. */
  public sealed interface Link {
    /** Nobody made it. */
    record Unknown() implements Link {}

    /** It was used before. */
    record Used() implements Link {}

    /** It came too late. */
    record Late() implements Link {}

    /** It is used now, for this package. */
    record Good(ExportRow row) implements Link {}
  }

  /** Uses a token, once. */
  public Link useLink(String hash, long nowMs) {
    int used =
        jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE export_link SET used_ms = ? WHERE hash = ? AND used_ms = 0"
                        + " AND expires_ms > ?",
                    nowMs,
                    hash,
                    nowMs));
    if (used == 1) {
      return new Link.Good(
          rows(
                  SELECT + "WHERE export_ref = (SELECT export_ref FROM export_link WHERE hash = ?)",
                  hash)
              .get(0));
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT used_ms FROM export_link WHERE hash = ?")
                .bind(0, hash)
                .mapTo(Long.class)
                .findOne()
                .<Link>map(usedMs -> usedMs == 0 ? new Link.Late() : new Link.Used())
                .orElseGet(Link.Unknown::new));
  }

  private List<ExportRow> rows(String sql, Object... values) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery(sql);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.map(ExportRecords::row).list();
        });
  }

  private static ExportRow row(ResultSet row, StatementContext context) throws SQLException {
    return new ExportRow(
        row.getLong("number"),
        row.getLong("export_ref"),
        row.getLong("company_ref"),
        row.getLong("person_ref"),
        row.getLong("asked_by_ref"),
        ExportRow.Way.valueOf(row.getString("way")),
        row.getLong("asked_ms"),
        row.getLong("due_ms"),
        ExportRow.State.valueOf(row.getString("state")),
        row.getLong("done"),
        row.getLong("total"),
        row.getLong("bytes"),
        row.getLong("ready_ms"),
        row.getLong("expires_ms"),
        row.getLong("ended_ms"),
        row.getInt("warned"));
  }
}

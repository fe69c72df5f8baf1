package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.store.ErasureRequest.About;
import kz.relog.api.store.ErasureRequest.Asker;
import kz.relog.api.store.ErasureRequest.State;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Who asked for what to be erased. Each change is durable when its method returns. Any thread. */
public final class ErasureRequestRecords {
  private static final String SELECT =
      "SELECT number, request_ref, company_ref, subject_ref, asked_by_ref, asker, about, device_ref,"
          + " from_ms, to_ms, categories, asked_ms, due_ms, state, account_ref, erasure_ref,"
          + " account_erasure_ref, ended_ms, notice_ref, notice_until_ms, reason"
          + " FROM erasure_request WHERE ";

  private static final String REASON = "reason";
  private static final String ADDRESS = "address";
  private static final byte[] NONE = new byte[0];

  private final Jdbi jdbi;
  private final SealedText text;
  private final OpenedRows<ErasureRequest> rows;

  ErasureRequestRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
    this.rows =
        new OpenedRows<>(
            jdbi,
            REASON,
            ErasureRequestRecords::row,
            (row, bytes) ->
                row.because(
                    text.open(row.subjectRef(), bytes)
                        .map(texts -> texts.getOrDefault(REASON, ""))));
  }

  /** Writes a request down, its reason sealed under the person. */
  public void add(long companyRef, ErasureRequest row) {
    byte[] reason =
        row.reason().map(why -> text.seal(row.subjectRef(), Map.of(REASON, why))).orElse(NONE);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO erasure_request (request_ref, company_ref, subject_ref, asked_by_ref,"
                    + " asker, about, device_ref, from_ms, to_ms, categories, asked_ms, due_ms,"
                    + " state, account_ref, erasure_ref, account_erasure_ref, ended_ms, notice_ref,"
                    + " notice_until_ms, reason, certificate)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, NULLIF(?, X''), '')",
                row.requestRef(),
                companyRef,
                row.subjectRef(),
                row.askedByRef(),
                row.asker().name(),
                row.about().name(),
                row.scope().deviceRef(),
                row.scope().fromMs(),
                row.scope().toMs(),
                row.scope().categories(),
                row.askedMs(),
                row.dueMs(),
                row.state().name(),
                reason));
  }

  /** One of a company's. */
  public Optional<ErasureRequest> find(long companyRef, long requestRef) {
    return rows
        .list(SELECT + "company_ref = ? AND request_ref = ?", companyRef, requestRef)
        .stream()
        .findFirst();
  }

  /** One, whosever it is: for who carries it out, and for who knows its number. */
  public Optional<ErasureRequest> findAny(long requestRef) {
    return rows.list(SELECT + "request_ref = ?", requestRef).stream().findFirst();
  }

  /** All of a subject, oldest first. */
  public List<ErasureRequest> ofSubject(long companyRef, long subjectRef) {
    return rows.list(
        SELECT + "company_ref = ? AND subject_ref = ? ORDER BY number", companyRef, subjectRef);
  }

  /** At most {@code limit} of a company before a number, newest first. */
  public List<ErasureRequest> list(long companyRef, long beforeNumber, int limit) {
    return rows.list(
        SELECT + "company_ref = ? AND number < ? ORDER BY number DESC LIMIT ?",
        companyRef,
        beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber,
        limit);
  }

  /** The same of one subject. */
  public List<ErasureRequest> list(long companyRef, long subjectRef, long beforeNumber, int limit) {
    return rows.list(
        SELECT + "company_ref = ? AND subject_ref = ? AND number < ? ORDER BY number DESC LIMIT ?",
        companyRef,
        subjectRef,
        beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber,
        limit);
  }

  /** Those that are not at their end, oldest first. */
  public List<ErasureRequest> open() {
    return rows.list(SELECT + "state NOT IN ('DONE', 'CANCELLED') ORDER BY number");
  }

  /** Those whose end was told under a key that is still there. */
  public List<ErasureRequest> told() {
    return rows.list(SELECT + "notice_until_ms > 0 ORDER BY number");
  }

  /** Moves one on. */
  public void put(long requestRef, State state, long nowMs) {
    long endedMs = state == State.DONE || state == State.CANCELLED ? nowMs : 0;
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE erasure_request SET state = ?, ended_ms = ? WHERE request_ref = ?",
                state.name(),
                endedMs,
                requestRef));
  }

  /** Cancels one that waits; false when it does not wait any more. */
  public boolean cancel(long companyRef, long requestRef, long nowMs) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE erasure_request SET state = 'CANCELLED', ended_ms = ?"
                        + " WHERE company_ref = ? AND request_ref = ? AND state = 'WAITING'",
                    nowMs,
                    companyRef,
                    requestRef))
        > 0;
  }

  /**
   * Notes where the end will be told, sealed under a key for this alone, and the login that goes.
   */
  public void prepared(long requestRef, long accountRef, long noticeRef, Optional<String> address) {
    byte[] where = address.map(to -> text.seal(noticeRef, Map.of(ADDRESS, to))).orElse(NONE);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE erasure_request SET account_ref = ?, notice_ref = ?,"
                    + " address = NULLIF(?, X'')"
                    + " WHERE request_ref = ?",
                accountRef,
                noticeRef,
                where,
                requestRef));
  }

  /** Notes what carries it out. */
  public void ordered(long requestRef, long erasureRef, long accountErasureRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE erasure_request SET state = 'ERASING', erasure_ref = ?,"
                    + " account_erasure_ref = ?, reason = NULL WHERE request_ref = ?",
                erasureRef,
                accountErasureRef,
                requestRef));
  }

  /** Where the end is to be told; empty when nowhere, or when it was. */
  public Optional<String> address(ErasureRequest row) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT address FROM erasure_request WHERE request_ref = ?"
                            + " AND address IS NOT NULL")
                    .bind(0, row.requestRef())
                    .map((set, context) -> new SealedBytes(set.getBytes(1)))
                    .findOne())
        .flatMap(found -> text.open(row.noticeRef(), found.bytes()))
        .map(texts -> texts.getOrDefault(ADDRESS, ""));
  }

  /**
   * It is done.
   *
   * @param certificate as it is handed out
   * @param noticeUntilMs when the key dies under which the end is told; 0 when it is not told
   */
  public void done(long requestRef, String certificate, long noticeUntilMs, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE erasure_request SET state = 'DONE', ended_ms = ?, certificate = ?,"
                    + " notice_until_ms = ?, address = NULL, reason = NULL WHERE request_ref = ?",
                nowMs,
                certificate,
                noticeUntilMs,
                requestRef));
  }

  /** The key under which the end was told is destroyed. */
  public void noticeEnded(long requestRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE erasure_request SET notice_until_ms = 0 WHERE request_ref = ?",
                requestRef));
  }

  /** The certificate as it is handed out; empty before the end. */
  public Optional<String> certificate(long requestRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT certificate FROM erasure_request WHERE request_ref = ?"
                        + " AND certificate <> ''")
                .bind(0, requestRef)
                .mapTo(String.class)
                .findOne());
  }

  /** Whether all data of a person is blocked. */
  public boolean isBlocked(long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM erasure_request WHERE subject_ref = ?"
                        + " AND categories = 0 AND device_ref = 0 AND from_ms = 0"
                        + " AND state NOT IN ('DONE', 'CANCELLED'))")
                .bind(0, personRef)
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether a device was the own one of somebody who is erased. */
  public boolean isOfErased(long deviceRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM device d JOIN erasure_request r USING"
                        + " (subject_ref) WHERE d.device_ref = ? AND r.state = 'DONE'"
                        + " AND r.categories = 0 AND r.device_ref = 0 AND r.from_ms = 0)")
                .bind(0, deviceRef)
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether a drive of a device in a time belongs to somebody whose positions are blocked. */
  public boolean isBlocked(long deviceRef, long fromMs, long toMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM blocked_drive WHERE device_ref = ?"
                        + " AND from_ms < ? AND to_ms > ?)")
                .bind(0, deviceRef)
                .bind(1, toMs)
                .bind(2, fromMs)
                .mapTo(Boolean.class)
                .one());
  }

  private static ErasureRequest row(ResultSet row, StatementContext context) throws SQLException {
    return new ErasureRequest(
        row.getLong("number"),
        row.getLong("request_ref"),
        row.getLong("company_ref"),
        row.getLong("subject_ref"),
        row.getLong("asked_by_ref"),
        Asker.valueOf(row.getString("asker")),
        About.valueOf(row.getString("about")),
        new Scope(
            row.getLong("device_ref"),
            row.getLong("from_ms"),
            row.getLong("to_ms"),
            row.getInt("categories")),
        row.getLong("asked_ms"),
        row.getLong("due_ms"),
        State.valueOf(row.getString("state")),
        row.getLong("account_ref"),
        row.getLong("erasure_ref"),
        row.getLong("account_erasure_ref"),
        row.getLong("ended_ms"),
        row.getLong("notice_ref"),
        row.getLong("notice_until_ms"),
        Optional.empty());
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.store.DisclosureRow.Recipient;
import kz.relog.api.store.LawfulRequestRow.State;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What the law asked of companies. Any thread; blocks. */
public final class LawfulRequestRecords {
  private static final String SELECT =
      "SELECT number, request_ref, company_ref, subject_ref, basis, categories, from_ms, to_ms,"
          + " recipient, reference, reason, state, asked_by, asked_ms, decided_by, decided_ms,"
          + " handed_ms FROM lawful_request WHERE company_ref = ?";

  private final Jdbi jdbi;
  private final SealedText text;

  LawfulRequestRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /** Writes a request down. */
  public void add(long companyRef, LawfulRequestRow row) {
    Map<String, String> who = new HashMap<>();
    row.recipient()
        .ifPresent(
            recipient -> {
              who.put("name", recipient.name());
              recipient.address().ifPresent(address -> who.put("address", address));
            });
    byte[] recipient = text.seal(companyRef, who);
    byte[] reference = text.seal(row.subjectRef(), Map.of("reference", row.reference().orElse("")));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO lawful_request (request_ref, company_ref, subject_ref, basis,"
                    + " categories, from_ms, to_ms, recipient, reference, state, asked_by,"
                    + " asked_ms, decided_by, decided_ms, handed_ms)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ASKED', ?, ?, 0, 0, 0)",
                row.requestRef(),
                companyRef,
                row.subjectRef(),
                row.basis(),
                String.join(",", row.categories()),
                row.fromMs(),
                row.toMs(),
                recipient,
                reference,
                row.askedBy(),
                row.askedMs()));
  }

  /** The company's request. */
  public Optional<LawfulRequestRow> find(long companyRef, long requestRef) {
    return rows(" AND request_ref = ?", companyRef, requestRef).stream().findFirst();
  }

  /** At most {@code limit} requests after a number, oldest first. */
  public List<LawfulRequestRow> list(long companyRef, long afterNumber, int limit) {
    return rows(" AND number > ? ORDER BY number LIMIT ?", companyRef, afterNumber, limit);
  }

  /**
   * Releases a request; the records themselves see to it that it is not who asked.
   *
   * @return false when it was decided before, or is the person's own
   */
  public boolean release(long companyRef, long requestRef, long personRef, long nowMs) {
    return decide(
        "UPDATE lawful_request SET state = 'RELEASED', decided_by = ?, decided_ms = ?"
            + " WHERE company_ref = ? AND request_ref = ? AND state = 'ASKED' AND asked_by <> ?",
        personRef,
        nowMs,
        companyRef,
        requestRef,
        personRef);
  }

  /**
   * Refuses a request.
   *
   * @return false when it was decided before
   */
  public boolean refuse(LawfulRequestRow row, long personRef, String reason, long nowMs) {
    byte[] sealed = text.seal(row.subjectRef(), Map.of("reason", reason));
    return decide(
        "UPDATE lawful_request SET state = 'REFUSED', decided_by = ?, decided_ms = ?, reason = ?"
            + " WHERE company_ref = ? AND request_ref = ? AND state = 'ASKED'",
        personRef,
        nowMs,
        sealed,
        row.companyRef(),
        row.requestRef());
  }

  /**
   * Takes the one handing-over of a released request.
   *
   * @return false when it is not released, or was handed over
   */
  public boolean handOver(long companyRef, long requestRef, long nowMs) {
    return decide(
        "UPDATE lawful_request SET state = 'HANDED_OVER', handed_ms = ?"
            + " WHERE company_ref = ? AND request_ref = ? AND state = 'RELEASED'",
        nowMs,
        companyRef,
        requestRef);
  }

  private boolean decide(String sql, Object... values) {
    return jdbi.withHandle(handle -> handle.execute(sql, values)) > 0;
  }

  private record Stored(
      LawfulRequestRow row,
      SealedBytes recipient,
      SealedBytes reference,
      Optional<SealedBytes> reason) {}

  private List<LawfulRequestRow> rows(String where, Object... values) {
    List<Stored> stored =
        jdbi.withHandle(
            handle -> {
              var query = handle.createQuery(SELECT + where);
              for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
              }
              return query.map(LawfulRequestRecords::stored).list();
            });
    return stored.stream().map(this::opened).toList();
  }

  private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
    return new Stored(
        new LawfulRequestRow(
            row.getLong("number"),
            row.getLong("request_ref"),
            row.getLong("company_ref"),
            row.getLong("subject_ref"),
            row.getString("basis"),
            List.of(row.getString("categories").split(",")),
            row.getLong("from_ms"),
            row.getLong("to_ms"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            State.valueOf(row.getString("state")),
            row.getLong("asked_by"),
            row.getLong("asked_ms"),
            row.getLong("decided_by"),
            row.getLong("decided_ms"),
            row.getLong("handed_ms")),
        new SealedBytes(row.getBytes("recipient")),
        new SealedBytes(row.getBytes("reference")),
        Optional.ofNullable(row.getBytes("reason")).map(SealedBytes::new));
  }

  private LawfulRequestRow opened(Stored stored) {
    LawfulRequestRow row = stored.row;
    Optional<Recipient> recipient =
        text.open(row.companyRef(), stored.recipient.bytes()).map(DisclosureRecords::recipient);
    return new LawfulRequestRow(
        row.number(),
        row.requestRef(),
        row.companyRef(),
        row.subjectRef(),
        row.basis(),
        row.categories(),
        row.fromMs(),
        row.toMs(),
        recipient,
        word(row.subjectRef(), Optional.of(stored.reference.bytes()), "reference"),
        word(row.subjectRef(), stored.reason.map(SealedBytes::bytes), "reason"),
        row.state(),
        row.askedBy(),
        row.askedMs(),
        row.decidedBy(),
        row.decidedMs(),
        row.handedMs());
  }

  private Optional<String> word(long ref, Optional<byte[]> sealed, String name) {
    return sealed.flatMap(blob -> text.open(ref, blob)).map(words -> words.getOrDefault(name, ""));
  }
}

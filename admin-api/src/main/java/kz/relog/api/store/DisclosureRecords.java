package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.store.DisclosureRow.Kind;
import kz.relog.api.store.DisclosureRow.Recipient;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The register of what was handed over. Rows are added and counted, never taken back. Any thread.
 */
public final class DisclosureRecords {
  private static final String SELECT =
      "SELECT number, disclosure_ref, company_ref, kind, source_ref, subject_ref, purpose, basis,"
          + " categories, recipient, by_ref, first_ms, last_ms, times FROM disclosure WHERE ";

  private static final byte[] NONE = new byte[0];

  private final Jdbi jdbi;
  private final SealedText text;
  private final OpenedRows<DisclosureRow> rows;

  DisclosureRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
    this.rows =
        new OpenedRows<>(
            jdbi,
            "recipient",
            DisclosureRecords::row,
            (row, bytes) ->
                row.to(text.open(row.companyRef(), bytes).map(DisclosureRecords::recipient)));
  }

  /** Writes a row, or counts the one of the same source and person once more. */
  public void note(long companyRef, DisclosureRow row) {
    byte[] recipient = row.recipient().map(who -> sealed(companyRef, who)).orElse(NONE);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO disclosure (disclosure_ref, company_ref, kind, source_ref, subject_ref,"
                    + " purpose, basis, categories, recipient, by_ref, first_ms, last_ms, times)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, X''), ?, ?, ?, ?)"
                    + " ON CONFLICT (kind, source_ref, subject_ref) DO UPDATE SET"
                    + " last_ms = excluded.last_ms, times = times + excluded.times,"
                    + " categories = CASE WHEN INSTR(',' || categories || ',',"
                    + " ',' || excluded.categories || ',') > 0 THEN categories"
                    + " ELSE categories || ',' || excluded.categories END",
                row.disclosureRef(),
                companyRef,
                row.kind().name(),
                row.sourceRef(),
                row.subjectRef(),
                row.purpose(),
                row.basis(),
                String.join(",", row.categories()),
                recipient,
                row.byRef(),
                row.firstMs(),
                row.lastMs(),
                row.times()));
  }

  /** At most {@code limit} rows of a company after a number, oldest first. */
  public List<DisclosureRow> list(long companyRef, long afterNumber, int limit) {
    return rows(
        "company_ref = ? AND number > ? ORDER BY number LIMIT ?", companyRef, afterNumber, limit);
  }

  /** The same of one person. */
  public List<DisclosureRow> listOf(long companyRef, long subjectRef, long afterNumber, int limit) {
    return rows(
        "company_ref = ? AND subject_ref = ? AND number > ? ORDER BY number LIMIT ?",
        companyRef,
        subjectRef,
        afterNumber,
        limit);
  }

  /** All of a person, whichever the company: a person's reference is in one company only. */
  public List<DisclosureRow> listOf(long subjectRef) {
    return rows("subject_ref = ? ORDER BY number", subjectRef);
  }

  private List<DisclosureRow> rows(String where, Object... values) {
    return rows.list(SELECT + where, values);
  }

  private static DisclosureRow row(ResultSet row, StatementContext context) throws SQLException {
    return new DisclosureRow(
        row.getLong("number"),
        row.getLong("disclosure_ref"),
        row.getLong("company_ref"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("source_ref"),
        row.getLong("subject_ref"),
        row.getString("purpose"),
        row.getString("basis"),
        Arrays.stream(row.getString("categories").split(",")).distinct().toList(),
        Optional.empty(),
        row.getLong("by_ref"),
        row.getLong("first_ms"),
        row.getLong("last_ms"),
        row.getLong("times"));
  }

  private byte[] sealed(long companyRef, Recipient who) {
    Map<String, String> words = new HashMap<>();
    words.put("name", who.name());
    who.address().ifPresent(address -> words.put("address", address));
    return text.seal(companyRef, words);
  }

  static Recipient recipient(Map<String, String> words) {
    return new Recipient(words.getOrDefault("name", ""), Optional.ofNullable(words.get("address")));
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Documents, and who accepted them. Any thread; calls block. */
public final class DocumentRecords {
  private static final String SELECT =
      "SELECT number, document_ref, kind, version, material, installed, published_ms, effective_ms,"
          + " announced_number FROM document";

  private final Jdbi jdbi;
  private volatile List<DocumentRow> all;

  DocumentRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.all = read();
  }

  /** All versions of all documents, oldest first: they are few, and asked for at each request. */
  public List<DocumentRow> all() {
    return all;
  }

  /**
   * Adds a version with its texts.
   *
   * @return whether it was added; false when its kind has a version of this name
   */
  public synchronized boolean add(DocumentRow row, List<DocumentText> texts) {
    boolean added =
        jdbi.inTransaction(
            handle -> {
              int rows =
                  handle.execute(
                      "INSERT OR IGNORE INTO document (document_ref, kind, version, material,"
                          + " installed, published_ms, effective_ms, announced_number)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      row.documentRef(),
                      row.kind(),
                      row.version(),
                      String.join(",", row.material().stream().sorted().toList()),
                      row.isInstalled() ? 1 : 0,
                      row.publishedMs(),
                      row.effectiveMs(),
                      row.announcedNumber());
              for (DocumentText text : rows == 0 ? List.<DocumentText>of() : texts) {
                handle.execute(
                    "INSERT INTO document_text (document_ref, language, title, body, hash)"
                        + " VALUES (?, ?, ?, ?, ?)",
                    row.documentRef(),
                    text.language(),
                    text.title(),
                    text.body(),
                    text.hash());
              }
              return rows > 0;
            });
    all = read();
    return added;
  }

  /** The texts of a version, by language. */
  public List<DocumentText> texts(long documentRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT language, title, body, hash FROM document_text WHERE document_ref = ?"
                        + " ORDER BY language")
                .bind(0, documentRef)
                .map(
                    (row, context) ->
                        new DocumentText(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list());
  }

  /** People up to this number have their notice about a version. */
  public synchronized void announced(long documentRef, long number) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE document SET announced_number = ? WHERE document_ref = ?",
                number,
                documentRef));
    all = read();
  }

  /** Does several things in one transaction of these records. */
  public void together(Runnable changes) {
    jdbi.useTransaction(handle -> changes.run());
  }

  /** Whether anybody accepted any version of a kind. */
  public boolean isAccepted(String kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM acceptance JOIN document USING (document_ref) WHERE kind = ?"
                        + " LIMIT 1")
                .bind(0, kind)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Writes down that a person accepted a version; the first time counts. */
  public void accept(long companyRef, long personRef, AcceptanceRow row) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT OR IGNORE INTO acceptance (company_ref, person_ref, document_ref, language,"
                    + " accepted_ms, receipt_ref) VALUES (?, ?, ?, ?, ?, ?)",
                companyRef,
                personRef,
                row.documentRef(),
                row.language(),
                row.acceptedMs(),
                row.receiptRef()));
  }

  /** What a person accepted, oldest first. */
  public List<AcceptanceRow> accepted(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT a.document_ref, d.kind, d.number, a.language, a.accepted_ms,"
                        + " a.receipt_ref FROM acceptance a JOIN document d USING (document_ref)"
                        + " WHERE a.company_ref = ? AND a.person_ref = ? ORDER BY a.number")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map(
                    (row, context) ->
                        new AcceptanceRow(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getLong(6)))
                .list());
  }

  /** The version of this reference. */
  public Optional<DocumentRow> find(long documentRef) {
    return all.stream().filter(row -> row.documentRef() == documentRef).findFirst();
  }

  private List<DocumentRow> read() {
    return jdbi.withHandle(
        handle -> handle.createQuery(SELECT + " ORDER BY number").map(DocumentRecords::row).list());
  }

  private static DocumentRow row(ResultSet row, StatementContext context) throws SQLException {
    String material = row.getString("material");
    return new DocumentRow(
        row.getLong("number"),
        row.getLong("document_ref"),
        row.getString("kind"),
        row.getString("version"),
        material.isEmpty() ? Set.of() : Set.of(material.split(",")),
        row.getInt("installed") != 0,
        row.getLong("published_ms"),
        row.getLong("effective_ms"),
        row.getLong("announced_number"));
  }
}

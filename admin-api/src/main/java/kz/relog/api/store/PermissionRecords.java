package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.spi.PermissionPurpose;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What each person permitted, and on what ground. The intervals of purposes that the road judges
 * are the projector's to write; the others, the evidence and the objections are written here. Any
 * thread; blocks.
 */
public final class PermissionRecords {
  /** Intervals of both kinds; a stranger's person has none. */
  private static final String INTERVALS =
      "SELECT i.purpose, i.from_ms, i.to_ms, i.to_device_ref, e.number, e.basis, e.document,"
          + " e.assessed_day, e.assessment, e.told_ref, e.by_person_ref, e.at_ms, e.receipt_ref"
          + " FROM (SELECT person_ref, purpose, from_ms, to_ms, to_device_ref, evidence"
          + " FROM permission UNION ALL SELECT person_ref, purpose, from_ms, to_ms, 0, evidence"
          + " FROM own_permission) i JOIN person p ON p.person_ref = i.person_ref"
          + " LEFT JOIN permission_evidence e ON e.number = i.evidence"
          + " WHERE p.company_ref = ? AND i.person_ref = ?";

  private final Jdbi jdbi;
  private final CompanyWords words;

  PermissionRecords(Jdbi jdbi, CompanyWords words) {
    this.jdbi = jdbi;
    this.words = words;
  }

  /** What is permitted now; at most one row per purpose. */
  public List<PermissionRow> current(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(INTERVALS + " AND i.to_ms IS NULL")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map((row, context) -> permission(companyRef, row))
                .list());
  }

  /** What is permitted now for one purpose. */
  public Optional<PermissionRow> current(
      long companyRef, long personRef, PermissionPurpose purpose) {
    return current(companyRef, personRef).stream()
        .filter(row -> row.purpose() == purpose)
        .findFirst();
  }

  /** What was and is permitted, in the order of its beginning. */
  public List<PermissionRow> history(long companyRef, long personRef, long skipped, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(INTERVALS + " ORDER BY i.from_ms, i.purpose LIMIT ? OFFSET ?")
                .bind(0, companyRef)
                .bind(1, personRef)
                .bind(2, limit)
                .bind(3, skipped)
                .map((row, context) -> permission(companyRef, row))
                .list());
  }

  /**
   * Somebody's consent that is in force.
   *
   * @param evidence to what
   */
  public record Consent(long companyRef, long personRef, EvidenceRow evidence) {
    @Override
    public String toString() {
      return "Consent";
    }
  }

  /** All consent in force, of all companies: for what ends it everywhere, never for one of them. */
  public List<Consent> consents() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT p.company_ref, i.person_ref, i.purpose, e.number, e.basis, e.document,"
                        + " e.assessed_day, e.assessment, e.told_ref, e.by_person_ref, e.at_ms,"
                        + " e.receipt_ref FROM (SELECT person_ref, purpose, evidence FROM permission"
                        + " WHERE to_ms IS NULL UNION ALL SELECT person_ref, purpose, evidence"
                        + " FROM own_permission WHERE to_ms IS NULL) i"
                        + " JOIN person p USING (person_ref)"
                        + " JOIN permission_evidence e ON e.number = i.evidence"
                        + " WHERE e.basis = ?")
                .bind(0, Basis.CONSENT.word())
                .map(
                    (row, context) -> {
                      long companyRef = row.getLong("company_ref");
                      PermissionPurpose purpose =
                          PermissionPurpose.of(row.getString("purpose")).orElseThrow();
                      return new Consent(
                          companyRef,
                          row.getLong("person_ref"),
                          evidence(companyRef, purpose, row));
                    })
                .list());
  }

  /** The purposes that are paused now. */
  public Set<PermissionPurpose> paused(long companyRef, long personRef) {
    Set<PermissionPurpose> paused = EnumSet.noneOf(PermissionPurpose.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT q.purpose FROM pause q JOIN person p USING (person_ref)"
                        + " WHERE p.company_ref = ? AND q.person_ref = ? AND q.to_ms IS NULL")
                .bind(0, companyRef)
                .bind(1, personRef)
                .mapTo(String.class)
                .forEach(word -> PermissionPurpose.of(word).ifPresent(paused::add)));
    return paused;
  }

  /**
   * Writes on what ground the road is going to be told of a grant.
   *
   * @return its number
   */
  public long putEvidence(long companyRef, long personRef, EvidenceRow evidence) {
    byte[] sealed =
        evidence.basis() == Basis.CONSENT ? null : words.seal(companyRef, evidence.assessment());
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO permission_evidence (company_ref, person_ref, purpose, basis,"
                        + " document, assessed_day, assessment, told_ref, by_person_ref, at_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, companyRef)
                .bind(1, personRef)
                .bind(2, evidence.purpose().word())
                .bind(3, evidence.basis().word())
                .bind(4, evidence.document())
                .bind(5, evidence.assessedDay().isEmpty() ? null : evidence.assessedDay())
                .bind(6, sealed)
                .bind(7, boxed(evidence.toldRef()))
                .bind(8, evidence.byPersonRef())
                .bind(9, evidence.atMs())
                .executeAndReturnGeneratedKeys("number")
                .mapTo(Long.class)
                .one());
  }

  /** Takes back the evidence of a grant that the road refused. */
  public void dropEvidence(long companyRef, long number) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM permission_evidence WHERE company_ref = ? AND number = ?",
                companyRef,
                number));
  }

  /** Says which receipt the person got for it. */
  public void setReceipt(long companyRef, long number, long receiptRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE permission_evidence SET receipt_ref = ? WHERE company_ref = ?"
                    + " AND number = ? AND receipt_ref IS NULL",
                receiptRef,
                companyRef,
                number));
  }

  /** Begins to permit a purpose that the road does not know; on other grounds it begins anew. */
  public void grantOwn(
      long companyRef, long personRef, PermissionPurpose purpose, long number, long atMs) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE own_permission SET to_ms = ? WHERE company_ref = ? AND person_ref = ?"
                  + " AND purpose = ? AND to_ms IS NULL",
              atMs,
              companyRef,
              personRef,
              purpose.word());
          handle.execute(
              "INSERT INTO own_permission (company_ref, person_ref, purpose, from_ms, evidence)"
                  + " VALUES (?, ?, ?, ?, ?)",
              companyRef,
              personRef,
              purpose.word(),
              atMs,
              number);
        });
  }

  /** Ends the permission of a purpose that the road does not know. */
  public void withdrawOwn(long companyRef, long personRef, PermissionPurpose purpose, long atMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE own_permission SET to_ms = ? WHERE company_ref = ? AND person_ref = ?"
                    + " AND purpose = ? AND to_ms IS NULL",
                atMs,
                companyRef,
                personRef,
                purpose.word()));
  }

  /** Writes that a person objects to a use that needs no consent. */
  public void putObjection(long companyRef, long personRef, PermissionPurpose purpose, long atMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO objection (company_ref, person_ref, purpose, at_ms)"
                    + " VALUES (?, ?, ?, ?)",
                companyRef,
                personRef,
                purpose.word(),
                atMs));
  }

  /** When the person last objected to a purpose; Unix epoch ms UTC. */
  public OptionalLong lastObjectionMs(long companyRef, long personRef, PermissionPurpose purpose) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT at_ms FROM objection WHERE company_ref = ? AND person_ref = ?"
                        + " AND purpose = ? ORDER BY number DESC LIMIT 1")
                .bind(0, companyRef)
                .bind(1, personRef)
                .bind(2, purpose.word())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
  }

  private PermissionRow permission(long companyRef, ResultSet row) throws SQLException {
    PermissionPurpose purpose = PermissionPurpose.of(row.getString("purpose")).orElseThrow();
    row.getLong("number");
    Optional<EvidenceRow> evidence =
        row.wasNull() ? Optional.empty() : Optional.of(evidence(companyRef, purpose, row));
    return new PermissionRow(
        purpose,
        row.getLong("from_ms"),
        number(row, "to_ms"),
        row.getLong("to_device_ref"),
        evidence);
  }

  private EvidenceRow evidence(long companyRef, PermissionPurpose purpose, ResultSet row)
      throws SQLException {
    byte[] sealed = row.getBytes("assessment");
    String day = row.getString("assessed_day");
    return new EvidenceRow(
        row.getLong("number"),
        purpose,
        Basis.of(row.getString("basis")).orElseThrow(),
        row.getString("document"),
        day == null ? "" : day,
        sealed == null
            ? ""
            : words.openAll(companyRef, List.of(new SealedBytes(sealed))).get(0).orElse(""),
        number(row, "told_ref"),
        row.getLong("by_person_ref"),
        row.getLong("at_ms"),
        number(row, "receipt_ref"));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What people asked, and the answers, sealed under their keys. Any thread; calls block. */
public final class QuestionRecords {
  private static final String SELECT =
      "SELECT number, question_ref, person_ref, asked_ms, answered_ms, question, answer"
          + " FROM question WHERE company_ref = :company";

  private final Jdbi jdbi;
  private final RecordSealer sealer;

  QuestionRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Writes a question down. */
  public void ask(long companyRef, long personRef, long questionRef, String question, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO question (question_ref, company_ref, person_ref, asked_ms,"
                    + " answered_ms, question) VALUES (?, ?, ?, ?, 0, ?)",
                questionRef,
                companyRef,
                personRef,
                nowMs,
                seal(personRef, question)));
  }

  /**
   * Answers a question; a later answer replaces an earlier one.
   *
   * @return whether the company has it
   */
  public boolean answer(QuestionRow row, long companyRef, String answer, long nowMs) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE question SET answer = ?, answered_ms = ?"
                        + " WHERE company_ref = ? AND question_ref = ?",
                    seal(row.personRef(), answer),
                    nowMs,
                    companyRef,
                    row.questionRef()))
        > 0;
  }

  /** The question of a company. */
  public Optional<QuestionRow> find(long companyRef, long questionRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " AND question_ref = :question")
                .bind("company", companyRef)
                .bind("question", questionRef)
                .map((row, context) -> opened(row))
                .findOne());
  }

  /** At most {@code limit} questions of a company after a number, oldest first. */
  public List<QuestionRow> ofCompany(long companyRef, long afterNumber, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " AND number > :after ORDER BY number LIMIT :limit")
                .bind("company", companyRef)
                .bind("after", afterNumber)
                .bind("limit", limit)
                .map((row, context) -> opened(row))
                .list());
  }

  /** At most {@code limit} questions of a person after a number, oldest first. */
  public List<QuestionRow> ofPerson(long companyRef, long personRef, long afterNumber, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " AND person_ref = :person AND number > :after ORDER BY number"
                        + " LIMIT :limit")
                .bind("company", companyRef)
                .bind("person", personRef)
                .bind("after", afterNumber)
                .bind("limit", limit)
                .map((row, context) -> opened(row))
                .list());
  }

  private byte[] seal(long personRef, String text) {
    return sealer.seal(personRef, text.getBytes(StandardCharsets.UTF_8));
  }

  private QuestionRow opened(ResultSet row) throws SQLException {
    long personRef = row.getLong("person_ref");
    return new QuestionRow(
        row.getLong("number"),
        row.getLong("question_ref"),
        personRef,
        row.getLong("asked_ms"),
        row.getLong("answered_ms"),
        open(personRef, row.getBytes("question")),
        open(personRef, row.getBytes("answer")));
  }

  private Optional<String> open(long personRef, byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes)
        .flatMap(one -> sealer.open(personRef, one))
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }
}

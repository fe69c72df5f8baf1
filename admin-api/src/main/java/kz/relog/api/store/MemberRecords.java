package kz.relog.api.store;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The members of all companies, by reference alone: whoever is told of a document, is told whatever
 * the company. Any thread; blocks.
 */
public final class MemberRecords {
  private final Jdbi jdbi;

  MemberRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A member.
   *
   * @param number grows with each one
   * @param companyRef the company
   * @param personRef the person
   */
  public record Member(long number, long companyRef, long personRef) {}

  /** At most {@code limit} members after a number, in the order of their coming. */
  public List<Member> after(long number, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT number, company_ref, person_ref FROM person"
                        + " WHERE state = 'ACTIVE' AND number > ? ORDER BY number LIMIT ?")
                .bind(0, number)
                .bind(1, limit)
                .map((row, context) -> new Member(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list());
  }
}

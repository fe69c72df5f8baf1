package kz.relog.api.store;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Links in marketing mails, as hashes, and the campaigns they were part of. Any thread; blocks. */
public final class OptOutRecords {
  private final Jdbi jdbi;

  OptOutRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Whom a link is for.
   *
   * @param companyRef the company
   * @param personRef the person
   */
  public record Link(long companyRef, long personRef) {}

  /** Keeps a link. */
  public void add(byte[] hash, Link link, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO opt_out_link (hash, company_ref, person_ref, created_ms)"
                    + " VALUES (?, ?, ?, ?)",
                hash,
                link.companyRef(),
                link.personRef(),
                nowMs));
  }

  /** Whom a link is for; empty when it is none. */
  public Optional<Link> find(byte[] hash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT company_ref, person_ref FROM opt_out_link WHERE hash = ?")
                .bind(0, hash)
                .map((row, context) -> new Link(row.getLong(1), row.getLong(2)))
                .findOne());
  }

  /** Deletes the links made before this. */
  public void forgetBefore(long createdMs) {
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM opt_out_link WHERE created_ms < ?", createdMs));
  }

  /** Deletes the links of a person. */
  public void forget(long companyRef, long personRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM opt_out_link WHERE company_ref = ? AND person_ref = ?",
                companyRef,
                personRef));
  }

  /** Writes down that a campaign was queued. */
  public void addCampaign(long campaignRef, long nowMs, long recipients) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO campaign (campaign_ref, created_ms, recipients) VALUES (?, ?, ?)",
                campaignRef,
                nowMs,
                recipients));
  }
}

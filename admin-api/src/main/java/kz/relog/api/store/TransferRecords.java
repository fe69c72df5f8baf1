package kz.relog.api.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Announced transfers of the business, and how far people were told. Any thread; blocks. */
public final class TransferRecords {
  private final Jdbi jdbi;
  private final SealedText text;

  TransferRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /**
   * An announced transfer.
   *
   * @param transferRef names it
   * @param recipient the company that the service passes to
   * @param atMs when, Unix epoch ms UTC
   * @param told the number of the last person who was told
   */
  public record Transfer(long transferRef, String recipient, long atMs, long told) {}

  /**
   * Whom to tell next.
   *
   * @param number place in the order of coming
   * @param companyRef the person's company
   * @param personRef the person
   */
  public record Member(long number, long companyRef, long personRef) {}

  /** Announces a transfer. */
  public void announce(Transfer transfer, long nowMs) {
    byte[] sealed = text.seal(transfer.transferRef(), Map.of("recipient", transfer.recipient()));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO business_transfer (transfer_ref, recipient, at_ms, announced_ms, told,"
                    + " complete) VALUES (?, ?, ?, ?, 0, 0)",
                transfer.transferRef(),
                sealed,
                transfer.atMs(),
                nowMs));
  }

  /** A transfer of which not everybody has been told. */
  public Optional<Transfer> findUntold() {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT transfer_ref, recipient, at_ms, told FROM business_transfer"
                            + " WHERE complete = 0 ORDER BY announced_ms LIMIT 1")
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getBytes(2),
                                new Transfer(row.getLong(1), "", row.getLong(3), row.getLong(4))))
                    .findOne())
        .flatMap(
            stored ->
                text.open(stored.getValue().transferRef(), stored.getKey())
                    .map(
                        words ->
                            new Transfer(
                                stored.getValue().transferRef(),
                                words.getOrDefault("recipient", ""),
                                stored.getValue().atMs(),
                                stored.getValue().told())));
  }

  /** At most {@code limit} members of any company after a number: the service is everybody's. */
  public List<Member> membersAfter(long number, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT number, company_ref, person_ref FROM person WHERE number > ?"
                        + " AND state = 'ACTIVE' ORDER BY number LIMIT ?")
                .bind(0, number)
                .bind(1, limit)
                .map((row, context) -> new Member(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list());
  }

  /** Notes up to whom people were told. */
  public void noteTold(long transferRef, long number, boolean complete) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE business_transfer SET told = ?, complete = ? WHERE transfer_ref = ?",
                number,
                complete,
                transferRef));
  }
}

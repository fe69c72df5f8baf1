package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;

/** Receipts, sealed, and the key that signs them. Any thread; calls block. */
public final class ReceiptRecords {
  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final long installationRef;

  ReceiptRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.installationRef =
        jdbi.withHandle(
            handle -> handle.createQuery("SELECT ref FROM installation").mapTo(Long.class).one());
  }

  /** Makes a pair of keys. */
  @FunctionalInterface
  public interface KeyMaker {
    /** The public key, then the private one, both encoded. */
    List<byte[]> make();
  }

  /** The key pair of this installation, public and private; made at first. */
  public synchronized List<byte[]> keyPair(KeyMaker maker, long nowMs) {
    return jdbi.inTransaction(
        handle -> {
          Optional<List<byte[]>> found =
              handle
                  .createQuery("SELECT public_key, sealed FROM signing_key")
                  .map((row, context) -> List.of(row.getBytes(1), row.getBytes(2)))
                  .findOne();
          if (found.isPresent()) {
            byte[] plain =
                sealer
                    .open(installationRef, found.get().get(1))
                    .orElseThrow(
                        () -> new IllegalStateException("the key of the receipts is destroyed"));
            return List.of(found.get().get(0), plain);
          }
          List<byte[]> made = maker.make();
          handle.execute(
              "INSERT INTO signing_key (id, public_key, sealed, created_ms) VALUES (1, ?, ?, ?)",
              made.get(0),
              sealer.seal(installationRef, made.get(1)),
              nowMs);
          return made;
        });
  }

  /** Writes a receipt down. */
  public void add(long companyRef, long personRef, ReceiptRow row, String receipt) {
    byte[] content = sealer.seal(personRef, receipt.getBytes(StandardCharsets.UTF_8));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO receipt (receipt_ref, company_ref, person_ref, event, created_ms,"
                    + " sealed) VALUES (?, ?, ?, ?, ?, ?)",
                row.receiptRef(),
                companyRef,
                personRef,
                row.event(),
                row.createdMs(),
                content));
  }

  /** At most {@code limit} receipts of a person after a number, oldest first. */
  public List<ReceiptRow> ofPerson(long companyRef, long personRef, long afterNumber, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT number, receipt_ref, event, created_ms FROM receipt"
                        + " WHERE company_ref = ? AND person_ref = ? AND number > ?"
                        + " ORDER BY number LIMIT ?")
                .bind(0, companyRef)
                .bind(1, personRef)
                .bind(2, afterNumber)
                .bind(3, limit)
                .map(
                    (row, context) ->
                        new ReceiptRow(
                            row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4)))
                .list());
  }

  /** A receipt of a person; empty when there is none, or its person is erased. */
  public Optional<String> find(long companyRef, long personRef, long receiptRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT sealed FROM receipt WHERE company_ref = ? AND person_ref = ?"
                            + " AND receipt_ref = ?")
                    .bind(0, companyRef)
                    .bind(1, personRef)
                    .bind(2, receiptRef)
                    .mapTo(byte[].class)
                    .findOne())
        .flatMap(bytes -> sealer.open(personRef, bytes))
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }
}

package kz.relog.api.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * The audit's table, append-only. Any thread; one writes at a time, which is the records' own lock;
 * calls block.
 */
public final class AuditRecords {
  /** Kind of a network's hash, see {@link RecordSealer#lookup}. */
  private static final String PEER = "peer";

  /** So many random bytes make a network's hash say nothing once they are gone. */
  private static final int SALT_BYTES = 16;

  private static final String COLUMNS =
      "number, at_ms, actor, company_ref, person_ref, session_ref, action, object_kind, object_ref,"
          + " subject_ref, purpose, outcome, peer_hash, hash, peer";

  private final Jdbi jdbi;
  private final RecordSealer sealer;
  private final Path headFile;
  private final long installationRef;
  private final SecureRandom random = new SecureRandom();

  /** Over a pool of its own, so that no other transaction of this thread is joined. */
  AuditRecords(Jdbi jdbi, RecordSealer sealer, Path headFile) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.headFile = headFile;
    this.installationRef =
        jdbi.withHandle(
            handle -> handle.createQuery("SELECT ref FROM installation").mapTo(Long.class).one());
  }

  /** A network with the salt that its hash was made with. */
  private static final class Peer {
    final byte[] hash;
    final byte[] content;

    Peer(byte[] hash, byte[] content) {
      this.hash = hash;
      this.content = content;
    }
  }

  /**
   * Adds rows to the chain; all are durable when this returns, and the head beside them.
   *
   * @param rows their numbers are given here
   */
  public void append(List<AuditRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Optional<Peer>> peers = rows.stream().map(row -> row.peer().map(this::seal)).toList();
    AuditHead head =
        jdbi.inTransaction(
            handle -> {
              AuditLink last = last(handle);
              for (int i = 0; i < rows.size(); i++) {
                last = insert(handle, last, rows.get(i), peers.get(i));
              }
              return AuditHead.of(last.number(), last.hash());
            });
    head.write(headFile);
  }

  /** The end of the chain as the table has it. */
  public AuditHead head() {
    AuditLink last = jdbi.withHandle(AuditRecords::last);
    return AuditHead.of(last.number(), last.hash());
  }

  /**
   * At most {@code limit} rows of a company, newest first.
   *
   * @param companyRef 0 for the installation's own
   * @param beforeNumber 0 for the newest
   * @param action empty for all
   */
  public List<AuditRow> ofCompany(
      long companyRef,
      long beforeNumber,
      int limit,
      OptionalLong subject,
      Optional<String> action) {
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM audit WHERE company_ref = :company AND number < :before"
            + (subject.isPresent() ? " AND subject_ref = :subject" : "")
            + (action.isPresent() ? " AND action = :action" : "")
            + " ORDER BY number DESC LIMIT :limit";
    return jdbi.withHandle(
        handle -> {
          Query query =
              handle
                  .createQuery(sql)
                  .bind("company", companyRef)
                  .bind("before", beforeNumber == 0 ? Long.MAX_VALUE : beforeNumber)
                  .bind("limit", limit);
          subject.ifPresent(ref -> query.bind("subject", ref));
          action.ifPresent(word -> query.bind("action", word));
          return query.map((row, context) -> opened(row)).list();
        });
  }

  /** At most {@code limit} rows of a company about one person, newest first. */
  public List<AuditRow> aboutPerson(
      long companyRef, long subjectRef, long beforeNumber, int limit) {
    return ofCompany(
        companyRef, beforeNumber, limit, OptionalLong.of(subjectRef), Optional.empty());
  }

  /** Forgets the networks of rows before this time; the chain still holds. */
  public int clearPeersBefore(long atMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE audit SET peer = NULL WHERE peer IS NOT NULL AND at_ms < ?", atMs));
  }

  /** Forgets the networks that a person came from; the chain still holds. */
  public int clearPeersOf(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE audit SET peer = NULL WHERE peer IS NOT NULL AND company_ref = ?"
                    + " AND person_ref = ?",
                companyRef,
                personRef));
  }

  private Peer seal(String network) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String salted = Base64.getEncoder().encodeToString(salt) + " " + network;
    return new Peer(
        sealer.lookup(PEER, salted),
        sealer.seal(installationRef, salted.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<String> open(byte[] sealed) {
    return sealer
        .open(installationRef, sealed)
        .map(plain -> new String(plain, StandardCharsets.UTF_8))
        .map(salted -> salted.substring(salted.indexOf(' ') + 1));
  }

  private static AuditLink last(Handle handle) {
    return handle
        .createQuery("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        .map((row, context) -> new AuditLink(row.getLong(1), row.getBytes(2)))
        .findOne()
        .orElseGet(() -> new AuditLink(0, AuditHash.start()));
  }

  private static AuditLink insert(
      Handle handle, AuditLink last, AuditRow given, Optional<Peer> peer) {
    AuditRow row = numbered(given, last.number() + 1);
    byte[] peerHash = peer.map(one -> one.hash).orElseGet(() -> new byte[0]);
    byte[] hash = AuditHash.of(last.hash(), row, peerHash);
    handle.execute(
        "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.number(),
        row.atMs(),
        row.actor(),
        row.companyRef(),
        row.personRef(),
        row.sessionRef(),
        row.action(),
        row.objectKind(),
        row.objectRef(),
        row.subjectRef(),
        row.purpose(),
        row.outcome(),
        peerHash,
        hash,
        peer.map(one -> one.content).orElse(null));
    return new AuditLink(row.number(), hash);
  }

  private static AuditRow numbered(AuditRow row, long number) {
    return new AuditRow(
        number,
        row.atMs(),
        row.actor(),
        row.companyRef(),
        row.personRef(),
        row.sessionRef(),
        row.action(),
        row.objectKind(),
        row.objectRef(),
        row.subjectRef(),
        row.purpose(),
        row.outcome(),
        row.peer());
  }

  private AuditRow opened(ResultSet row) throws SQLException {
    return AuditLink.row(row, Optional.ofNullable(row.getBytes("peer")).flatMap(this::open));
  }
}

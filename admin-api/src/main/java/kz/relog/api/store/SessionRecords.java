package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Role;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Sessions of people, found by the hash of their token. Any thread; blocks. */
public final class SessionRecords {
  private static final String SELECT =
      "SELECT s.session_ref, s.account_ref, s.company_ref, s.person_ref, p.role, p.state,"
          + " s.idle_ms, s.sealed, s.created_ms, s.used_ms,"
          + " MIN(s.expires_ms, IFNULL(p.ended_ms + :window, s.expires_ms)) AS expires_ms"
          + " FROM session s JOIN person p USING (person_ref)"
          + " WHERE (p.state = 'ACTIVE' OR p.state = 'ENDED' AND p.ended_ms + :window > :now)"
          + " AND s.expires_ms > :now AND s.used_ms + s.idle_ms > :now AND ";

  private final Jdbi jdbi;
  private final SealedText text;

  SessionRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /**
   * When it is asked.
   *
   * @param nowMs Unix epoch ms UTC
   * @param windowMs how long people whose membership ended can still be let in
   */
  public record Moment(long nowMs, long windowMs) {}

  /**
   * Keeps a new session; those of the same account that have ended go.
   *
   * @param inForceMax sessions of the account in force; the least used ends for this one
   */
  public void open(String hash, SessionRow row, int inForceMax) {
    byte[] sealed = text.seal(row.personRef(), row.origin());
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM session WHERE account_ref = ?"
                  + " AND (expires_ms <= ? OR used_ms + idle_ms <= ?)",
              row.accountRef(),
              row.createdMs(),
              row.createdMs());
          handle.execute(
              "DELETE FROM session WHERE session_ref IN (SELECT session_ref FROM session"
                  + " WHERE account_ref = ? ORDER BY used_ms DESC, session_ref LIMIT -1 OFFSET ?)",
              row.accountRef(),
              inForceMax - 1);
          handle.execute(
              "INSERT INTO session (session_ref, hash, account_ref, company_ref, person_ref,"
                  + " idle_ms, sealed, created_ms, used_ms, expires_ms)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              row.sessionRef(),
              HexFormat.of().parseHex(hash),
              row.accountRef(),
              row.companyRef(),
              row.personRef(),
              row.idleMs(),
              sealed,
              row.createdMs(),
              row.usedMs(),
              row.expiresMs());
        });
  }

  /** The session of a token; empty when it has ended. Where it was opened is not read. */
  public Optional<SessionRow> find(String hash, Moment moment) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "s.hash = :hash")
                    .bind("now", moment.nowMs)
                    .bind("window", moment.windowMs)
                    .bind("hash", HexFormat.of().parseHex(hash))
                    .map(SessionRecords::raw)
                    .findOne())
        .map(Raw::row);
  }

  /** The sessions of a person, the newest first. */
  public List<SessionRow> list(long companyRef, long personRef, Moment moment) {
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        SELECT
                            + "s.company_ref = :company AND s.person_ref = :person"
                            + " ORDER BY s.created_ms DESC, s.session_ref")
                    .bind("now", moment.nowMs)
                    .bind("window", moment.windowMs)
                    .bind("company", companyRef)
                    .bind("person", personRef)
                    .map(SessionRecords::raw)
                    .list())
        .stream()
        .map(this::opened)
        .toList();
  }

  /** Notes that a session was used. */
  public void touch(long sessionRef, long usedMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE session SET used_ms = ? WHERE session_ref = ?", usedMs, sessionRef));
  }

  /** Ends one session of a person; false when the person has no such session. */
  public boolean end(long companyRef, long personRef, long sessionRef) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "DELETE FROM session WHERE company_ref = ? AND person_ref = ?"
                        + " AND session_ref = ?",
                    companyRef,
                    personRef,
                    sessionRef)
                == 1);
  }

  /** Ends all sessions of an account, in every company. */
  public void endAll(long accountRef) {
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM session WHERE account_ref = ?", accountRef));
  }

  private record Raw(SessionRow row, Blob sealed) {}

  private static Raw raw(ResultSet row, StatementContext context) throws SQLException {
    return new Raw(
        new SessionRow(
            row.getLong("session_ref"),
            row.getLong("account_ref"),
            row.getLong("company_ref"),
            row.getLong("person_ref"),
            Role.valueOf(row.getString("role")),
            row.getString("state").equals("ENDED"),
            row.getLong("idle_ms"),
            Map.of(),
            row.getLong("created_ms"),
            row.getLong("used_ms"),
            row.getLong("expires_ms")),
        new Blob(row.getBytes("sealed")));
  }

  private SessionRow opened(Raw raw) {
    SessionRow row = raw.row;
    return new SessionRow(
        row.sessionRef(),
        row.accountRef(),
        row.companyRef(),
        row.personRef(),
        row.role(),
        row.isEnded(),
        row.idleMs(),
        text.open(row.personRef(), raw.sealed.bytes).orElse(Map.of()),
        row.createdMs(),
        row.usedMs(),
        row.expiresMs());
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Logins: one per e-mail address, of no company. An account exists only once its address is
 * verified. Any thread; blocks.
 */
public final class AccountRecords {
  private static final String SELECT = "SELECT a.account_ref, a.sealed, a.password FROM account a ";

  private final Jdbi jdbi;
  private final SealedText text;

  AccountRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /** The account of an address in its normal form. */
  public Optional<AccountRow> findByEmail(String email) {
    byte[] lookup = text.emailLookup(email);
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE a.email_lookup = ?")
                    .bind(0, lookup)
                    .map(AccountRecords::raw)
                    .findOne())
        .map(this::opened);
  }

  /** The account. */
  public Optional<AccountRow> find(long accountRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE a.account_ref = ?")
                    .bind(0, accountRef)
                    .map(AccountRecords::raw)
                    .findOne())
        .map(this::opened);
  }

  /** The account of a person; empty while pending. */
  public Optional<AccountRow> ofPerson(long companyRef, long personRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        SELECT
                            + "JOIN person p USING (account_ref)"
                            + " WHERE p.company_ref = ? AND p.person_ref = ?")
                    .bind(0, companyRef)
                    .bind(1, personRef)
                    .map(AccountRecords::raw)
                    .findOne())
        .map(this::opened);
  }

  /** The account that a session was opened with. */
  public OptionalLong ofSession(long sessionRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT account_ref FROM session WHERE session_ref = ?")
                    .bind(0, sessionRef)
                    .mapTo(Long.class)
                    .findOne())
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Puts a new hash and ends the sessions of the account except one, in one step; mailed tokens to
   * reset it die too.
   *
   * @param keptSession the session that goes on; 0 for none
   */
  public void changePassword(long accountRef, String password, long keptSession, long nowMs) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE account SET password = ?, password_ms = ? WHERE account_ref = ?",
              password,
              nowMs,
              accountRef);
          handle.execute(
              "DELETE FROM session WHERE account_ref = ? AND session_ref <> ?",
              accountRef,
              keptSession);
          handle.execute(
              "DELETE FROM mail_token WHERE account_ref = ? AND purpose = 'RESET'", accountRef);
        });
  }

  /**
   * Uses a token of a new address: the login moves there, and the old address goes into the history
   * of the person who asked.
   *
   * @return false when the token was used, or another login took the address, meanwhile
   */
  public boolean moveTo(MailToken token, String before, long nowMs) {
    String email = token.email().orElseThrow();
    byte[] lookup = text.emailLookup(email);
    byte[] sealed = text.seal(token.accountRef(), Map.of("email", email));
    byte[] past = text.seal(token.personRef(), Map.of("before", before));
    return jdbi.inTransaction(
        handle -> {
          if (handle.execute(
                  "DELETE FROM mail_token WHERE hash = ?", MailTokenRecords.bytes(token.hash()))
              == 0) {
            return false;
          }
          int moved =
              handle.execute(
                  "UPDATE account SET email_lookup = ?, sealed = ? WHERE account_ref = ?"
                      + " AND NOT EXISTS (SELECT 1 FROM account WHERE email_lookup = ?)",
                  lookup,
                  sealed,
                  token.accountRef(),
                  lookup);
          if (moved == 1) {
            handle.execute(
                "INSERT INTO profile_change (company_ref, person_ref, field, sealed, changed_ms)"
                    + " VALUES (?, ?, 'email', ?, ?)",
                token.companyRef(),
                token.personRef(),
                past,
                nowMs);
          }
          return moved == 1;
        });
  }

  /** Replaces a hash by one of the same password, unless the password has changed since. */
  public void rehash(long accountRef, String before, String password) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE account SET password = ? WHERE account_ref = ? AND password = ?",
                password,
                accountRef,
                before));
  }

  private record Raw(long accountRef, Blob sealed, Optional<String> password) {}

  private static Raw raw(ResultSet row, StatementContext context) throws SQLException {
    return new Raw(
        row.getLong("account_ref"),
        new Blob(row.getBytes("sealed")),
        Optional.ofNullable(row.getString("password")));
  }

  private AccountRow opened(Raw raw) {
    Optional<Map<String, String>> texts = text.open(raw.accountRef, raw.sealed.bytes);
    return new AccountRow(
        raw.accountRef, texts.map(all -> all.getOrDefault("email", "")), raw.password);
  }
}

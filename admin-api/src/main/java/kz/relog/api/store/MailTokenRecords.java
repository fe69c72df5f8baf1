package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens that were mailed, found by the hash of what was mailed. Any thread; blocks. */
public final class MailTokenRecords {
  private static final String SELECT =
      "SELECT hash, purpose, company_ref, person_ref, account_ref, sealed, password, sent_ms,"
          + " expires_ms FROM mail_token ";

  private final Jdbi jdbi;
  private final SealedText text;

  MailTokenRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /** The token, if it is good for one of these purposes. */
  public Optional<MailToken> find(String hash, long nowMs, MailToken.Purpose purpose) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE hash = ? AND purpose = ? AND expires_ms > ?")
                    .bind(0, bytes(hash))
                    .bind(1, purpose.name())
                    .bind(2, nowMs)
                    .map(MailTokenRecords::raw)
                    .findOne())
        .map(this::opened);
  }

  /** The registrations of an address that wait for it to be verified, late ones included. */
  public List<MailToken> registrations(String email) {
    byte[] lookup = text.emailLookup(email);
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        SELECT + "WHERE email_lookup = ? AND purpose = 'VERIFY' ORDER BY sent_ms")
                    .bind(0, lookup)
                    .map(MailTokenRecords::raw)
                    .list())
        .stream()
        .map(this::opened)
        .toList();
  }

  /** Puts a token about an account alone; the one of the same purpose before it dies. */
  public void put(MailToken token) {
    long sealRef = token.accountRef();
    Row row = row(token, sealRef);
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM mail_token WHERE account_ref = ? AND purpose = ?",
              token.accountRef(),
              token.purpose().name());
          insert(handle, row);
        });
  }

  /** Puts another token in place of one, for the same person. */
  public void replace(String hash, MailToken token) {
    Row row = row(token, token.personRef());
    jdbi.useTransaction(
        handle -> {
          if (handle.execute("DELETE FROM mail_token WHERE hash = ?", bytes(hash)) == 1) {
            insert(handle, row);
          }
        });
  }

  /** Uses a token up; false when it was used meanwhile. */
  public boolean use(String hash) {
    return jdbi.withHandle(
        handle -> handle.execute("DELETE FROM mail_token WHERE hash = ?", bytes(hash)) == 1);
  }

  /** A token ready for a transaction. */
  record Row(MailToken token, Blob emailLookup, Blob sealed) {}

  Row row(MailToken token, long sealRef) {
    String email = token.email().orElseThrow();
    return new Row(
        token,
        new Blob(text.emailLookup(email)),
        new Blob(text.seal(sealRef, Map.of("email", email))));
  }

  static void insert(Handle handle, Row row) {
    MailToken token = row.token;
    handle
        .createUpdate(
            "INSERT INTO mail_token (hash, purpose, company_ref, person_ref, account_ref,"
                + " email_lookup, sealed, password, sent_ms, expires_ms)"
                + " VALUES (?, ?, NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?, ?)")
        .bind(0, bytes(token.hash()))
        .bind(1, token.purpose().name())
        .bind(2, token.companyRef())
        .bind(3, token.personRef())
        .bind(4, token.accountRef())
        .bind(5, row.emailLookup.bytes)
        .bind(6, row.sealed.bytes)
        .bind(7, token.password().orElse(null))
        .bind(8, token.sentMs())
        .bind(9, token.expiresMs())
        .execute();
  }

  static byte[] bytes(String hash) {
    return HexFormat.of().parseHex(hash);
  }

  private record Raw(MailToken token, Blob sealed) {}

  private static Raw raw(ResultSet row, StatementContext context) throws SQLException {
    return new Raw(
        new MailToken(
            HexFormat.of().formatHex(row.getBytes("hash")),
            MailToken.Purpose.valueOf(row.getString("purpose")),
            row.getLong("company_ref"),
            row.getLong("person_ref"),
            row.getLong("account_ref"),
            Optional.empty(),
            Optional.ofNullable(row.getString("password")),
            row.getLong("sent_ms"),
            row.getLong("expires_ms")),
        new Blob(row.getBytes("sealed")));
  }

  private MailToken opened(Raw raw) {
    MailToken token = raw.token;
    long sealRef =
        switch (token.purpose()) {
          case VERIFY, INVITE -> token.personRef();
          case EMAIL, RESET -> token.accountRef();
        };
    return new MailToken(
        token.hash(),
        token.purpose(),
        token.companyRef(),
        token.personRef(),
        token.accountRef(),
        text.open(sealRef, raw.sealed.bytes).map(texts -> texts.getOrDefault("email", "")),
        token.password(),
        token.sentMs(),
        token.expiresMs());
  }
}

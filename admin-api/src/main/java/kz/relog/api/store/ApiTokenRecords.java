package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import kz.relog.api.access.Scope;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Machines' tokens of companies, found by their hash. Any thread; blocks. */
public final class ApiTokenRecords {
  private static final String SELECT =
      "SELECT number, token_ref, company_ref, made_by, scopes, sealed, created_ms, used_ms,"
          + " expires_ms FROM api_token ";

  private final Jdbi jdbi;
  private final SealedText text;

  ApiTokenRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /**
   * Keeps a new token; those of the company that are over go.
   *
   * @param inForceMax tokens of the company in force, this one included
   * @return false when there are too many
   */
  public boolean add(long companyRef, String hash, ApiTokenRow row, int inForceMax) {
    byte[] sealed = text.seal(companyRef, Map.of("name", row.name().orElseThrow()));
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM api_token WHERE company_ref = ? AND expires_ms <= ?",
              companyRef,
              row.createdMs());
          return handle.execute(
                  "INSERT INTO api_token (token_ref, hash, company_ref, made_by, scopes, sealed,"
                      + " created_ms, expires_ms) SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE"
                      + " (SELECT COUNT(*) FROM api_token WHERE company_ref = ?) < ?",
                  row.tokenRef(),
                  HexFormat.of().parseHex(hash),
                  companyRef,
                  row.madeBy(),
                  words(row),
                  sealed,
                  row.createdMs(),
                  row.expiresMs(),
                  companyRef,
                  inForceMax)
              == 1;
        });
  }

  /** The token of a hash; empty when it is over or was ended. Its name is not read. */
  public Optional<ApiTokenRow> find(String hash, long nowMs) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE hash = ? AND expires_ms > ?")
                    .bind(0, HexFormat.of().parseHex(hash))
                    .bind(1, nowMs)
                    .map(ApiTokenRecords::raw)
                    .findOne())
        .map(Raw::row);
  }

  /** The tokens of a company, in the order of their making; those that are over too. */
  public List<ApiTokenRow> list(long companyRef) {
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE company_ref = ? ORDER BY number")
                    .bind(0, companyRef)
                    .map(ApiTokenRecords::raw)
                    .list())
        .stream()
        .map(this::opened)
        .toList();
  }

  /** Notes that a token was used. */
  public void touch(long tokenRef, long usedMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE api_token SET used_ms = ? WHERE token_ref = ?", usedMs, tokenRef));
  }

  /** Ends a token; false when the company has no such token. */
  public boolean end(long companyRef, long tokenRef) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "DELETE FROM api_token WHERE company_ref = ? AND token_ref = ?",
                    companyRef,
                    tokenRef)
                == 1);
  }

  private static String words(ApiTokenRow row) {
    return row.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(","));
  }

  private record Raw(ApiTokenRow row, Blob sealed) {}

  private static Raw raw(ResultSet row, StatementContext context) throws SQLException {
    long usedMs = row.getLong("used_ms");
    boolean unused = row.wasNull();
    return new Raw(
        new ApiTokenRow(
            row.getLong("number"),
            row.getLong("token_ref"),
            row.getLong("company_ref"),
            row.getLong("made_by"),
            Arrays.stream(row.getString("scopes").split(","))
                .map(Scope::valueOf)
                .collect(Collectors.toSet()),
            Optional.empty(),
            row.getLong("created_ms"),
            unused ? OptionalLong.empty() : OptionalLong.of(usedMs),
            row.getLong("expires_ms")),
        new Blob(row.getBytes("sealed")));
  }

  private ApiTokenRow opened(Raw raw) {
    ApiTokenRow row = raw.row;
    return new ApiTokenRow(
        row.number(),
        row.tokenRef(),
        row.companyRef(),
        row.madeBy(),
        row.scopes(),
        text.open(row.companyRef(), raw.sealed.bytes).map(texts -> texts.getOrDefault("name", "")),
        row.createdMs(),
        row.usedMs(),
        row.expiresMs());
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Companies: read, and given another name or time zone. Any thread; blocks. */
public final class CompanyRecords {
  private static final String NAME = "name";
  private static final String BIN = "bin";

  private final Jdbi jdbi;
  private final SealedText text;

  CompanyRecords(Jdbi jdbi, SealedText text) {
    this.jdbi = jdbi;
    this.text = text;
  }

  /** The company, verified or not. */
  public Optional<CompanyRow> find(long companyRef) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT company_ref, country, time_zone, sealed, created_ms,"
                            + " verified_ms, version FROM company WHERE company_ref = ?")
                    .bind(0, companyRef)
                    .map(CompanyRecords::row)
                    .findOne())
        .map(this::opened);
  }

  /**
   * Gives a company another name and time zone.
   *
   * @param before as it was read, with its words
   * @return false when it was changed since
   */
  public boolean change(long companyRef, CompanyRow before, String name, String timeZone) {
    Map<String, String> words = Map.of(NAME, name, BIN, before.bin().orElseThrow());
    byte[] sealed = text.seal(companyRef, words);
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE company SET sealed = ?, time_zone = ?, version = version + 1"
                        + " WHERE company_ref = ? AND version = ?",
                    sealed,
                    timeZone,
                    companyRef,
                    before.version()))
        == 1;
  }

  /** Where the days of a company begin; empty when there is no such company. */
  public Optional<String> timeZone(long companyRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT time_zone FROM company WHERE company_ref = ?")
                .bind(0, companyRef)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * At most {@code limit} companies behind a reference, in the order of references, with how many
   * devices each has: for who runs the installation.
   */
  public List<CompanyCount> counts(long afterRef, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT company_ref, verified_ms IS NOT NULL AS verified, created_ms,"
                        + " (SELECT COUNT(*) FROM person p WHERE p.company_ref = c.company_ref"
                        + " AND p.state = 'ACTIVE') AS members,"
                        + " (SELECT COUNT(*) FROM device_text t JOIN device d USING (device_ref)"
                        + " WHERE t.company_ref = c.company_ref AND d.revoked_ms IS NULL) AS devices"
                        + " FROM company c WHERE company_ref > ? ORDER BY company_ref LIMIT ?")
                .bind(0, afterRef)
                .bind(1, limit)
                .map(
                    (row, context) ->
                        new CompanyCount(
                            row.getLong("company_ref"),
                            !row.getBoolean("verified")
                                ? CompanyCount.State.UNVERIFIED
                                : row.getLong("members") > 0
                                    ? CompanyCount.State.ACTIVE
                                    : CompanyCount.State.LEFT,
                            row.getLong("created_ms"),
                            row.getLong("devices")))
                .list());
  }

  private record Raw(CompanyRow row, Blob sealed) {}

  private static Raw row(ResultSet row, StatementContext context) throws SQLException {
    row.getLong("verified_ms");
    boolean verified = !row.wasNull();
    return new Raw(
        new CompanyRow(
            row.getLong("company_ref"),
            Optional.empty(),
            Optional.empty(),
            row.getString("country"),
            row.getString("time_zone"),
            verified,
            row.getLong("created_ms"),
            row.getLong("version")),
        new Blob(row.getBytes("sealed")));
  }

  private CompanyRow opened(Raw raw) {
    CompanyRow row = raw.row;
    Optional<Map<String, String>> texts = text.open(row.companyRef(), raw.sealed.bytes);
    return new CompanyRow(
        row.companyRef(),
        texts.map(all -> all.getOrDefault(NAME, "")),
        texts.map(all -> all.getOrDefault(BIN, "")),
        row.country(),
        row.timeZone(),
        row.verified(),
        row.createdMs(),
        row.version());
  }
}

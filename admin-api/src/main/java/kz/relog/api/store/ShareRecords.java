package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The customers' links of companies. Any thread; blocks. */
public final class ShareRecords {
  private static final String SELECT =
      "SELECT number, link_ref, company_ref, plan_ref, stop_id, made_by, language, created_ms,"
          + " expires_ms, ended_ms, openings, first_view_ms, last_view_ms FROM share_link WHERE ";

  private final Jdbi jdbi;

  ShareRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Stores a link.
   *
   * @param hash of its token
   * @param aliveMax links of the stop that may be alive, this one included
   * @return false when there are that many already
   */
  public boolean add(long companyRef, ShareRow link, String hash, int aliveMax) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "INSERT INTO share_link (link_ref, hash, company_ref, plan_ref, stop_id,"
                        + " made_by, language, created_ms, expires_ms, ended_ms, openings,"
                        + " first_view_ms, last_view_ms)"
                        + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0 WHERE (SELECT COUNT(*)"
                        + " FROM share_link WHERE company_ref = ? AND plan_ref = ? AND stop_id = ?"
                        + " AND ended_ms = 0 AND expires_ms > ?) < ?",
                    link.linkRef(),
                    hash,
                    companyRef,
                    link.planRef(),
                    link.stopId(),
                    link.madeBy(),
                    link.language(),
                    link.createdMs(),
                    link.expiresMs(),
                    companyRef,
                    link.planRef(),
                    link.stopId(),
                    link.createdMs(),
                    aliveMax))
        > 0;
  }

  /** The link of a token, whosever it is: its bearer is known by nothing else. */
  public Optional<ShareRow> findByHash(String hash) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(SELECT + "hash = ?").bind(0, hash).map(ShareRecords::row).findOne());
  }

  /** At most {@code limit} links of a stop after a number, in the order of their making. */
  public List<ShareRow> list(
      long companyRef, long planRef, int stopId, long afterNumber, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "company_ref = ? AND plan_ref = ? AND stop_id = ? AND number > ?"
                        + " ORDER BY number LIMIT ?")
                .bind(0, companyRef)
                .bind(1, planRef)
                .bind(2, stopId)
                .bind(3, afterNumber)
                .bind(4, limit)
                .map(ShareRecords::row)
                .list());
  }

  /**
   * Ends a link; one that has ended stays as it is.
   *
   * @return false when the company has no such link
   */
  public boolean end(long companyRef, long linkRef, long nowMs) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE share_link SET ended_ms = CASE ended_ms WHEN 0 THEN ? ELSE ended_ms END"
                        + " WHERE company_ref = ? AND link_ref = ?",
                    nowMs,
                    companyRef,
                    linkRef))
        > 0;
  }

  /** Ends every link to stops of plans that a device drives, for when nobody has the device. */
  public int endOfDevice(long companyRef, long deviceRef, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE share_link SET ended_ms = ? WHERE company_ref = ? AND ended_ms = 0"
                    + " AND plan_ref IN (SELECT plan_ref FROM plan WHERE device_ref = ?)",
                nowMs,
                companyRef,
                deviceRef));
  }

  /** Ends every link to a stop, whose customer is erased. */
  public int endOfStop(long companyRef, long planRef, int stopId, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE share_link SET ended_ms = ? WHERE company_ref = ? AND plan_ref = ?"
                    + " AND stop_id = ? AND ended_ms = 0",
                nowMs,
                companyRef,
                planRef,
                stopId));
  }

  /** Ends every link that has shown a person, whichever the company. */
  public int endShowing(long subjectRef, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "UPDATE share_link SET ended_ms = ? WHERE ended_ms = 0 AND link_ref IN"
                    + " (SELECT source_ref FROM disclosure WHERE kind = 'SHARE_LINK'"
                    + " AND subject_ref = ?)",
                nowMs,
                subjectRef));
  }

  /** How many links that have shown a person have not ended. */
  public long countShowing(long subjectRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM share_link WHERE ended_ms = 0 AND link_ref IN"
                        + " (SELECT source_ref FROM disclosure WHERE kind = 'SHARE_LINK'"
                        + " AND subject_ref = ?)")
                .bind(0, subjectRef)
                .mapTo(Long.class)
                .one());
  }

  /** Counts an opening. */
  public void countOpening(long companyRef, long linkRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE share_link SET openings = openings + 1, last_view_ms = ?,"
                    + " first_view_ms = CASE first_view_ms WHEN 0 THEN ? ELSE first_view_ms END"
                    + " WHERE company_ref = ? AND link_ref = ?",
                nowMs,
                nowMs,
                companyRef,
                linkRef));
  }

  /** Notes that an opened link is still looked at. */
  public void noteView(long companyRef, long linkRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE share_link SET last_view_ms = ? WHERE company_ref = ? AND link_ref = ?",
                nowMs,
                companyRef,
                linkRef));
  }

  /** Deletes links whose time was over before a moment. */
  public int forgetEndedBefore(long ms) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                "DELETE FROM share_link WHERE expires_ms < ? OR ended_ms BETWEEN 1 AND ?", ms, ms));
  }

  /** Whether customers of a company see what the vehicle is called; not at first. */
  public boolean isVehicleNameShown(long companyRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT vehicle_name FROM share_setting WHERE company_ref = ?")
                .bind(0, companyRef)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  /** Chooses it. */
  public void showVehicleName(long companyRef, boolean shown) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO share_setting (company_ref, vehicle_name) VALUES (?, ?)"
                    + " ON CONFLICT (company_ref) DO UPDATE SET vehicle_name = excluded.vehicle_name",
                companyRef,
                shown));
  }

  private static ShareRow row(ResultSet row, StatementContext context) throws SQLException {
    return new ShareRow(
        row.getLong("number"),
        row.getLong("link_ref"),
        row.getLong("company_ref"),
        row.getLong("plan_ref"),
        row.getInt("stop_id"),
        row.getLong("made_by"),
        row.getString("language"),
        row.getLong("created_ms"),
        row.getLong("expires_ms"),
        row.getLong("ended_ms"),
        row.getLong("openings"),
        row.getLong("first_view_ms"),
        row.getLong("last_view_ms"));
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A place in the audit's chain: the number of a row and its hash; 0 and zeroes before the first.
 */
final class AuditLink {
  private final long number;
  private final byte[] hash;

  AuditLink(long number, byte[] hash) {
    this.number = number;
    this.hash = hash.clone();
  }

  long number() {
    return number;
  }

  byte[] hash() {
    return hash.clone();
  }

  /** The row that a query is at. */
  static AuditRow row(ResultSet row, Optional<String> peer) throws SQLException {
    return new AuditRow(
        row.getLong("number"),
        row.getLong("at_ms"),
        row.getString("actor"),
        row.getLong("company_ref"),
        row.getLong("person_ref"),
        row.getLong("session_ref"),
        row.getString("action"),
        row.getString("object_kind"),
        row.getLong("object_ref"),
        row.getLong("subject_ref"),
        row.getString("purpose"),
        row.getString("outcome"),
        peer);
  }
}

package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads devices, and writes their names (never the road's table). Any thread; blocks. */
public final class DeviceRecords {
  private static final String SELECT =
      "SELECT d.device_ref, d.key_id, t.name, d.created_seq, d.created_ms, d.revoked_ms"
          + " FROM device d LEFT JOIN device_text t USING (device_ref)";

  private final Jdbi jdbi;

  DeviceRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The device, once the road made it. */
  public Optional<DeviceRow> find(long deviceRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE d.device_ref = ?")
                .bind(0, deviceRef)
                .map(DeviceRecords::row)
                .findOne());
  }

  /** At most {@code limit} devices made after {@code afterSeq}, in the order of their making. */
  public List<DeviceRow> list(long afterSeq, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + " WHERE d.created_seq > ? ORDER BY d.created_seq LIMIT ?")
                .bind(0, afterSeq)
                .bind(1, limit)
                .map(DeviceRecords::row)
                .list());
  }

  /** Whether a key of this name exists or existed. */
  public boolean hasKey(long keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT 1 FROM device WHERE key_id = ?")
                .bind(0, keyId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** The names of all devices that have one. */
  public Map<Long, String> names() {
    return jdbi.withHandle(
        handle -> {
          Map<Long, String> names = new HashMap<>();
          handle
              .createQuery("SELECT device_ref, name FROM device_text")
              .map((row, context) -> names.put(row.getLong(1), row.getString(2)))
              .list();
          return names;
        });
  }

  /** Writes names before the road hears of their devices. */
  public void putNames(Map<Long, String> nameByRef) {
    if (nameByRef.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch("INSERT INTO device_text (device_ref, name) VALUES (?, ?)");
          nameByRef.forEach((ref, name) -> batch.bind(0, ref).bind(1, name).add());
          batch.execute();
        });
  }

  /** Takes back the names of devices that the road refused. */
  public void dropNames(Collection<Long> deviceRefs) {
    jdbi.useTransaction(
        handle -> {
          for (long deviceRef : deviceRefs) {
            handle.execute("DELETE FROM device_text WHERE device_ref = ?", deviceRef);
          }
        });
  }

  private static DeviceRow row(ResultSet row, StatementContext context) throws SQLException {
    long revokedMs = row.getLong("revoked_ms");
    boolean active = row.wasNull();
    return new DeviceRow(
        row.getLong("device_ref"),
        row.getLong("key_id"),
        Optional.ofNullable(row.getString("name")),
        row.getLong("created_seq"),
        row.getLong("created_ms"),
        active ? OptionalLong.empty() : OptionalLong.of(revokedMs));
  }
}

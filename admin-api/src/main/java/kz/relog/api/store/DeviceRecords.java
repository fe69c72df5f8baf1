package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads the devices of a company, and writes whose they are and what they are called (never the
 * road's table). A device that no company has is nobody's. Any thread; blocks.
 */
public final class DeviceRecords {
  private static final String SELECT =
      "SELECT d.device_ref, d.key_id, t.name, d.created_seq, d.created_ms,"
          + " d.quarantined_ms, d.revoked_ms"
          + " FROM device d JOIN device_text t USING (device_ref) WHERE t.company_ref = ?";

  private final Jdbi jdbi;
  private final CompanyWords words;
  private final AtomicLong changes = new AtomicLong();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  DeviceRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.words = new CompanyWords(sealer);
  }

  /** A row as it is stored. */
  private record Stored(DeviceRow row, SealedBytes name) {}

  /** The company's device, once the road made it. */
  public Optional<DeviceRow> find(long companyRef, long deviceRef) {
    List<Stored> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + " AND d.device_ref = ?")
                    .bind(0, companyRef)
                    .bind(1, deviceRef)
                    .map(DeviceRecords::stored)
                    .list());
    return opened(companyRef, stored).stream().findFirst();
  }

  /** At most {@code limit} devices made after {@code afterSeq}, in the order of their making. */
  public List<DeviceRow> list(long companyRef, long afterSeq, int limit) {
    List<Stored> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SELECT + " AND d.created_seq > ? ORDER BY d.created_seq LIMIT ?")
                    .bind(0, companyRef)
                    .bind(1, afterSeq)
                    .bind(2, limit)
                    .map(DeviceRecords::stored)
                    .list());
    return opened(companyRef, stored);
  }

  /** Whether a key of this name exists or existed, whosever it is. */
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

  /** The names of all devices of a company that have one. */
  public Map<Long, String> names(long companyRef) {
    List<Long> refs = new ArrayList<>();
    List<SealedBytes> sealed = new ArrayList<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT device_ref, name FROM device_text WHERE company_ref = ?"
                        + " AND name IS NOT NULL")
                .bind(0, companyRef)
                .map(
                    (row, context) -> {
                      refs.add(row.getLong(1));
                      return sealed.add(new SealedBytes(row.getBytes(2)));
                    })
                .list());
    List<Optional<String>> names = words.openAll(companyRef, sealed);
    Map<Long, String> nameByRef = new HashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      long ref = refs.get(i);
      names.get(i).ifPresent(name -> nameByRef.put(ref, name));
    }
    return nameByRef;
  }

  /** Whose each device is: for what keeps the companies apart, never for one of them. */
  public Map<Long, Long> companyByDevice() {
    Map<Long, Long> companies = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("SELECT device_ref, company_ref FROM device_text")
                .map((row, context) -> companies.put(row.getLong(1), row.getLong(2)))
                .list());
    return companies;
  }

  /** The devices of each company that may still come, revoked ones left out: as above. */
  public Map<Long, Set<Long>> expectedByCompany() {
    Map<Long, Set<Long>> expected = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT t.device_ref, t.company_ref FROM device_text t"
                        + " LEFT JOIN device d USING (device_ref) WHERE d.revoked_ms IS NULL")
                .map(
                    (row, context) ->
                        expected
                            .computeIfAbsent(row.getLong(2), company -> new HashSet<>())
                            .add(row.getLong(1)))
                .list());
    return expected;
  }

  /** Grows whenever a device gets or loses its company or its name, or is revoked. */
  public long changes() {
    return changes.get();
  }

  /** Companies or names changed in another way than through here. */
  void changedElsewhere() {
    changed();
  }

  /** Calls this after each of these changes, on the changer's thread; it must return at once. */
  public void watch(Runnable changed) {
    watchers.add(changed);
  }

  private void changed() {
    changes.incrementAndGet();
    watchers.forEach(Runnable::run);
  }

  /**
   * Gives devices to a company, before the road hears of them.
   *
   * @param nameByRef what they are called; each device must be there, with an empty name if it has
   *     none
   */
  public void put(long companyRef, Map<Long, Optional<String>> nameByRef) {
    List<Long> named = new ArrayList<>();
    List<String> names = new ArrayList<>();
    nameByRef.forEach(
        (ref, name) ->
            name.ifPresent(
                text -> {
                  named.add(ref);
                  names.add(text);
                }));
    // Sealed outside the transaction: the vault has one of its own.
    List<byte[]> sealed = names.isEmpty() ? List.of() : words.sealAll(companyRef, names);
    Map<Long, byte[]> sealedByRef = new HashMap<>();
    for (int i = 0; i < named.size(); i++) {
      sealedByRef.put(named.get(i), sealed.get(i));
    }
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO device_text (device_ref, company_ref, name) VALUES (?, ?, ?)");
          for (long ref : nameByRef.keySet()) {
            batch.bind(0, ref).bind(1, companyRef).bind(2, sealedByRef.get(ref)).add();
          }
          batch.execute();
        });
    changed();
  }

  /** Takes back devices that the road refused. */
  public void drop(long companyRef, Collection<Long> deviceRefs) {
    jdbi.useTransaction(
        handle -> {
          for (long deviceRef : deviceRefs) {
            handle.execute(
                "DELETE FROM device_text WHERE company_ref = ? AND device_ref = ?",
                companyRef,
                deviceRef);
          }
        });
    changed();
  }

  private List<DeviceRow> opened(long companyRef, List<Stored> stored) {
    List<Optional<String>> names =
        words.openAll(companyRef, stored.stream().map(Stored::name).toList());
    List<DeviceRow> rows = new ArrayList<>(stored.size());
    for (int i = 0; i < stored.size(); i++) {
      rows.add(stored.get(i).row.named(names.get(i)));
    }
    return rows;
  }

  private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
    byte[] name = row.getBytes("name");
    return new Stored(
        new DeviceRow(
            row.getLong("device_ref"),
            row.getLong("key_id"),
            Optional.empty(),
            row.getLong("created_seq"),
            row.getLong("created_ms"),
            time(row, "quarantined_ms"),
            time(row, "revoked_ms")),
        name == null ? SealedBytes.NONE : new SealedBytes(name));
  }

  private static OptionalLong time(ResultSet row, String column) throws SQLException {
    long ms = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(ms);
  }
}

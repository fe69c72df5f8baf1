package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/** The vehicles of companies. Any thread; blocks. */
public final class VehicleRecords {
  /** Neither a name nor a plate has a control character. */
  private static final char BETWEEN = '\n';

  private final Jdbi jdbi;
  private final CompanyWords words;

  VehicleRecords(Jdbi jdbi, CompanyWords words) {
    this.jdbi = jdbi;
    this.words = words;
  }

  /** A vehicle of the company. */
  public Optional<VehicleRow> find(long companyRef, long vehicleRef) {
    return rows(companyRef, " AND vehicle_ref = ?", vehicleRef).stream().findFirst();
  }

  /** At most {@code limit} vehicles of the company after a number, in the order of their making. */
  public List<VehicleRow> list(long companyRef, long afterNumber, int limit) {
    return rows(companyRef, " AND number > ? ORDER BY number LIMIT ?", afterNumber, limit);
  }

  /** Makes a vehicle. */
  public void put(long companyRef, long vehicleRef, String name, String plate, long nowMs) {
    byte[] text = words.seal(companyRef, name + BETWEEN + plate);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO vehicle (vehicle_ref, company_ref, version, text, created_ms)"
                    + " VALUES (?, ?, 1, ?, ?)",
                vehicleRef,
                companyRef,
                text,
                nowMs));
  }

  /**
   * Changes a vehicle.
   *
   * @param version that it must have
   * @return false when it has another one by now
   */
  public boolean change(long companyRef, long vehicleRef, long version, String name, String plate) {
    byte[] text = words.seal(companyRef, name + BETWEEN + plate);
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "UPDATE vehicle SET text = ?, version = version + 1 WHERE company_ref = ?"
                        + " AND vehicle_ref = ? AND version = ?",
                    text,
                    companyRef,
                    vehicleRef,
                    version)
                == 1);
  }

  /** Takes a vehicle out of use; doing so again changes nothing. */
  public void retire(long companyRef, long vehicleRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE vehicle SET retired_ms = ?, version = version + 1 WHERE company_ref = ?"
                    + " AND vehicle_ref = ? AND retired_ms IS NULL",
                nowMs,
                companyRef,
                vehicleRef));
  }

  private List<VehicleRow> rows(long companyRef, String where, Object... values) {
    record Sealed(VehicleRow row, SealedBytes text) {}
    List<Sealed> sealed =
        jdbi.withHandle(
            handle -> {
              var query =
                  handle
                      .createQuery("SELECT * FROM vehicle WHERE company_ref = ?" + where)
                      .bind(0, companyRef);
              for (int i = 0; i < values.length; i++) {
                query.bind(i + 1, values[i]);
              }
              return query
                  .map(
                      (row, context) -> new Sealed(row(row), new SealedBytes(row.getBytes("text"))))
                  .list();
            });
    List<Optional<String>> texts =
        words.openAll(companyRef, sealed.stream().map(Sealed::text).toList());
    List<VehicleRow> rows = new ArrayList<>(sealed.size());
    for (int i = 0; i < sealed.size(); i++) {
      rows.add(named(sealed.get(i).row(), texts.get(i)));
    }
    return rows;
  }

  private static VehicleRow named(VehicleRow row, Optional<String> text) {
    return new VehicleRow(
        row.number(),
        row.vehicleRef(),
        row.version(),
        text.map(both -> both.substring(0, both.indexOf(BETWEEN))),
        text.map(both -> both.substring(both.indexOf(BETWEEN) + 1))
            .filter(plate -> !plate.isEmpty()),
        row.createdMs(),
        row.retiredMs());
  }

  private static VehicleRow row(ResultSet row) throws SQLException {
    long retiredMs = row.getLong("retired_ms");
    boolean inUse = row.wasNull();
    return new VehicleRow(
        row.getLong("number"),
        row.getLong("vehicle_ref"),
        row.getLong("version"),
        Optional.empty(),
        Optional.empty(),
        row.getLong("created_ms"),
        inUse ? OptionalLong.empty() : OptionalLong.of(retiredMs));
  }
}

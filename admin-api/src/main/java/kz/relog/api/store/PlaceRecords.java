package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Where devices belong: to a driver or to a vehicle. Any thread; blocks. */
public final class PlaceRecords {
  private final Jdbi jdbi;

  PlaceRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Where a device of the company belongs. */
  public Optional<DevicePlace> find(long companyRef, long deviceRef) {
    return list(companyRef, "device_ref = ?", deviceRef).stream().findFirst();
  }

  /** The trackers that are in a vehicle of the company now. */
  public List<DevicePlace> inVehicle(long companyRef, long vehicleRef) {
    return list(companyRef, "vehicle_ref = ? AND unbound_ms IS NULL", vehicleRef);
  }

  /** The phones that a driver of the company has or had. */
  public List<DevicePlace> ofDriver(long companyRef, long driverRef) {
    return list(companyRef, "driver_ref = ?", driverRef);
  }

  /** Writes where devices belong, before the road hears of them. */
  public void put(long companyRef, Collection<DevicePlace> places) {
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO device_place (device_ref, company_ref, driver_ref, vehicle_ref,"
                      + " enrolled_by_ref, enrolled_ms) VALUES (?, ?, ?, ?, ?, ?)");
          for (DevicePlace place : places) {
            batch
                .bind(0, place.deviceRef())
                .bind(1, companyRef)
                .bind(2, boxed(place.driverRef()))
                .bind(3, boxed(place.vehicleRef()))
                .bind(4, place.enrolledByRef())
                .bind(5, place.enrolledMs())
                .add();
          }
          batch.execute();
        });
  }

  /** Takes back where devices belong that the road refused. */
  public void drop(long companyRef, Collection<Long> deviceRefs) {
    jdbi.useTransaction(
        handle ->
            deviceRefs.forEach(
                deviceRef ->
                    handle.execute(
                        "DELETE FROM device_place WHERE company_ref = ? AND device_ref = ?",
                        companyRef,
                        deviceRef)));
  }

  /** Says that a device belongs nowhere any more. */
  public void unbind(long companyRef, long deviceRef, long nowMs) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE device_place SET unbound_ms = ? WHERE company_ref = ? AND device_ref = ?"
                    + " AND unbound_ms IS NULL",
                nowMs,
                companyRef,
                deviceRef));
  }

  private List<DevicePlace> list(long companyRef, String where, long ref) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM device_place WHERE company_ref = ? AND "
                        + where
                        + " ORDER BY enrolled_ms, device_ref")
                .bind(0, companyRef)
                .bind(1, ref)
                .map(PlaceRecords::row)
                .list());
  }

  private static DevicePlace row(ResultSet row, StatementContext context) throws SQLException {
    return new DevicePlace(
        row.getLong("device_ref"),
        number(row, "driver_ref"),
        number(row, "vehicle_ref"),
        row.getLong("enrolled_by_ref"),
        row.getLong("enrolled_ms"),
        number(row, "unbound_ms"));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

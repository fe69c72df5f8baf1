package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Who drives which vehicle from when to when. Any thread; blocks. */
public final class ShiftRecords {
  private static final String OVERLAPPING =
      "SELECT * FROM shift WHERE company_ref = ? AND vehicle_ref = ? AND shift_ref <> ?"
          + " AND from_ms < ? AND (to_ms = 0 OR to_ms > ?) ORDER BY from_ms LIMIT 1";

  private final Jdbi jdbi;

  ShiftRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A shift of the company. */
  public Optional<ShiftRow> find(long companyRef, long shiftRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM shift WHERE company_ref = ? AND shift_ref = ?")
                .bind(0, companyRef)
                .bind(1, shiftRef)
                .map(ShiftRecords::row)
                .findOne());
  }

  /** Shifts of a vehicle that touch a time, in the order of their beginning. */
  public List<ShiftRow> ofVehicle(
      long companyRef, long vehicleRef, long fromMs, long toMs, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM shift WHERE company_ref = ? AND vehicle_ref = ? AND from_ms < ?"
                        + " AND (to_ms = 0 OR to_ms > ?) ORDER BY from_ms LIMIT ?")
                .bind(0, companyRef)
                .bind(1, vehicleRef)
                .bind(2, toMs)
                .bind(3, fromMs)
                .bind(4, limit)
                .map(ShiftRecords::row)
                .list());
  }

  /** The shifts of a driver that end after a time, in the order of their beginning. */
  public List<ShiftRow> ofDriver(long companyRef, long driverRef, long afterMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM shift WHERE company_ref = ? AND driver_ref = ?"
                        + " AND (to_ms = 0 OR to_ms > ?) ORDER BY from_ms")
                .bind(0, companyRef)
                .bind(1, driverRef)
                .bind(2, afterMs)
                .map(ShiftRecords::row)
                .list());
  }

  /**
   * Writes a new shift, unless another one of its vehicle is in the way.
   *
   * @return the one in the way
   */
  public Optional<ShiftRow> put(long companyRef, ShiftRow shift, long nowMs) {
    return jdbi.inTransaction(
        handle -> {
          Optional<ShiftRow> other = overlapping(handle, companyRef, shift);
          if (other.isEmpty()) {
            handle.execute(
                "INSERT INTO shift (shift_ref, company_ref, vehicle_ref, driver_ref, version,"
                    + " from_ms, to_ms, by_person_ref, written_ms)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                shift.shiftRef(),
                companyRef,
                shift.vehicleRef(),
                shift.driverRef(),
                shift.version(),
                shift.fromMs(),
                shift.toMs(),
                shift.byPersonRef(),
                nowMs);
          }
          return other;
        });
  }

  /** What became of a change. */
  public sealed interface Outcome {
    /** It is written. */
    record Done() implements Outcome {}

    /** Another shift has the vehicle then. */
    record InTheWay(ShiftRow other) implements Outcome {}

    /** It was made for another version than is there. */
    record Outdated() implements Outcome {}
  }

  /** Writes the next version of a shift, unless another one of its vehicle is in the way. */
  public Outcome change(long companyRef, ShiftRow shift) {
    return jdbi.inTransaction(
        handle -> {
          Optional<ShiftRow> other = overlapping(handle, companyRef, shift);
          if (other.isPresent()) {
            return new Outcome.InTheWay(other.get());
          }
          int rows =
              handle.execute(
                  "UPDATE shift SET driver_ref = ?, from_ms = ?, to_ms = ?, version = version + 1"
                      + " WHERE company_ref = ? AND shift_ref = ? AND version = ?",
                  shift.driverRef(),
                  shift.fromMs(),
                  shift.toMs(),
                  companyRef,
                  shift.shiftRef(),
                  shift.version() - 1);
          return rows == 1 ? new Outcome.Done() : new Outcome.Outdated();
        });
  }

  /** Takes back a shift that the road refused. */
  public void drop(long companyRef, long shiftRef) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM shift_binding WHERE shift_ref IN"
                  + " (SELECT shift_ref FROM shift WHERE company_ref = ? AND shift_ref = ?)",
              companyRef,
              shiftRef);
          handle.execute(
              "DELETE FROM shift WHERE company_ref = ? AND shift_ref = ?", companyRef, shiftRef);
        });
  }

  /** The bindings that carry a shift to the road, by device. */
  public Map<Long, Long> bindings(long companyRef, long shiftRef) {
    return jdbi.withHandle(
        handle -> {
          Map<Long, Long> bindings = new LinkedHashMap<>();
          handle
              .createQuery(
                  "SELECT b.device_ref, b.binding_ref FROM shift_binding b JOIN shift s"
                      + " USING (shift_ref) WHERE s.company_ref = ? AND s.shift_ref = ?")
              .bind(0, companyRef)
              .bind(1, shiftRef)
              .map((row, context) -> bindings.put(row.getLong(1), row.getLong(2)))
              .list();
          return bindings;
        });
  }

  /** Names the binding of a shift for a device, before the road hears of it. */
  public void putBinding(long companyRef, long shiftRef, long deviceRef, long bindingRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO shift_binding (binding_ref, shift_ref, device_ref)"
                    + " SELECT ?, shift_ref, ? FROM shift WHERE company_ref = ? AND shift_ref = ?",
                bindingRef,
                deviceRef,
                companyRef,
                shiftRef));
  }

  /** Forgets the binding of a shift for a device, which the road has taken back or refused. */
  public void dropBinding(long companyRef, long shiftRef, long deviceRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM shift_binding WHERE device_ref = ? AND shift_ref IN"
                    + " (SELECT shift_ref FROM shift WHERE company_ref = ? AND shift_ref = ?)",
                deviceRef,
                companyRef,
                shiftRef));
  }

  /**
   * What of a device's facts is a person's, on the road: from when to when it was bound to the
   * person. A phone is not among them.
   */
  public List<Had> had(long companyRef, long personRef, long fromMs, long toMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT b.device_ref, b.from_ms, b.to_ms FROM binding b JOIN person p"
                        + " ON p.person_ref = b.subject_ref WHERE p.company_ref = ?"
                        + " AND b.subject_ref = ? AND b.from_ms < ? AND (b.to_ms = 0"
                        + " OR b.to_ms > ?) ORDER BY b.from_ms")
                .bind(0, companyRef)
                .bind(1, personRef)
                .bind(2, toMs)
                .bind(3, fromMs)
                .map(
                    (row, context) -> {
                      long end = row.getLong(3) == 0 ? Long.MAX_VALUE : row.getLong(3);
                      return new Had(row.getLong(1), row.getLong(2), end);
                    })
                .list());
  }

  /**
   * Whose facts a device may have sent in a time: the driver of a phone, or who was bound then.
   *
   * @param deviceRef 0 for all devices of the company
   */
  public List<Long> peopleOf(long companyRef, long deviceRef, long fromMs, long toMs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT p.person_ref FROM person p WHERE p.company_ref = :company"
                        + " AND p.person_ref IN (SELECT driver_ref FROM device_place"
                        + " WHERE company_ref = :company AND (:device = 0 OR device_ref = :device)"
                        + " AND enrolled_ms <= :to AND (unbound_ms IS NULL OR unbound_ms > :from)"
                        + " UNION SELECT subject_ref FROM binding WHERE"
                        + " (:device = 0 OR device_ref = :device)"
                        + " AND from_ms < :to AND (to_ms = 0 OR to_ms > :from))"
                        + " ORDER BY p.person_ref")
                .bind("company", companyRef)
                .bind("device", deviceRef)
                .bind("from", fromMs)
                .bind("to", toMs)
                .mapTo(Long.class)
                .list());
  }

  /**
   * A device in the hands of a person.
   *
   * @param deviceRef the device
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs exclusive
   */
  public record Had(long deviceRef, long fromMs, long toMs) {}

  private static Optional<ShiftRow> overlapping(Handle handle, long companyRef, ShiftRow shift) {
    return handle
        .createQuery(OVERLAPPING)
        .bind(0, companyRef)
        .bind(1, shift.vehicleRef())
        .bind(2, shift.shiftRef())
        .bind(3, shift.endMs())
        .bind(4, shift.fromMs())
        .map(ShiftRecords::row)
        .findOne();
  }

  private static ShiftRow row(ResultSet row, StatementContext context) throws SQLException {
    return new ShiftRow(
        row.getLong("shift_ref"),
        row.getLong("vehicle_ref"),
        row.getLong("driver_ref"),
        row.getLong("version"),
        row.getLong("from_ms"),
        row.getLong("to_ms"),
        row.getLong("by_person_ref"));
  }
}

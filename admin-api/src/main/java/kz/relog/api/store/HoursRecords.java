package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.TrackingHours;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Tracking hours: what a company wants, written here, and what is in force on the road, written by
 * the projector. Any thread; blocks.
 */
public final class HoursRecords {
  private static final String DRIVERS =
      "SELECT p.person_ref AS driver_ref, c.time_zone, h.hours AS in_force, w.version, w.zone,"
          + " w.week, w.days, w.changed_ms FROM person p JOIN company c USING (company_ref)"
          + " LEFT JOIN road_hours h ON h.person_ref = p.person_ref"
          + " LEFT JOIN wanted_hours w ON w.company_ref = p.company_ref"
          + " AND w.person_ref = p.person_ref WHERE p.company_ref = ?";

  private final Jdbi jdbi;

  HoursRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Hours in force on the road.
   *
   * @param hours which
   * @param sinceMs since when, Unix epoch ms UTC
   */
  public record InForce(TrackingHours hours, long sinceMs) {}

  /**
   * What a company wants for all drivers, or for one of them.
   *
   * @param personRef the driver; 0 for all
   */
  public Optional<WantedHours> wanted(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM wanted_hours WHERE company_ref = ? AND person_ref = ?")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map(HoursRecords::row)
                .findOne());
  }

  /**
   * Writes what a company wants, if nobody did since.
   *
   * @param personRef the driver; 0 for all
   * @param hours with the version after the one that was read
   * @return false when another version is there by now
   */
  public boolean putWanted(long companyRef, long personRef, WantedHours hours, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "INSERT INTO wanted_hours (company_ref, person_ref, version, zone, week, days,"
                        + " changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (company_ref, person_ref) DO UPDATE SET"
                        + " version = excluded.version, zone = excluded.zone, week = excluded.week,"
                        + " days = excluded.days, changed_ms = excluded.changed_ms"
                        + " WHERE version = excluded.version - 1",
                    companyRef,
                    personRef,
                    hours.version(),
                    hours.zone().map(ZoneId::getId).orElse(null),
                    hours.week().map(HoursCodec::week).orElse(null),
                    HoursCodec.days(hours.days()),
                    nowMs)
                == 1);
  }

  /** The hours in force for a person of a company; empty before any were put on the road. */
  public Optional<InForce> inForce(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT h.hours, h.since_ms FROM road_hours h JOIN person p USING (person_ref)"
                        + " WHERE p.company_ref = ? AND h.person_ref = ?")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map(
                    (row, context) ->
                        new InForce(HoursCodec.decode(row.getString(1)), row.getLong(2)))
                .findOne());
  }

  /**
   * What is needed to see whether the hours of a driver are in force.
   *
   * @param personRef the driver
   * @param companyZone the company's time zone
   * @param own what the driver has instead of the company's
   * @param inForce on the road
   */
  public record DriverHours(
      long personRef, ZoneId companyZone, WantedHours own, Optional<TrackingHours> inForce) {

    @Override
    public String toString() {
      return "DriverHours";
    }
  }

  /** The active drivers of a company. */
  public List<DriverHours> drivers(long companyRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DRIVERS + " AND p.role = 'DRIVER' AND p.state = 'ACTIVE'")
                .bind(0, companyRef)
                .map(HoursRecords::driverRow)
                .list());
  }

  /** One person of a company. */
  public Optional<DriverHours> driver(long companyRef, long personRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DRIVERS + " AND p.person_ref = ?")
                .bind(0, companyRef)
                .bind(1, personRef)
                .map(HoursRecords::driverRow)
                .findOne());
  }

  private static DriverHours driverRow(ResultSet row, StatementContext context)
      throws SQLException {
    String inForce = row.getString("in_force");
    return new DriverHours(
        row.getLong("driver_ref"),
        ZoneId.of(row.getString("time_zone")),
        row.getString("days") == null ? WantedHours.none() : row(row, context),
        Optional.ofNullable(inForce).map(HoursCodec::decode));
  }

  private static WantedHours row(ResultSet row, StatementContext context) throws SQLException {
    return new WantedHours(
        row.getLong("version"),
        Optional.ofNullable(row.getString("zone")).map(ZoneId::of),
        Optional.ofNullable(row.getString("week")).map(HoursCodec::readWeek),
        HoursCodec.readDays(row.getString("days")),
        row.getLong("changed_ms"));
  }
}

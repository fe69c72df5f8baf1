package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * One-time codes, found again by a keyed hash: the records alone do not let a code be guessed. Any
 * thread; blocks.
 */
public final class EnrolmentRecords {
  private static final String KIND = "enrolment";

  private final Jdbi jdbi;
  private final RecordSealer sealer;

  EnrolmentRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.sealer = sealer;
  }

  /** Writes a code; those of the company that ended before {@code forgottenMs} go. */
  public void put(EnrolmentRow row, String code, long nowMs, long forgottenMs) {
    byte[] hash = sealer.lookup(KIND, code);
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM enrolment WHERE company_ref = ? AND until_ms < ?",
              row.companyRef(),
              forgottenMs);
          handle.execute(
              "INSERT INTO enrolment (enrolment_ref, company_ref, code_hash, driver_ref,"
                  + " vehicle_ref, replaced_ref, by_person_ref, made_ms, until_ms)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              row.enrolmentRef(),
              row.companyRef(),
              hash,
              boxed(row.driverRef()),
              boxed(row.vehicleRef()),
              boxed(row.replacedRef()),
              row.byPersonRef(),
              nowMs,
              row.untilMs());
        });
  }

  /** A code of the company, by its reference. */
  public Optional<EnrolmentRow> find(long companyRef, long enrolmentRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM enrolment WHERE company_ref = ? AND enrolment_ref = ?")
                .bind(0, companyRef)
                .bind(1, enrolmentRef)
                .map(EnrolmentRecords::row)
                .findOne());
  }

  /** Whose a code is, whichever company's: whoever has it belongs to nobody yet. */
  public Optional<EnrolmentRow> find(String code) {
    byte[] hash = sealer.lookup(KIND, code);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM enrolment WHERE code_hash = ?")
                .bind(0, hash)
                .map(EnrolmentRecords::row)
                .findOne());
  }

  /**
   * Uses a code up.
   *
   * @return false when somebody was faster, or its time is over
   */
  public boolean use(long companyRef, long enrolmentRef, long nowMs) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "UPDATE enrolment SET used_ms = ? WHERE company_ref = ?"
                        + " AND enrolment_ref = ? AND used_ms IS NULL AND until_ms > ?",
                    nowMs,
                    companyRef,
                    enrolmentRef,
                    nowMs)
                == 1);
  }

  /** Says which device came with a code. */
  public void name(long companyRef, long enrolmentRef, long deviceRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE enrolment SET device_ref = ? WHERE company_ref = ? AND enrolment_ref = ?",
                deviceRef,
                companyRef,
                enrolmentRef));
  }

  /** Makes a code usable again, because the road refused the device. */
  public void giveBack(long companyRef, long enrolmentRef) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE enrolment SET used_ms = NULL WHERE company_ref = ?"
                    + " AND enrolment_ref = ?",
                companyRef,
                enrolmentRef));
  }

  private static EnrolmentRow row(ResultSet row, StatementContext context) throws SQLException {
    return new EnrolmentRow(
        row.getLong("enrolment_ref"),
        row.getLong("company_ref"),
        number(row, "driver_ref"),
        number(row, "vehicle_ref"),
        number(row, "replaced_ref"),
        row.getLong("by_person_ref"),
        row.getLong("until_ms"),
        number(row, "used_ms"),
        number(row, "device_ref"));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

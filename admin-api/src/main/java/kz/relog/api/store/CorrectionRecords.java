package kz.relog.api.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.store.CorrectionRow.Piece;
import kz.relog.api.store.CorrectionRow.Step;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Corrections of shifts, and how far they are. Any thread; blocks. */
public final class CorrectionRecords {
  private final Jdbi jdbi;

  CorrectionRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A binding as the road has it.
   *
   * @param bindingRef names it
   * @param deviceRef the tracker
   * @param fromMs inclusive
   * @param toMs exclusive; 0 until further notice
   */
  public record Bound(long bindingRef, long deviceRef, long fromMs, long toMs) {}

  /** The bindings that carry a shift, as the road has them. */
  public List<Bound> boundBy(long companyRef, long shiftRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT b.binding_ref, b.device_ref, b.from_ms, b.to_ms FROM binding b"
                        + " JOIN shift_binding USING (binding_ref) JOIN shift s USING (shift_ref)"
                        + " WHERE s.company_ref = ? AND s.shift_ref = ? ORDER BY b.device_ref")
                .bind(0, companyRef)
                .bind(1, shiftRef)
                .map(
                    (row, context) ->
                        new Bound(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list());
  }

  /**
   * Writes a correction down, and with it the shifts as they are from now on.
   *
   * @param before the shift as it was
   * @param rest what the wrong driver keeps of it; empty for nothing
   * @param given the shift of the right driver, under the reference of {@code before} when nothing
   *     is kept; empty when nobody knows who drove
   * @return false when the shift was changed meanwhile, or is being corrected: nothing is written
   */
  public boolean begin(
      long companyRef,
      ShiftRow before,
      Optional<ShiftRow> rest,
      Optional<ShiftRow> given,
      CorrectionRow correction) {
    return jdbi.inTransaction(
        handle -> {
          if (isBusy(handle, companyRef, before.vehicleRef())
              || !isUnchanged(handle, companyRef, before)) {
            return false;
          }
          for (Piece piece : correction.devices()) {
            handle.execute(
                "DELETE FROM shift_binding WHERE binding_ref IN (?, ?) AND ? = 1",
                piece.keptRef(),
                piece.givenRef(),
                piece.keptFromMs().isEmpty() ? 1 : 0);
          }
          handle.execute(
              "DELETE FROM shift WHERE company_ref = ? AND shift_ref = ?",
              companyRef,
              before.shiftRef());
          rest.ifPresent(shift -> put(handle, companyRef, shift, correction.askedMs()));
          given.ifPresent(shift -> put(handle, companyRef, shift, correction.askedMs()));
          given.ifPresent(shift -> bind(handle, shift.shiftRef(), correction.devices()));
          write(handle, correction);
          return true;
        });
  }

  private static boolean isBusy(Handle handle, long companyRef, long vehicleRef) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM correction WHERE company_ref = ? AND vehicle_ref = ?"
                + " AND step <> 'DONE')")
        .bind(0, companyRef)
        .bind(1, vehicleRef)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether the road does not have the bindings of a correction of a vehicle yet. */
  public boolean isBinding(long companyRef, long vehicleRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM correction WHERE company_ref = ?"
                        + " AND vehicle_ref = ? AND step = 'WRITTEN')")
                .bind(0, companyRef)
                .bind(1, vehicleRef)
                .mapTo(Boolean.class)
                .one());
  }

  private static boolean isUnchanged(Handle handle, long companyRef, ShiftRow before) {
    return handle
        .createQuery("SELECT version FROM shift WHERE company_ref = ? AND shift_ref = ?")
        .bind(0, companyRef)
        .bind(1, before.shiftRef())
        .mapTo(Long.class)
        .findOne()
        .filter(version -> version == before.version())
        .isPresent();
  }

  private static void put(Handle handle, long companyRef, ShiftRow shift, long nowMs) {
    handle.execute(
        "INSERT INTO shift (shift_ref, company_ref, vehicle_ref, driver_ref, version, from_ms,"
            + " to_ms, by_person_ref, written_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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

  private static void bind(Handle handle, long shiftRef, List<Piece> pieces) {
    for (Piece piece : pieces) {
      handle.execute(
          "INSERT INTO shift_binding (binding_ref, shift_ref, device_ref) VALUES (?, ?, ?)",
          piece.givenRef(),
          shiftRef,
          piece.deviceRef());
    }
  }

  private static void write(Handle handle, CorrectionRow row) {
    handle.execute(
        "INSERT INTO correction (correction_ref, company_ref, shift_ref, vehicle_ref, wrong_ref,"
            + " right_ref, from_ms, to_ms, by_person_ref, by_role, asked_ms, step, facts_to_ms,"
            + " done_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.correctionRef(),
        row.companyRef(),
        row.shiftRef(),
        row.vehicleRef(),
        row.wrongRef(),
        row.rightRef(),
        row.fromMs(),
        row.toMs(),
        row.byPersonRef(),
        row.byRole(),
        row.askedMs(),
        row.step().name(),
        row.factsToMs(),
        row.doneMs());
    for (Piece piece : row.devices()) {
      handle.execute(
          "INSERT INTO correction_device (correction_ref, device_ref, kept_ref, kept_from_ms,"
              + " kept_to_ms, given_ref, from_ms, to_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          row.correctionRef(),
          piece.deviceRef(),
          piece.keptRef(),
          piece.keptFromMs().isPresent() ? piece.keptFromMs().getAsLong() : null,
          piece.keptToMs(),
          piece.givenRef(),
          piece.fromMs(),
          piece.toMs());
    }
  }

  /** Notes how far a correction is. */
  public void note(CorrectionRow row) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE correction SET step = ?, facts_to_ms = ?, done_ms = ?"
                    + " WHERE company_ref = ? AND correction_ref = ?",
                row.step().name(),
                row.factsToMs(),
                row.doneMs(),
                row.companyRef(),
                row.correctionRef()));
  }

  /** A correction of the company. */
  public Optional<CorrectionRow> find(long companyRef, long correctionRef) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM correction WHERE company_ref = ? AND correction_ref = ?")
                .bind(0, companyRef)
                .bind(1, correctionRef)
                .map((row, context) -> row(handle, row))
                .findOne());
  }

  /** Those of all companies that are not complete, oldest first: for what carries them out. */
  public List<CorrectionRow> open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM correction WHERE step <> 'DONE' ORDER BY number")
                .map((row, context) -> row(handle, row))
                .list());
  }

  private static CorrectionRow row(Handle handle, ResultSet row) throws SQLException {
    long ref = row.getLong("correction_ref");
    return new CorrectionRow(
        ref,
        row.getLong("company_ref"),
        row.getLong("shift_ref"),
        row.getLong("vehicle_ref"),
        row.getLong("wrong_ref"),
        row.getLong("right_ref"),
        row.getLong("from_ms"),
        row.getLong("to_ms"),
        row.getLong("by_person_ref"),
        row.getString("by_role"),
        row.getLong("asked_ms"),
        Step.valueOf(row.getString("step")),
        row.getLong("facts_to_ms"),
        row.getLong("done_ms"),
        handle
            .createQuery("SELECT * FROM correction_device WHERE correction_ref = ?")
            .bind(0, ref)
            .map(CorrectionRecords::piece)
            .list());
  }

  private static Piece piece(ResultSet row, StatementContext context) throws SQLException {
    long keptFromMs = row.getLong("kept_from_ms");
    OptionalLong kept = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(keptFromMs);
    return new Piece(
        row.getLong("device_ref"),
        row.getLong("kept_ref"),
        kept,
        row.getLong("kept_to_ms"),
        row.getLong("given_ref"),
        row.getLong("from_ms"),
        row.getLong("to_ms"));
  }
}

package kz.relog.api.correct;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.permission.Drivers;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CorrectionRecords;
import kz.relog.api.store.CorrectionRow;
import kz.relog.api.store.CorrectionRow.Piece;
import kz.relog.api.store.CorrectionRow.Step;
import kz.relog.api.store.ShiftRow;
import kz.relog.api.vehicle.LongAgo;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/shifts/{id}/corrections}: somebody else drove, for the whole of a shift, its beginning
 * or its end. Any thread.
 */
public final class CorrectionEndpoints {
  private static final String PATH = "/v1/corrections/";
  private static final Access READ =
      Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);

  private final AdminStore store;
  private final CorrectionRecords records;
  private final Drivers drivers;
  private final Corrector corrector;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these records; the corrector carries out what is written. */
  public CorrectionEndpoints(
      AdminStore store, Corrector corrector, SecureRandom random, Clock clock) {
    this.store = store;
    this.records = store.corrections();
    this.drivers = new Drivers(store.people());
    this.corrector = corrector;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/shifts/{id}/corrections", WRITE, this::correct),
        Endpoint.get(PATH + "{id}", READ, this::get));
  }

  /** A correction as JSON. */
  private record CorrectionView(
      String id,
      String shift,
      String vehicle,
      String named,
      @Nullable String driver,
      @Nullable String from,
      @Nullable String to,
      String state,
      @Nullable String askedAt,
      @Nullable String doneAt) {
    static CorrectionView of(CorrectionRow row) {
      return new CorrectionView(
          Refs.text(row.correctionRef()),
          Refs.text(row.shiftRef()),
          Refs.text(row.vehicleRef()),
          Refs.text(row.wrongRef()),
          row.rightRef() == 0 ? null : Refs.text(row.rightRef()),
          Json.time(row.fromMs()),
          Json.time(row.toMs()),
          row.step() == Step.DONE ? "done" : "running",
          Json.time(row.askedMs()),
          Json.time(row.doneMs()));
    }

    @Override
    public String toString() {
      return "CorrectionView[" + state + "]";
    }
  }

  /** Who drove from when to when. */
  private record Truth(long driverRef, long fromMs, long toMs) {
    long endMs() {
      return toMs == 0 ? Long.MAX_VALUE : toMs;
    }

    @Override
    public String toString() {
      return "Truth";
    }
  }

  private HttpResponse correct(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    OptionalLong driver = body.refOrNull("driver");
    Optional<Instant> from = body.time("from");
    Optional<Instant> to = body.time("to");
    body.finish();
    Caller caller = call.caller();
    ShiftRow before =
        store
            .shifts()
            .find(caller.companyRef(), call.ref("shift"))
            .orElseThrow(() -> Problem.notFound("There is no such shift.").toException());
    Truth truth =
        new Truth(
            driver.isPresent() ? drivers.require(caller.companyRef(), driver.getAsLong()) : 0,
            from.map(Instant::toEpochMilli).orElse(before.fromMs()),
            to.map(Instant::toEpochMilli).orElse(before.toMs()));
    check(caller.companyRef(), before, truth);
    CorrectionRow row = row(caller, before, truth);
    if (!records.begin(
        caller.companyRef(), before, rest(before, truth), given(caller, before, truth), row)) {
      throw Problem.conflict(
              "The shift was changed meanwhile, or the vehicle is being corrected; try again.")
          .toException();
    }
    corrector.wake();
    return Answers.at(
        HttpStatus.ACCEPTED, PATH + Refs.text(row.correctionRef()), CorrectionView.of(row));
  }

  private void check(long companyRef, ShiftRow before, Truth truth) {
    long nowMs = clock.millis();
    if (truth.driverRef == before.driverRef()) {
      throw Problem.conflict("This driver is the one who is named.").toException();
    }
    boolean inside = truth.fromMs >= before.fromMs() && truth.endMs() <= before.endMs();
    boolean atAnEnd = truth.fromMs == before.fromMs() || truth.endMs() == before.endMs();
    if (!inside || !atAnEnd || truth.fromMs >= truth.endMs()) {
      throw Problem.conflict(
              "A correction takes the whole shift, its beginning or its end; in two steps, what"
                  + " lies between.")
          .toException();
    }
    if (truth.fromMs >= nowMs) {
      throw Problem.conflict("That time is ahead: change the shift instead.").toException();
    }
    LongAgo.refuse("from", truth.fromMs, nowMs);
    if (!store.holds().on(companyRef, before.driverRef()).isEmpty()) {
      throw Problem.of(
              HttpStatus.CONFLICT,
              "held",
              "A hold is in the way",
              "Positions under the driver who was named are kept for a dispute; a correction would"
                  + " destroy them there. End the hold first.")
          .toException();
    }
  }

  private static Optional<ShiftRow> rest(ShiftRow before, Truth truth) {
    if (truth.fromMs > before.fromMs()) {
      return Optional.of(before.with(before.driverRef(), before.fromMs(), truth.fromMs));
    }
    return truth.endMs() < before.endMs()
        ? Optional.of(before.with(before.driverRef(), truth.toMs, before.toMs()))
        : Optional.empty();
  }

  private Optional<ShiftRow> given(Caller caller, ShiftRow before, Truth truth) {
    if (truth.driverRef == 0) {
      return Optional.empty();
    }
    if (rest(before, truth).isEmpty()) {
      return Optional.of(before.with(truth.driverRef, before.fromMs(), before.toMs()));
    }
    return Optional.of(
        new ShiftRow(
            Refs.random(random),
            before.vehicleRef(),
            truth.driverRef,
            1,
            truth.fromMs,
            truth.toMs,
            caller.personRef()));
  }

  private CorrectionRow row(Caller caller, ShiftRow before, Truth truth) {
    List<Piece> pieces = new ArrayList<>();
    for (CorrectionRecords.Bound bound : records.boundBy(caller.companyRef(), before.shiftRef())) {
      piece(bound, truth).ifPresent(pieces::add);
    }
    return new CorrectionRow(
        Refs.random(random),
        caller.companyRef(),
        before.shiftRef(),
        before.vehicleRef(),
        before.driverRef(),
        truth.driverRef,
        truth.fromMs,
        truth.toMs,
        caller.personRef(),
        caller.role().name(),
        clock.millis(),
        Step.WRITTEN,
        0,
        0,
        pieces);
  }

  /** A tracker that came or left during the shift was bound for a part of it. */
  private Optional<Piece> piece(CorrectionRecords.Bound bound, Truth truth) {
    long boundEndMs = bound.toMs() == 0 ? Long.MAX_VALUE : bound.toMs();
    long fromMs = Math.max(bound.fromMs(), truth.fromMs);
    long endMs = Math.min(boundEndMs, truth.endMs());
    if (fromMs >= endMs) {
      return Optional.empty();
    }
    long toMs = endMs == Long.MAX_VALUE ? 0 : endMs;
    boolean keepsBeginning = bound.fromMs() < fromMs;
    boolean keepsEnd = endMs < boundEndMs;
    if (!keepsBeginning && !keepsEnd) {
      return Optional.of(
          new Piece(
              bound.deviceRef(),
              bound.bindingRef(),
              OptionalLong.empty(),
              0,
              bound.bindingRef(),
              fromMs,
              toMs));
    }
    return Optional.of(
        new Piece(
            bound.deviceRef(),
            bound.bindingRef(),
            OptionalLong.of(keepsBeginning ? bound.fromMs() : endMs),
            keepsBeginning ? fromMs : bound.toMs(),
            Refs.random(random),
            fromMs,
            toMs));
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(
        CorrectionView.of(
            records
                .find(call.caller().companyRef(), call.ref("correction"))
                .orElseThrow(
                    () -> Problem.notFound("There is no such correction.").toException())));
  }
}

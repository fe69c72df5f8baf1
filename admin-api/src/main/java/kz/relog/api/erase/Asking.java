package kz.relog.api.erase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.Erasures.Scope;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.About;
import kz.relog.api.store.ErasureRequest.Asker;
import kz.relog.api.store.ErasureRequest.State;
import kz.relog.api.store.ErasureRequestRecords;
import kz.relog.api.store.ExportRow;
import kz.relog.api.store.HoldRow;
import kz.relog.api.store.PersonRow;

/**
 * Takes requests, and decides what becomes of each: at once, after the export window, or when a
 * hold ends. From its answer on the person is blocked. Any thread; one request at a time.
 */
final class Asking {
  private final ErasingParts parts;
  private final AdminStore store;
  private final ErasureRequestRecords records;

  Asking(ErasingParts parts) {
    this.parts = parts;
    this.store = parts.store();
    this.records = store.erasureRequests();
  }

  /**
   * What is asked for.
   *
   * @param scope what is to go
   * @param openEnd whether no end was named, so that it means until now
   * @param reason why; a company must say
   * @param withWindow whether data is to be taken along first
   * @param withoutPackage whether a package that is being made is not waited for
   */
  record Wish(
      Scope scope,
      boolean openEnd,
      Optional<String> reason,
      boolean withWindow,
      boolean withoutPackage) {}

  /** Takes a request of a caller; one that repeats another gets that one back. */
  synchronized ErasureRequest ask(Caller caller, PersonRow person, Wish wish) {
    Optional<ErasureRequest> before = known(person, wish);
    if (before.isPresent()) {
      return before.get();
    }
    boolean own = caller.personRef() == person.personRef();
    Asker asker = own ? Asker.PERSON : caller.role() == Role.OWNER ? Asker.OWNER : Asker.DISPATCHER;
    requireAllowed(person, wish);
    List<HoldRow> holds = store.holds().on(person.companyRef(), person.personRef());
    if (!holds.isEmpty() && !wish.scope.isWhole()) {
      refuse(caller, person, holds.get(0));
    }
    boolean waits = wish.withWindow || !own;
    if (!waits && !wish.withoutPackage) {
      requireNoExport(person);
    }
    if (wish.scope.isWhole()) {
      // First of all: from here on nothing is stored any more, whatever becomes of the rest.
      parts.offTheRoad().beforeEnd(person.companyRef(), person.personRef());
    }
    return write(caller, person, wish, asker, waits, holds);
  }

  private ErasureRequest write(
      Caller caller, PersonRow person, Wish wish, Asker asker, boolean waits, List<HoldRow> holds) {
    long nowMs = parts.clock().millis();
    long dueMs = waits ? nowMs + parts.window().toMillis() : nowMs;
    State state = waits ? State.WAITING : holds.isEmpty() ? State.PREPARING : State.HELD;
    ErasureRequest row =
        row(
            person.companyRef(),
            person.personRef(),
            caller.personRef(),
            asker,
            About.PERSON,
            wish.scope,
            dueMs,
            state,
            wish.reason);
    records.add(person.companyRef(), row);
    record(caller, AuditAction.ERASURE_REQUESTED, row);
    if (waits && asker != Asker.PERSON) {
      send(
          person,
          Template.ERASURE_ANNOUNCED,
          Map.of("reason", wish.reason.orElse(""), "date", day(person.companyRef(), dueMs)));
    } else if (waits) {
      send(person, Template.ERASURE_REQUESTED, Map.of("date", day(person.companyRef(), dueMs)));
    }
    if (state == State.HELD) {
      hold(row, holds.get(0));
    }
    return records.findAny(row.requestRef()).orElseThrow();
  }

  /** The term of keeping a former member is over; nobody is left to be told. */
  synchronized void retire(long companyRef, long personRef) {
    boolean known =
        records.ofSubject(companyRef, personRef).stream()
            .anyMatch(row -> row.state() != State.CANCELLED && row.scope().isWhole());
    if (!known) {
      records.add(
          companyRef,
          row(
              companyRef,
              personRef,
              0,
              Asker.RETENTION,
              About.PERSON,
              Scope.WHOLE,
              parts.clock().millis(),
              State.PREPARING,
              Optional.empty()));
    }
  }

  /** A customer at a stop is to be erased. */
  synchronized ErasureRequest askForCustomer(Caller caller, long customerRef) {
    Optional<ErasureRequest> before =
        records.ofSubject(caller.companyRef(), customerRef).stream().findFirst();
    if (before.isPresent()) {
      return before.get();
    }
    ErasureRequest row =
        row(
            caller.companyRef(),
            customerRef,
            caller.personRef(),
            caller.role() == Role.OWNER ? Asker.OWNER : Asker.DISPATCHER,
            About.CUSTOMER,
            Scope.WHOLE,
            parts.clock().millis(),
            State.PREPARING,
            Optional.empty());
    records.add(caller.companyRef(), row);
    record(caller, AuditAction.ERASURE_REQUESTED, row);
    return records.findAny(row.requestRef()).orElseThrow();
  }

  /** Takes one back within its window. */
  synchronized ErasureRequest cancel(Caller caller, ErasureRequest row) {
    if (!records.cancel(row.companyRef(), row.requestRef(), parts.clock().millis())) {
      throw Problem.conflict(
              "It is too late: an erasure can be taken back while it waits for its export window to"
                  + " end, and not any more.")
          .toException();
    }
    record(caller, AuditAction.UNBLOCKED, row);
    store
        .people()
        .find(row.companyRef(), row.subjectRef())
        .ifPresent(person -> send(person, Template.ERASURE_CANCELLED, Map.of()));
    return records.findAny(row.requestRef()).orElseThrow();
  }

  /** A hold keeps what a dispute needs; the rest goes, and the person is told. */
  void hold(ErasureRequest row, HoldRow hold) {
    store.forgetUnheld(row.subjectRef());
    store
        .people()
        .find(row.companyRef(), row.subjectRef())
        .ifPresent(person -> sendRefusal(person, hold));
    parts
        .audit()
        .record(
            AuditEntry.system(AuditAction.ERASURE_REFUSED)
                .inCompany(row.companyRef())
                .on(ObjectKind.ERASURE, row.requestRef())
                .about(row.subjectRef())
                .refused());
  }

  private Optional<ErasureRequest> known(PersonRow person, Wish wish) {
    return records.ofSubject(person.companyRef(), person.personRef()).stream()
        .filter(row -> row.state() != State.CANCELLED)
        .filter(
            row ->
                row.scope().equals(wish.scope)
                    || (wish.openEnd && row.isOpen() && sameBut(row.scope(), wish.scope)))
        .findFirst();
  }

  private static boolean sameBut(Scope before, Scope now) {
    return new Scope(before.deviceRef(), before.fromMs(), now.toMs(), before.categories())
        .equals(now);
  }

  private void requireAllowed(PersonRow person, Wish wish) {
    if (person.profile().isEmpty()) {
      throw Problem.erased("This person is erased.").toException();
    }
    if (wish.scope.isWhole()
        && person.role() == Role.OWNER
        && store.people().owners(person.companyRef()) < 2) {
      throw Problem.conflict(
              "This is the company's last owner, who must be able to answer for it. Make someone"
                  + " else an owner first.")
          .toException();
    }
  }

  private void requireNoExport(PersonRow person) {
    boolean making =
        store.exports().ofPerson(person.companyRef(), person.personRef(), 0, 1).stream()
            .map(ExportRow::state)
            .anyMatch(state -> state == ExportRow.State.QUEUED || state == ExportRow.State.RUNNING);
    if (making) {
      throw Problem.of(
              com.linecorp.armeria.common.HttpStatus.CONFLICT,
              "export-under-way",
              "A package is being made",
              "Your data is being packed. Fetch the package first, ask with withWindow true to have"
                  + " time for it, or with withoutPackage true to do without it.")
          .toException();
    }
  }

  private void refuse(Caller caller, PersonRow person, HoldRow hold) {
    sendRefusal(person, hold);
    parts
        .audit()
        .record(
            AuditEntry.by(caller, AuditAction.ERASURE_REFUSED)
                .on(ObjectKind.HOLD, hold.holdRef())
                .about(person.personRef())
                .refused());
    throw Problem.of(
            com.linecorp.armeria.common.HttpStatus.LOCKED,
            "held",
            "Held",
            "A hold keeps this until it ends: "
                + hold.reason().orElse("a dispute")
                + ". The person "
                + Refs.text(hold.ownerRef())
                + " answers for it; it is looked at again on "
                + day(person.companyRef(), hold.reviewMs())
                + ".")
        .toException();
  }

  private void sendRefusal(PersonRow person, HoldRow hold) {
    send(
        person,
        Template.ERASURE_REFUSED,
        Map.of(
            "reason", hold.reason().orElse(""), "date", day(person.companyRef(), hold.reviewMs())));
  }

  private void send(PersonRow person, Template template, Map<String, String> values) {
    parts.notices().send(Notice.to(person.companyRef(), person.personRef(), template, values));
  }

  private void record(Caller caller, AuditAction action, ErasureRequest row) {
    parts
        .audit()
        .record(
            AuditEntry.by(caller, action)
                .on(ObjectKind.ERASURE, row.requestRef())
                .about(row.subjectRef()));
  }

  private String day(long companyRef, long ms) {
    String zone = store.companies().timeZone(companyRef).orElse("UTC");
    return LocalDate.ofInstant(Instant.ofEpochMilli(ms), ZoneId.of(zone)).toString();
  }

  private ErasureRequest row(
      long companyRef,
      long subjectRef,
      long askedByRef,
      Asker asker,
      About about,
      Scope scope,
      long dueMs,
      State state,
      Optional<String> reason) {
    return new ErasureRequest(
        0,
        Refs.random(parts.random()),
        companyRef,
        subjectRef,
        askedByRef,
        asker,
        about,
        scope,
        parts.clock().millis(),
        dueMs,
        state,
        0,
        0,
        0,
        0,
        0,
        0,
        reason);
  }
}

package kz.relog.api.retain;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.CompanyTime;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.HoldRow;
import kz.relog.api.store.PersonRow;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/holds}: what must be kept although its term is over, with a reason, somebody who
 * answers for it and a day to look at it again. Any thread.
 */
public final class HoldEndpoints {
  /** Longest reason. */
  private static final int REASON_CHARS_MAX = 1_000;

  /** A hold is looked at again within so many days; none is for ever. */
  private static final int REVIEW_DAYS_MAX = 366;

  private static final String PATH = "/v1/holds";

  private final AdminStore store;
  private final AuditLog audit;
  private final SecureRandom random;
  private final CompanyTime time;

  /** Endpoints over these records. */
  public HoldEndpoints(AdminStore store, AuditLog audit, SecureRandom random, CompanyTime time) {
    this.store = store;
    this.audit = audit;
    this.random = random;
    this.time = time;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access owner = Access.of(Scope.PEOPLE, Role.OWNER);
    return List.of(
        Endpoint.post(PATH, owner, this::place),
        Endpoint.get(PATH, Access.of(Scope.PEOPLE, Role.OWNER, Role.AUDITOR), this::list),
        Endpoint.delete(PATH + "/{id}", owner, this::end));
  }

  private record HoldView(
      String id,
      @Nullable String person,
      @Nullable String reason,
      String owner,
      String placedBy,
      @Nullable String placedAt,
      @Nullable String reviewAt,
      @Nullable String endedAt) {
    static HoldView of(HoldRow row) {
      return new HoldView(
          Refs.text(row.holdRef()),
          row.personRef() == 0 ? null : Refs.text(row.personRef()),
          row.reason().orElse(null),
          Refs.text(row.ownerRef()),
          Refs.text(row.placedByRef()),
          Json.time(row.placedMs()),
          Json.time(row.reviewMs()),
          Json.time(row.endedMs()));
    }
  }

  private HttpResponse place(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    OptionalLong person = refIfAny(body, "person");
    OptionalLong owner = refIfAny(body, "owner");
    String reason = body.needed("reason", REASON_CHARS_MAX);
    LocalDate review = review(caller, body);
    body.finish();
    person.ifPresent(ref -> existing(caller.companyRef(), ref));
    owner.ifPresent(ref -> existing(caller.companyRef(), ref));
    HoldRow row =
        new HoldRow(
            0,
            Refs.random(random),
            caller.companyRef(),
            person.orElse(0),
            owner.orElse(caller.personRef()),
            caller.personRef(),
            time.nowMs(),
            time.startMs(caller.companyRef(), review),
            0,
            Optional.of(reason));
    store.holds().place(row);
    audit.record(
        AuditEntry.by(caller, AuditAction.HOLD_PLACED)
            .on(ObjectKind.HOLD, row.holdRef())
            .about(row.personRef()));
    return Answers.at(HttpStatus.CREATED, PATH + "/" + Refs.text(row.holdRef()), HoldView.of(row));
  }

  private LocalDate review(Caller caller, Body body) {
    LocalDate today = time.today(caller.companyRef());
    try {
      LocalDate day = LocalDate.parse(body.raw("reviewOn", 10).orElse(""));
      if (day.isAfter(today) && !day.isAfter(today.plusDays(REVIEW_DAYS_MAX))) {
        return day;
      }
    } catch (DateTimeParseException notDay) {
      // Falls through to the one message for all wrong days.
    }
    body.wrong("reviewOn", "a day within a year, such as " + today.plusMonths(3));
    return today;
  }

  private static OptionalLong refIfAny(Body body, String field) {
    return body.isAbsent(field) ? OptionalLong.empty() : body.refOrNull(field);
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    query.finish();
    Caller caller = call.caller();
    List<HoldRow> rows = store.holds().list(caller.companyRef(), before, limit + 1);
    audit.record(AuditEntry.by(caller, AuditAction.HOLDS_READ));
    return Answers.ok(Page.of(rows, limit, HoldRow::number).map(HoldView::of));
  }

  private HttpResponse end(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    long holdRef = call.ref("hold");
    HoldRow row =
        store
            .holds()
            .find(caller.companyRef(), holdRef)
            .orElseThrow(() -> Problem.notFound("There is no such hold.").toException());
    if (store.holds().end(caller.companyRef(), holdRef, time.nowMs())) {
      audit.record(
          AuditEntry.by(caller, AuditAction.HOLD_ENDED)
              .on(ObjectKind.HOLD, holdRef)
              .about(row.personRef()));
    }
    return Answers.none();
  }

  private PersonRow existing(long companyRef, long personRef) {
    return store
        .people()
        .find(companyRef, personRef)
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}

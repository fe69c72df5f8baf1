package kz.relog.api.people;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.account.AccountLimits;
import kz.relog.api.account.Accounts;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.driver.TrackingState;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;

/** {@code /v1/people}: who belongs to a company, their roles, their going. Any thread. */
public final class PeopleEndpoints {
  private static final String PATH = "/v1/people";
  private static final List<String> ROLES = List.of("owner", "dispatcher", "driver", "auditor");
  private static final Access DESK = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER);

  private final Accounts accounts;
  private final Leaving leaving;
  private final TrackingState tracking;

  /** Endpoints over these logins. */
  public PeopleEndpoints(Accounts accounts, Leaving leaving) {
    this.accounts = accounts;
    this.leaving = leaving;
    this.tracking = new TrackingState(accounts.store(), accounts.clock());
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, DESK, this::list),
        Endpoint.get(PATH + "/{id}", DESK, this::show),
        Endpoint.post(PATH + "/{id}/end", DESK, this::end),
        Endpoint.put(PATH + "/{id}/role", Access.of(Scope.PEOPLE, Role.OWNER), this::changeRole));
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    Caller caller = call.caller();
    accounts.audit().record(AuditEntry.by(caller, AuditAction.PEOPLE_READ));
    List<PersonRow> rows = accounts.store().people().list(caller.companyRef(), after, limit + 1);
    return Answers.ok(Page.of(rows, limit, PersonRow::number).map(this::view));
  }

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    PersonRow person = person(call);
    Caller caller = call.caller();
    if (person.personRef() != caller.personRef()) {
      accounts
          .audit()
          .record(
              AuditEntry.by(caller, AuditAction.PROFILE_READ)
                  .on(ObjectKind.PERSON, person.personRef())
                  .about(person.personRef()));
    }
    return Answers.tagged(HttpStatus.OK, person.version(), view(person));
  }

  private HttpResponse end(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    PersonRow person = person(call);
    Body body = call.json();
    String reason = body.needed("reason", AccountLimits.REASON_CHARS_MAX);
    body.finish();
    if (caller.role() == Role.DISPATCHER && person.role() != Role.DRIVER) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "forbidden",
              "Not allowed",
              "Dispatchers end the membership of drivers; that of others ends the owner.")
          .toException();
    }
    leaving.end(caller, person, reason);
    return Answers.ok(view(person(call)));
  }

  private HttpResponse changeRole(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    PersonRow person = person(call);
    Body body = call.json();
    Role role = Role.valueOf(body.word("role", ROLES).toUpperCase(Locale.ROOT));
    body.finish();
    leaving.changeRole(call.caller(), person, call.ifMatch(), role);
    PersonRow after = person(call);
    return Answers.tagged(HttpStatus.OK, after.version(), view(after));
  }

  private PersonRow person(Call call) {
    return accounts
        .store()
        .people()
        .find(call.caller().companyRef(), call.ref("person"))
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }

  private PersonView view(PersonRow row) {
    Optional<Boolean> location =
        row.role() == Role.DRIVER && row.state() == PersonState.ACTIVE
            ? Optional.of(tracking.isOn(row.companyRef(), row.personRef()))
            : Optional.empty();
    return PersonView.of(row, accounts.sessions().standing(row), location);
  }
}

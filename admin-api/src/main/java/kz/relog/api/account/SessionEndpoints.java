package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.PersonState;
import kz.relog.api.store.SessionRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/sessions}: log in, see one's sessions, log out here or everywhere. Any thread. */
public final class SessionEndpoints {
  private static final String PATH = "/v1/sessions";
  private static final Problem WRONG =
      Problem.of(
          HttpStatus.UNAUTHORIZED,
          "wrong-login",
          "Wrong login",
          "The e-mail address or the password is wrong, or the address is not verified yet.");

  private final AdminStore store;
  private final Logins logins;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Clock clock;

  SessionEndpoints(Accounts accounts) {
    this.store = accounts.store();
    this.logins = accounts.logins();
    this.sessions = accounts.sessions();
    this.audit = accounts.audit();
    this.clock = accounts.clock();
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access own = Access.self().from(Standing.BLOCKED).alsoAfterEnd();
    return List.of(
        Endpoint.post(PATH, Access.open(), this::logIn).atTheDoor(),
        Endpoint.get(PATH, own, this::list),
        Endpoint.delete(PATH, own, this::logOutEverywhere),
        Endpoint.delete(PATH + "/current", own, this::logOut),
        Endpoint.delete(PATH + "/{id}", own, this::end));
  }

  private HttpResponse logIn(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String email = PersonFields.email(body);
    String password = body.requiredSecret("password", AccountLimits.PASSWORD_CHARS_MAX);
    OptionalLong company = body.ref("company");
    boolean asCookie = body.flag("cookie");
    body.finish();
    return logins.check(
        call,
        email,
        password,
        WRONG,
        account -> logins.open(call, membership(account, company), asCookie));
  }

  /**
   * The membership that a login means; of several the caller has to choose. One that has ended
   * counts where there is no other, for as long as its person can take their data along.
   */
  private PersonRow membership(AccountRow account, OptionalLong company) {
    long endedAfterMs = clock.millis() - AccountLimits.EXPORT_WINDOW.toMillis();
    List<PersonRow> all = store.people().ofAccount(account.accountRef(), endedAfterMs);
    if (all.isEmpty()) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "no-membership",
              "No membership",
              "This login is no longer in any company.")
          .toException();
    }
    List<PersonRow> members =
        all.stream().filter(one -> one.state() == PersonState.ACTIVE).toList();
    List<PersonRow> meant = members.isEmpty() ? all : members;
    if (company.isEmpty() && meant.size() == 1) {
      return meant.get(0);
    }
    return all.stream()
        .filter(one -> company.isPresent() && company.getAsLong() == one.companyRef())
        .findFirst()
        .orElseThrow(() -> choose(all, company));
  }

  private static RuntimeException choose(List<PersonRow> all, OptionalLong company) {
    String sent = company.isPresent() ? Refs.text(company.getAsLong()) : null;
    String ids =
        all.stream().map(one -> Refs.text(one.companyRef())).collect(Collectors.joining(", "));
    String allowed = "the company to work in, one of " + ids;
    return Problem.invalid(List.of(new FieldError("/company", "company", sent, allowed)))
        .toException();
  }

  private record SessionView(
      String id,
      boolean current,
      @Nullable String address,
      @Nullable String agent,
      @Nullable String createdAt,
      @Nullable String usedAt,
      @Nullable String expiresAt) {}

  private HttpResponse list(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    List<SessionView> views =
        sessions.list(caller.companyRef(), caller.personRef()).stream()
            .map(row -> view(row, caller))
            .toList();
    return Answers.ok(Map.of("items", views));
  }

  private static SessionView view(SessionRow row, Caller caller) {
    return new SessionView(
        Refs.text(row.sessionRef()),
        row.sessionRef() == caller.sessionRef(),
        row.origin().get("address"),
        row.origin().get("agent"),
        Json.time(row.createdMs()),
        Json.time(row.usedMs()),
        Json.time(row.expiresMs()));
  }

  private HttpResponse logOutEverywhere(Call call) {
    call.withoutQuery();
    store.sessions().endAll(logins.accountOf(call).orElseThrow());
    record(call.caller(), AuditAction.LOGOUT, 0);
    return ended();
  }

  private HttpResponse logOut(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    store.sessions().end(caller.companyRef(), caller.personRef(), caller.sessionRef());
    record(caller, AuditAction.LOGOUT, caller.sessionRef());
    return ended();
  }

  private HttpResponse end(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    long sessionRef = call.ref("session");
    if (!store.sessions().end(caller.companyRef(), caller.personRef(), sessionRef)) {
      throw Problem.notFound("There is no such session.").toException();
    }
    sessions.forget();
    record(caller, AuditAction.SESSION_REVOKED, sessionRef);
    return Answers.none();
  }

  private void record(Caller caller, AuditAction action, long sessionRef) {
    audit.record(
        AuditEntry.by(caller, action).on(ObjectKind.SESSION, sessionRef).about(caller.personRef()));
  }

  private HttpResponse ended() {
    sessions.forget();
    return Logins.withoutCookie(Answers.none());
  }
}

package kz.relog.api.people;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.account.AccountLimits;
import kz.relog.api.account.Accounts;
import kz.relog.api.account.PersonFields;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.call.Versions;
import kz.relog.api.disclosure.RecipientNotices;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRecords;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me}: a person sees and rectifies what is known about them. Any thread. */
public final class MeEndpoints {
  private static final String PATH = "/v1/me";

  private final Accounts accounts;
  private final AdminStore store;
  private final Leaving leaving;
  private final RecipientNotices recipients;

  /** Endpoints over these logins. */
  public MeEndpoints(Accounts accounts, Leaving leaving) {
    this.accounts = accounts;
    this.store = accounts.store();
    this.leaving = leaving;
    this.recipients = new RecipientNotices(store, accounts.notices());
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Access.self().from(Standing.BLOCKED).alsoAfterEnd(), this::show),
        Endpoint.write(HttpMethod.PATCH, PATH, Access.self(), Json.BODY_BYTES_MAX, this::rectify),
        Endpoint.get(PATH + "/history", Access.self().alsoAfterEnd(), this::history),
        Endpoint.post(PATH + "/leave", Access.self(), this::leave));
  }

  private record CompanyView(String id, @Nullable String name, String country, String timeZone) {
    static CompanyView of(CompanyRow row) {
      return new CompanyView(
          Refs.text(row.companyRef()), row.name().orElse(null), row.country(), row.timeZone());
    }
  }

  private record MeView(PersonView person, CompanyView company) {}

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return shown(self(call.caller()));
  }

  private HttpResponse rectify(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    PersonRow row = self(caller);
    Profile before = row.profile().orElseThrow();
    Body body = call.json();
    Profile after =
        new Profile(
            body.text("firstName", AccountLimits.NAME_CHARS_MAX).orElse(before.firstName()),
            body.text("lastName", AccountLimits.NAME_CHARS_MAX).orElse(before.lastName()),
            PersonFields.phone(body).or(before::phone));
    body.finish();
    Versions.require(call.ifMatch(), row.version(), "profile");
    if (after.equals(before)) {
      return shown(row);
    }
    PersonRecords.Outcome outcome =
        store
            .people()
            .rectify(
                caller.companyRef(),
                caller.personRef(),
                row.version(),
                before,
                after,
                accounts.clock().millis());
    if (outcome != PersonRecords.Outcome.DONE) {
      throw Versions.changed("profile");
    }
    accounts
        .audit()
        .record(
            AuditEntry.by(caller, AuditAction.PROFILE_CHANGED)
                .on(ObjectKind.PERSON, caller.personRef())
                .about(caller.personRef()));
    recipients.tellRectified(caller.companyRef(), caller.personRef());
    return shown(self(caller));
  }

  private record PastView(String field, @Nullable String before, @Nullable String changedAt) {
    @Override
    public String toString() {
      return "PastView[" + field + "]";
    }
  }

  private HttpResponse history(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    Caller caller = call.caller();
    List<PersonRecords.PastValue> rows =
        store.people().history(caller.companyRef(), caller.personRef(), after, limit + 1);
    return Answers.ok(
        Page.of(rows, limit, PersonRecords.PastValue::number)
            .map(
                past ->
                    new PastView(
                        past.field(),
                        past.before().isEmpty() ? null : past.before(),
                        Json.time(past.changedMs()))));
  }

  private HttpResponse leave(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    leaving.end(caller, self(caller), "left");
    return Answers.none();
  }

  private HttpResponse shown(PersonRow row) {
    Optional<CompanyRow> company = store.companies().find(row.companyRef());
    return Answers.tagged(
        HttpStatus.OK,
        row.version(),
        new MeView(
            PersonView.of(row, accounts.sessions().standing(row)),
            CompanyView.of(company.orElseThrow())));
  }

  private PersonRow self(Caller caller) {
    return store
        .people()
        .find(caller.companyRef(), caller.personRef())
        .filter(row -> row.profile().isPresent())
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}

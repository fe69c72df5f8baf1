package kz.relog.api.company;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Locale;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.CompanyCount;
import kz.relog.api.store.CompanyRecords;
import kz.relog.api.store.TakeOver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/companies} for the operator: which there are and how many devices they have, and who
 * gets what was there before there were companies. Any thread.
 */
public final class CompanyEndpoints {
  private static final Logger log = LoggerFactory.getLogger(CompanyEndpoints.class);
  private static final Access OPERATOR = Access.of(Scope.FLEET_READ, Role.OPERATOR);

  private final CompanyRecords companies;
  private final TakeOver takeOver;
  private final AuditLog audit;

  /** Endpoints over these companies; tells in the log what waits to be taken over. */
  public CompanyEndpoints(CompanyRecords companies, TakeOver takeOver, AuditLog audit) {
    this.companies = companies;
    this.takeOver = takeOver;
    this.audit = audit;
    TakeOver.Count waiting = takeOver.waiting();
    if (waiting.devices() + waiting.plans() > 0) {
      log.warn(
          "{} devices and {} plans are of a time before there were companies, and nobody sees them."
              + " The operator gives them to a company: POST /v1/companies/ID/take-over",
          waiting.devices(),
          waiting.plans());
    }
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/companies", OPERATOR, this::list),
        Endpoint.post("/v1/companies/{id}/take-over", OPERATOR, this::takeOver));
  }

  /** A company as JSON: its name is its own matter. */
  private record CompanyView(String id, String state, @Nullable String createdAt, long devices) {
    static CompanyView of(CompanyCount row) {
      return new CompanyView(
          Refs.text(row.companyRef()),
          row.state().name().toLowerCase(Locale.ROOT),
          Json.time(row.createdMs()),
          row.devices());
    }
  }

  /** What a company got, as JSON. */
  private record TakenView(long devices, long plans) {}

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    return Answers.ok(
        Page.of(companies.counts(after, limit + 1), limit, CompanyCount::companyRef)
            .map(CompanyView::of));
  }

  private HttpResponse takeOver(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    long companyRef = call.ref("company");
    if (companies.find(companyRef).filter(row -> row.verified()).isEmpty()) {
      throw Problem.notFound("There is no such company with a verified owner.").toException();
    }
    TakeOver.Count taken = takeOver.give(companyRef);
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.COMPANY_CHANGED)
            .inCompany(companyRef)
            .on(ObjectKind.COMPANY, companyRef));
    return Answers.ok(new TakenView(taken.devices(), taken.plans()));
  }
}

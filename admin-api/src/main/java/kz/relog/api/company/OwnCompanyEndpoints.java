package kz.relog.api.company;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.ZoneId;
import java.util.List;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.account.AccountLimits;
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
import kz.relog.api.call.Versions;
import kz.relog.api.hours.HoursOnRoad;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.CompanyRecords;
import kz.relog.api.store.CompanyRow;

/**
 * {@code /v1/company}: its people see what it is called and where its days begin; the owner changes
 * both. Drivers whose tracking hours are in the company's zone get them in the new one. Any thread.
 */
public final class OwnCompanyEndpoints {
  private static final String PATH = "/v1/company";
  private static final String WHAT = "company";
  private static final Access READ =
      Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
  private static final Access WRITE = Access.of(Scope.PEOPLE, Role.OWNER);

  private final CompanyRecords companies;
  private final HoursOnRoad hours;
  private final AuditLog audit;

  /** Endpoints over these companies, whose drivers have these hours. */
  public OwnCompanyEndpoints(CompanyRecords companies, HoursOnRoad hours, AuditLog audit) {
    this.companies = companies;
    this.hours = hours;
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, READ, this::show),
        Endpoint.write(HttpMethod.PATCH, PATH, WRITE, Json.BODY_BYTES_MAX, this::change));
  }

  private record OwnCompanyView(
      String id, String name, String bin, String country, String timeZone, int driversBehind) {
    @Override
    public String toString() {
      return "OwnCompanyView[" + id + "]";
    }
  }

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    long companyRef = call.caller().companyRef();
    return shown(own(companyRef), hours.behind(companyRef));
  }

  private HttpResponse change(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    long companyRef = caller.companyRef();
    CompanyRow before = own(companyRef);
    String nameBefore = before.name().orElseThrow();
    Body body = call.json();
    String name = body.text("name", AccountLimits.COMPANY_NAME_CHARS_MAX).orElse(nameBefore);
    String zone = body.zone("timeZone").map(ZoneId::getId).orElse(before.timeZone());
    body.finish();
    Versions.require(call.ifMatch(), before.version(), WHAT);
    if (!name.equals(nameBefore) || !zone.equals(before.timeZone())) {
      if (!companies.change(companyRef, before, name, zone)) {
        throw Versions.changed(WHAT);
      }
      audit.record(
          AuditEntry.by(caller, AuditAction.COMPANY_CHANGED).on(ObjectKind.COMPANY, companyRef));
    }
    // Also when the zone is the one that it has: the road may not have taken it the first time.
    return shown(own(companyRef), hours.putAll(companyRef));
  }

  private static HttpResponse shown(CompanyRow row, int behind) {
    return Answers.tagged(
        behind == 0 ? HttpStatus.OK : HttpStatus.ACCEPTED,
        row.version(),
        new OwnCompanyView(
            Refs.text(row.companyRef()),
            row.name().orElseThrow(),
            row.bin().orElseThrow(),
            row.country(),
            row.timeZone(),
            behind));
  }

  private CompanyRow own(long companyRef) {
    return companies
        .find(companyRef)
        .filter(row -> row.name().isPresent())
        .orElseThrow(() -> Problem.notFound("There is no such company.").toException());
  }
}

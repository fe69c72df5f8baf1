package kz.relog.api.audit;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.store.AuditRecords;
import kz.relog.api.store.AuditRow;

/** {@code /v1/audit} and {@code /v1/me/audit}: who did and who looked. Any thread. */
public final class AuditEndpoints {
  private static final List<String> ACTIONS =
      Arrays.stream(AuditAction.values()).map(action -> AuditView.word(action.name())).toList();

  private final AuditRecords records;
  private final AuditLog audit;

  /** Endpoints over these rows; reading them is recorded too. */
  public AuditEndpoints(AuditRecords records, AuditLog audit) {
    this.records = records;
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/audit",
            Access.of(Scope.PEOPLE, Role.OPERATOR, Role.OWNER, Role.AUDITOR),
            this::company),
        Endpoint.get(
            "/v1/me/audit",
            Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.DRIVER, Role.AUDITOR)
                .alsoAfterEnd(),
            this::aboutMe));
  }

  private HttpResponse company(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    OptionalLong subject = query.ref("subject");
    Optional<String> action =
        query.word("action", ACTIONS).map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'));
    query.finish();
    Caller caller = call.caller();
    audit.record(
        AuditEntry.by(caller, AuditAction.AUDIT_READ)
            .on(ObjectKind.AUDIT, 0)
            .about(subject.orElse(0)));
    List<AuditRow> rows =
        records.ofCompany(caller.companyRef(), before, limit + 1, subject, action);
    return Answers.ok(Page.of(rows, limit, AuditRow::number).map(AuditView::of));
  }

  private HttpResponse aboutMe(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    query.finish();
    Caller caller = call.caller();
    List<AuditRow> rows =
        records.aboutPerson(caller.companyRef(), caller.personRef(), before, limit + 1);
    return Answers.ok(Page.of(rows, limit, AuditRow::number).map(AuditView::ofSubject));
  }
}

package kz.relog.api.question;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
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
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.QuestionRecords;
import kz.relog.api.store.QuestionRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/questions} and {@code /v1/questions}: asked by anybody, answered by the owner. */
public final class QuestionEndpoints {
  private static final int TEXT_CHARS_MAX = 2_000;

  private final QuestionRecords records;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these questions. */
  public QuestionEndpoints(
      QuestionRecords records, Notices notices, AuditLog audit, SecureRandom random, Clock clock) {
    this.records = records;
    this.notices = notices;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    // Also before the documents are accepted: who asks wants to know what to accept.
    Access self = Access.self().from(Standing.DOCUMENTS_DUE);
    Access owner = Access.of(Scope.PEOPLE, Role.OWNER);
    return List.of(
        Endpoint.post("/v1/me/questions", self, this::ask),
        Endpoint.get("/v1/me/questions", self, this::mine),
        Endpoint.get("/v1/questions", owner, this::all),
        Endpoint.post("/v1/questions/{id}/answer", owner, this::answer));
  }

  private record View(
      String id,
      @Nullable String question,
      @Nullable String askedAt,
      @Nullable String answer,
      @Nullable String answeredAt) {
    static View of(QuestionRow row) {
      return new View(
          Refs.text(row.questionRef()),
          row.question().orElse(null),
          Json.time(row.askedMs()),
          row.answer().orElse(null),
          Json.time(row.answeredMs()));
    }
  }

  private HttpResponse ask(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    String text = text(call);
    Caller caller = call.caller();
    long ref = Refs.random(random);
    records.ask(caller.companyRef(), caller.personRef(), ref, text, clock.millis());
    audit.record(
        AuditEntry.by(caller, AuditAction.QUESTION_ASKED)
            .on(ObjectKind.QUESTION, ref)
            .about(caller.personRef()));
    return Answers.json(
        HttpStatus.CREATED, View.of(records.find(caller.companyRef(), ref).orElseThrow()));
  }

  private HttpResponse mine(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    Caller caller = call.caller();
    return page(records.ofPerson(caller.companyRef(), caller.personRef(), after, limit + 1), limit);
  }

  private HttpResponse all(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    Caller caller = call.caller();
    List<QuestionRow> rows = records.ofCompany(caller.companyRef(), after, limit + 1);
    audit.record(AuditEntry.by(caller, AuditAction.QUESTIONS_READ));
    return page(rows, limit);
  }

  private HttpResponse answer(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    long ref = call.ref("question");
    String text = text(call);
    Caller caller = call.caller();
    QuestionRow row =
        records
            .find(caller.companyRef(), ref)
            .orElseThrow(() -> Problem.notFound("There is no such question.").toException());
    records.answer(row, caller.companyRef(), text, clock.millis());
    notices.send(
        Notice.to(caller.companyRef(), row.personRef(), Template.QUESTION_ANSWERED, Map.of()));
    audit.record(
        AuditEntry.by(caller, AuditAction.QUESTION_ANSWERED)
            .on(ObjectKind.QUESTION, ref)
            .about(row.personRef()));
    return Answers.ok(View.of(records.find(caller.companyRef(), ref).orElseThrow()));
  }

  private static HttpResponse page(List<QuestionRow> rows, int limit) {
    return Answers.ok(Page.of(rows, limit, QuestionRow::number).map(View::of));
  }

  private static String text(Call call) {
    Body body = call.json();
    String text = body.text("text", TEXT_CHARS_MAX).orElse("");
    body.finish();
    if (text.isEmpty()) {
      throw Problem.invalid(
              List.of(
                  new FieldError("/text", "text", null, "1 to " + TEXT_CHARS_MAX + " characters")))
          .toException();
    }
    return text;
  }
}

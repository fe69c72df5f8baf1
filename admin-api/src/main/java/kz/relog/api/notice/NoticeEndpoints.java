package kz.relog.api.notice;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.NoticeRecords;
import kz.relog.api.store.NoticeRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/notices}: what a person was told, in the product. Any thread. */
public final class NoticeEndpoints {
  private final NoticeRecords records;
  private final Clock clock;
  private final NoticeTexts texts = new NoticeTexts();

  /** Endpoints over these notices. */
  public NoticeEndpoints(NoticeRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access member =
        Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.DRIVER, Role.AUDITOR)
            .alsoAfterEnd();
    return List.of(
        Endpoint.get("/v1/me/notices", member, this::list),
        Endpoint.post("/v1/me/notices/{id}/read", member, this::read));
  }

  /** Subject and text are null once the term of the content is over. */
  private record View(
      String id,
      String template,
      String category,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String at,
      @Nullable String readAt) {}

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    Optional<Language> language = query.word("language", Language.codes()).flatMap(Language::of);
    query.finish();
    Caller caller = call.caller();
    List<NoticeRow> rows =
        records.ofPerson(
            caller.companyRef(), caller.personRef(), Template.inApp(), before, limit + 1);
    return Answers.ok(Page.of(rows, limit, NoticeRow::number).map(row -> view(row, language)));
  }

  private View view(NoticeRow row, Optional<Language> wanted) {
    Template template = Template.valueOf(row.template());
    Language language = wanted.or(() -> Language.of(row.language())).orElse(Language.RU);
    Optional<NoticeTexts.Rendered> text =
        records
            .content(row)
            .map(NoticeContent::parse)
            .map(
                content -> {
                  Map<String, String> values = new LinkedHashMap<>(content.values());
                  // The reader is there already.
                  values.put("url", "Relog");
                  return texts.render(template, language, values);
                });
    return new View(
        Refs.text(row.noticeRef()),
        template.key(),
        template.category().name().toLowerCase(Locale.ROOT),
        text.map(NoticeTexts.Rendered::subject).orElse(null),
        text.map(NoticeTexts.Rendered::body).map(String::strip).orElse(null),
        Json.time(row.createdMs()),
        Json.time(row.readMs()));
  }

  private HttpResponse read(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    Caller caller = call.caller();
    long ref = call.ref("notice");
    if (!records.markRead(caller.companyRef(), caller.personRef(), ref, clock.millis())) {
      throw Problem.notFound("You have no such notice.").toException();
    }
    return HttpResponse.of(HttpStatus.NO_CONTENT);
  }
}

package kz.relog.api.document;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Language;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;
import kz.relog.api.store.DocumentText;
import kz.relog.api.store.NoticeRecords;
import kz.relog.api.store.NoticeRow;

/** {@code /v1/documents}: what binds, what will, and the proof that people were told. */
public final class DocumentEndpoints {
  private final Documents documents;
  private final DocumentRecords records;
  private final NoticeRecords notices;
  private final AuditLog audit;

  /** Endpoints over these documents. */
  public DocumentEndpoints(Documents documents, AdminStore store, AuditLog audit) {
    this.documents = documents;
    this.records = store.documents();
    this.notices = store.notices();
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access operator = Access.of(Scope.PEOPLE, Role.OPERATOR);
    return List.of(
        Endpoint.get("/v1/documents", Access.open(), this::list),
        Endpoint.write(
            HttpMethod.POST,
            "/v1/documents",
            operator,
            DocumentReader.BODY_BYTES_MAX,
            this::publish),
        Endpoint.get("/v1/documents/{id}", Access.open(), this::show),
        Endpoint.get("/v1/documents/{id}/announcements", operator, this::announcements));
  }

  private record Listing(List<DocumentView> items) {}

  private record TextJson(DocumentView document, String language, String hash, String text) {}

  private record Announcements(
      String document, boolean complete, long queued, long sent, long failed, long dropped) {}

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    return Answers.ok(new Listing(documents.current().stream().map(this::view).toList()));
  }

  private HttpResponse show(Call call) {
    MediaType type = call.accepted(MediaType.JSON, MediaType.PLAIN_TEXT_UTF_8);
    Optional<String> wanted = call.query().word("language", Language.codes());
    call.query().finish();
    DocumentRow row = find(call);
    Language language = wanted.flatMap(Language::of).orElse(Documents.BINDING);
    DocumentText text =
        documents
            .text(row.documentRef(), language)
            .orElseThrow(
                () ->
                    Problem.notFound("This document has no text in " + language.code() + ".")
                        .toException());
    if (type.is(MediaType.JSON)) {
      return Answers.ok(new TextJson(view(row), text.language(), text.hash(), text.body()));
    }
    // The very bytes that the hash is of.
    return HttpResponse.of(
        Answers.headers(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8)
            .set(HttpHeaderNames.CONTENT_LANGUAGE, text.language())
            .build(),
        HttpData.wrap(text.body().getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse publish(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    DocumentReader.Sent sent = new DocumentReader(call.body(MediaType.JSON)).read();
    long effectiveMs = effectiveMs(sent);
    DocumentRow row =
        documents
            .publish(
                new Documents.NewDocument(
                    sent.kind(), sent.version(), sent.texts(), sent.material(), effectiveMs))
            .orElseThrow(
                () ->
                    Problem.conflict(
                            "There is a version of this name; a published text is never changed.")
                        .toException());
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.DOCUMENT_PUBLISHED)
            .on(ObjectKind.DOCUMENT, row.documentRef())
            .from(call.peer()));
    notices.nudge();
    return Answers.at(
        HttpStatus.CREATED, "/v1/documents/" + Refs.text(row.documentRef()), view(row));
  }

  /** When it begins to bind: as asked, but not before people had their time to read it. */
  private long effectiveMs(DocumentReader.Sent sent) {
    DocumentKind kind = sent.kind();
    List<DocumentRow> before = documents.versions(kind);
    long lastMs = before.isEmpty() ? 0 : before.get(before.size() - 1).effectiveMs();
    if (sent.effectiveFrom().isEmpty()) {
      return Math.max(documents.earliestMs(kind), lastMs);
    }
    long wantedMs = sent.effectiveFrom().get().toEpochMilli();
    long termMs = documents.nowMs() + Documents.NOTICE_TERM.toMillis();
    long leastMs = before.isEmpty() ? documents.nowMs() : Math.max(termMs, lastMs);
    if (wantedMs < leastMs) {
      throw Problem.invalid(
              List.of(
                  new FieldError(
                      "/effectiveFrom",
                      "effectiveFrom",
                      sent.effectiveFrom().get().toString(),
                      before.isEmpty()
                          ? "now or later"
                          : "30 days after publication and not before another announced version:"
                              + " at the earliest "
                              + Instant.ofEpochMilli(leastMs))))
          .toException();
    }
    return wantedMs;
  }

  private HttpResponse announcements(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    DocumentRow row = find(call);
    Map<NoticeRow.State, Long> counts = notices.countAbout(row.documentRef());
    long queued = counts.getOrDefault(NoticeRow.State.QUEUED, 0L);
    return Answers.ok(
        new Announcements(
            Refs.text(row.documentRef()),
            queued == 0 && row.announcedNumber() > 0,
            queued,
            counts.getOrDefault(NoticeRow.State.SENT, 0L),
            counts.getOrDefault(NoticeRow.State.FAILED, 0L),
            counts.getOrDefault(NoticeRow.State.DROPPED, 0L)));
  }

  private DocumentRow find(Call call) {
    return records
        .find(call.ref("document"))
        .orElseThrow(() -> Problem.notFound("There is no such document.").toException());
  }

  private DocumentView view(DocumentRow row) {
    return DocumentView.of(row, records.texts(row.documentRef()), documents);
  }
}

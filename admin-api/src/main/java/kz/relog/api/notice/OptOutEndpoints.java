package kz.relog.api.notice;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.OptOutRecords;

/**
 * {@code /v1/opt-out}: ends marketing with the link of a mail, without a login (RFC 8058). Reading
 * it changes nothing, since mail programs read links by themselves; a POST does.
 */
public final class OptOutEndpoints {
  private static final int TOKEN_CHARS_MAX = 100;
  private static final int BODY_BYTES_MAX = 1_024;

  /** Only this page has a form, which goes back to where it came from. */
  private static final String POLICY =
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="ru">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Relog</title>
      <p>Не присылать новости и предложения<br>
      <span lang="kk">Жаңалықтар мен ұсыныстарды жібермеу</span><br>
      <span lang="en">Send no news and offers</span></p>
      %s
      </html>
      """;
  private static final String BUTTON =
      "<form method=\"post\"><button>Отписаться · Бас тарту · Opt out</button></form>";
  private static final String DONE = "<p>Готово · Дайын · Done</p>";

  private final OptOuts optOuts;
  private final Marketing marketing;
  private final AuditLog audit;

  /** Endpoints over these links. */
  public OptOutEndpoints(
      OptOutRecords records,
      Marketing marketing,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.optOuts = new OptOuts(records, random, clock);
    this.marketing = marketing;
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/opt-out", Access.open(), this::show),
        Endpoint.write(
            HttpMethod.POST, "/v1/opt-out", Access.open(), BODY_BYTES_MAX, this::optOut));
  }

  private HttpResponse show(Call call) {
    find(call);
    return page(BUTTON);
  }

  private HttpResponse optOut(Call call) {
    OptOutRecords.Link link = find(call);
    if (marketing.isIn(link.companyRef(), link.personRef())) {
      marketing.optOut(link.companyRef(), link.personRef());
      audit.record(
          AuditEntry.anonymous(AuditAction.MARKETING_CHANGED)
              .inCompany(link.companyRef())
              .on(ObjectKind.PERSON, link.personRef())
              .about(link.personRef())
              .purpose("marketing"));
    }
    return page(DONE);
  }

  private OptOutRecords.Link find(Call call) {
    Optional<String> token = call.query().text("token", TOKEN_CHARS_MAX);
    call.query().finish();
    return token
        .flatMap(optOuts::find)
        .orElseThrow(() -> Problem.notFound("This link is not valid any more.").toException());
  }

  private static HttpResponse page(String part) {
    ResponseHeaders headers =
        Answers.headers(HttpStatus.OK, MediaType.HTML_UTF_8)
            .set("content-security-policy", POLICY)
            .build();
    return HttpResponse.of(headers, HttpData.ofUtf8(PAGE.formatted(part)));
  }
}

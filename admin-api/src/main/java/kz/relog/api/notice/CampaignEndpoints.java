package kz.relog.api.notice;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
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
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.OptOutRecords;

/** {@code /v1/campaigns}: news of the service to whoever opted in, and to nobody else. */
public final class CampaignEndpoints {
  private static final int SUBJECT_CHARS_MAX = 150;
  private static final int PEOPLE_AT_ONCE = 500;

  private final OptOutRecords records;
  private final Notices notices;
  private final People people;
  private final Marketing marketing;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints that queue here. */
  public CampaignEndpoints(
      OptOutRecords records,
      Notices notices,
      People people,
      Marketing marketing,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.records = records;
    this.notices = notices;
    this.people = people;
    this.marketing = marketing;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/campaigns", Access.of(Scope.PEOPLE, Role.OPERATOR), this::send));
  }

  private record View(String id, long recipients) {}

  private HttpResponse send(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    Body body = call.json();
    Optional<String> subject = body.text("subject", SUBJECT_CHARS_MAX);
    Optional<String> text = body.text("text", Outbox.VALUE_CHARS_MAX);
    body.finish();
    if (subject.isEmpty() || text.isEmpty()) {
      throw Problem.invalid(
              List.of(
                  new FieldError(
                      subject.isEmpty() ? "/subject" : "/text",
                      subject.isEmpty() ? "subject" : "text",
                      null,
                      "a text")))
          .toException();
    }
    long campaignRef = Refs.random(random);
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.CAMPAIGN_SENT)
            .on(ObjectKind.NOTICE, campaignRef)
            .purpose("marketing"));
    long recipients = queue(campaignRef, subject.orElse(""), text.orElse(""));
    records.addCampaign(campaignRef, clock.millis(), recipients);
    return Answers.json(HttpStatus.ACCEPTED, new View(Refs.text(campaignRef), recipients));
  }

  private long queue(long campaignRef, String subject, String text) {
    long recipients = 0;
    long number = 0;
    List<People.Member> some;
    do {
      some = people.after(number, PEOPLE_AT_ONCE);
      for (People.Member member : some) {
        number = member.number();
        if (marketing.isIn(member.companyRef(), member.personRef())) {
          notices.send(
              Notice.to(
                      member.companyRef(),
                      member.personRef(),
                      Template.CAMPAIGN,
                      Map.of("subject", subject, "text", text))
                  .about(campaignRef));
          recipients++;
        }
      }
    } while (some.size() == PEOPLE_AT_ONCE);
    return recipients;
  }
}

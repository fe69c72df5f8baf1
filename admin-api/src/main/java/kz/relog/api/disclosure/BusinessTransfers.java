package kz.relog.api.disclosure;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.store.TransferRecords;
import kz.relog.api.store.TransferRecords.Member;
import kz.relog.api.store.TransferRecords.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/business-transfers}: the service passes to another company, which every person is told
 * at least 30 days before. Any thread.
 */
public final class BusinessTransfers {
  /** How long before people must be told. */
  static final Duration NOTICE_MIN = Duration.ofDays(30);

  private static final int AT_ONCE = 500;
  private static final int RECIPIENT_CHARS_MAX = 200;

  private final TransferRecords records;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Transfers in these records. */
  public BusinessTransfers(
      TransferRecords records, Notices notices, AuditLog audit, SecureRandom random, Clock clock) {
    this.records = records;
    this.notices = notices;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            "/v1/business-transfers", Access.of(Scope.PEOPLE, Role.OPERATOR), this::announce));
  }

  private record TransferView(String id, String recipient, @Nullable String at, int told) {}

  private HttpResponse announce(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String recipient = body.needed("recipient", RECIPIENT_CHARS_MAX);
    long earliestMs = clock.millis() + NOTICE_MIN.toMillis();
    long atMs = time(body);
    if (atMs < earliestMs) {
      body.wrong(
          "at", "an RFC 3339 time, " + NOTICE_MIN.toDays() + " days from now at the earliest");
    }
    body.finish();
    Transfer transfer = new Transfer(Refs.random(random), recipient, atMs, 0);
    records.announce(transfer, clock.millis());
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.TRANSFER_ANNOUNCED)
            .on(ObjectKind.INSTALLATION, transfer.transferRef()));
    int told = tellAll();
    return Answers.json(
        HttpStatus.CREATED,
        new TransferView(Refs.text(transfer.transferRef()), recipient, Json.time(atMs), told));
  }

  private static long time(Body body) {
    try {
      return OffsetDateTime.parse(body.raw("at", 40).orElse("")).toInstant().toEpochMilli();
    } catch (DateTimeException notTime) {
      return 0;
    }
  }

  /**
   * Tells everybody who was not told yet; goes on where an earlier call stopped, so call it at the
   * start too.
   *
   * @return how many were told
   */
  public synchronized int tellAll() {
    int told = 0;
    for (Optional<Transfer> next = records.findUntold();
        next.isPresent();
        next = records.findUntold()) {
      Transfer transfer = next.get();
      String date =
          LocalDate.ofInstant(Instant.ofEpochMilli(transfer.atMs()), ZoneOffset.UTC).toString();
      List<Member> members = records.membersAfter(transfer.told(), AT_ONCE);
      for (Member member : members) {
        notices.send(
            Notice.to(
                    member.companyRef(),
                    member.personRef(),
                    Template.TRANSFER_ANNOUNCED,
                    Map.of("recipient", transfer.recipient(), "date", date))
                .about(transfer.transferRef()));
        told++;
      }
      long last = members.isEmpty() ? transfer.told() : members.get(members.size() - 1).number();
      records.noteTold(transfer.transferRef(), last, members.size() < AT_ONCE);
    }
    return told;
  }
}

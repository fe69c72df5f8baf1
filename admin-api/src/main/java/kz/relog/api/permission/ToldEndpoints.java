package kz.relog.api.permission;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
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
import kz.relog.api.store.ToldRecords;
import kz.relog.api.store.ToldRow;
import org.jspecify.annotations.Nullable;

/** Records that people were told that positions are recorded, and who was not. */
final class ToldEndpoints {
  private static final List<String> WAYS = List.of("in-person", "in-writing", "on-screen");

  private final ToldRecords records;
  private final Drivers drivers;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  ToldEndpoints(
      ToldRecords records, Drivers drivers, AuditLog audit, SecureRandom random, Clock clock) {
    this.records = records;
    this.drivers = drivers;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    Access keepers = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER);
    return List.of(
        Endpoint.post("/v1/people/{id}/told", keepers, this::put),
        Endpoint.get(
            "/v1/people/{id}/told",
            Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.AUDITOR),
            this::list),
        Endpoint.get(
            "/v1/people:not-told",
            Access.of(Scope.PEOPLE, Role.OWNER, Role.AUDITOR),
            this::notTold));
  }

  /** A record as JSON. */
  private record ToldView(
      String id, @Nullable String at, String document, String how, @Nullable String by) {
    static ToldView of(ToldRow row) {
      String by = row.byPersonRef() == 0 ? null : Refs.text(row.byPersonRef());
      return new ToldView(
          Refs.text(row.toldRef()), Json.time(row.atMs()), row.document(), row.how(), by);
    }
  }

  private HttpResponse put(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    Optional<Instant> at = body.time("at");
    Optional<String> document = body.hash("document");
    String how = body.word("how", WAYS);
    if (at.isEmpty() || at.get().isAfter(clock.instant()) || at.get().toEpochMilli() <= 0) {
      body.refuseAt("/at", "when it was, not in the future");
    }
    if (document.isEmpty()) {
      body.refuseAt("/document", "the SHA-256 of the text told, in 64 lower-case hex digits");
    }
    body.finish();
    Caller caller = call.caller();
    long personRef = drivers.require(caller.companyRef(), call.ref("person"));
    ToldRow row =
        new ToldRow(
            Refs.random(random),
            personRef,
            at.orElseThrow().toEpochMilli(),
            document.orElseThrow(),
            how,
            caller.personRef());
    records.put(caller.companyRef(), row, clock.millis());
    audit.record(
        AuditEntry.by(caller, AuditAction.TOLD_RECORDED)
            .on(ObjectKind.PERSON, personRef)
            .about(personRef));
    return Answers.json(HttpStatus.CREATED, ToldView.of(row));
  }

  private HttpResponse list(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    long personRef = drivers.requireAny(caller.companyRef(), call.ref("person"));
    return Answers.ok(
        Map.of(
            "items",
            records.of(caller.companyRef(), personRef).stream().map(ToldView::of).toList()));
  }

  private HttpResponse notTold(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(
        Map.of(
            "people",
            records.notTold(call.caller().companyRef()).stream().map(Refs::text).toList()));
  }
}

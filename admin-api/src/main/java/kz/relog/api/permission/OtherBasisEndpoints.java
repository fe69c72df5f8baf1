package kz.relog.api.permission;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.store.Basis;
import kz.relog.api.store.EvidenceRow;
import kz.relog.api.store.PermissionRecords;
import kz.relog.api.store.ToldRecords;
import kz.relog.api.store.ToldRow;

/**
 * {@code /v1/people/{id}/permissions}: what an owner permits on a basis other than consent, which
 * needs a dated assessment and the record that the person was told.
 */
final class OtherBasisEndpoints {
  private static final int ASSESSMENT_CHARS_MAX = 4_000;
  private static final List<String> BASES =
      Arrays.stream(Basis.values())
          .filter(basis -> basis != Basis.CONSENT)
          .map(Basis::word)
          .toList();

  /** Marketing, pictures and transfer abroad have no basis but consent. */
  private static final List<String> PURPOSES =
      Arrays.stream(PermissionPurpose.values())
          .filter(PermissionPurpose::isOnRoad)
          .map(PermissionPurpose::word)
          .toList();

  private static final Access OWNER = Access.of(Scope.PEOPLE, Role.OWNER);

  private final Permissions permissions;
  private final PermissionRecords records;
  private final ToldRecords told;
  private final Drivers drivers;
  private final Clock clock;

  OtherBasisEndpoints(
      Permissions permissions,
      PermissionRecords records,
      ToldRecords told,
      Drivers drivers,
      Clock clock) {
    this.permissions = permissions;
    this.records = records;
    this.told = told;
    this.drivers = drivers;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/people/{id}/permissions", OWNER, this::permit),
        Endpoint.delete("/v1/people/{id}/permissions/{purpose}", OWNER, this::end));
  }

  /** What an owner states. */
  private record Stated(
      PermissionPurpose purpose, Basis basis, LocalDate day, String text, long toldRef) {
    @Override
    public String toString() {
      return "Stated[" + purpose + ", " + basis + "]";
    }
  }

  private HttpResponse permit(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Stated stated = read(call.json());
    Caller owner = call.caller();
    long personRef = drivers.require(owner.companyRef(), call.ref("person"));
    ToldRow record =
        told.find(owner.companyRef(), personRef, stated.toldRef)
            .orElseThrow(
                () ->
                    Problem.conflict(
                            "There is no such record that this person was told; write it with POST"
                                + " /v1/people/{id}/told first.")
                        .toException());
    if (permissions.isConsent(owner.companyRef(), personRef, stated.purpose)) {
      throw Problem.conflict(
              "The person consents to this; consent is not replaced by another basis while it"
                  + " holds.")
          .toException();
    }
    requireNewerThanObjection(owner.companyRef(), personRef, stated);
    EvidenceRow evidence =
        new EvidenceRow(
            0,
            stated.purpose,
            stated.basis,
            record.document(),
            stated.day.toString(),
            stated.text,
            OptionalLong.of(stated.toldRef),
            owner.personRef(),
            clock.millis(),
            OptionalLong.empty());
    boolean visible = permissions.permitOtherwise(owner, personRef, evidence);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("purpose", stated.purpose.word());
    answer.put("basis", stated.basis.word());
    answer.put("assessedOn", stated.day.toString());
    return Answers.json(visible ? HttpStatus.CREATED : HttpStatus.ACCEPTED, answer);
  }

  private Stated read(Body body) {
    String purpose = body.word("purpose", PURPOSES);
    String basis = body.word("basis", BASES);
    OptionalLong toldRef = body.ref("told");
    if (toldRef.isEmpty()) {
      body.refuseAt("/told", "the id of the record that the person was told");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Optional<Body> assessment = body.part("assessment");
    if (assessment.isEmpty()) {
      body.refuseAt("/assessment", "a dated assessment: {\"date\": \"2026-03-02\", \"text\": …}");
    }
    LocalDate day = assessment.flatMap(one -> one.day("date")).orElse(LocalDate.MIN);
    String text = assessment.map(one -> one.needed("text", ASSESSMENT_CHARS_MAX)).orElse("");
    assessment.ifPresent(
        one -> {
          if (day.equals(LocalDate.MIN) || day.isAfter(today.plusDays(1))) {
            one.refuseAt("/date", "the day of the assessment, not in the future");
          }
        });
    body.finish();
    return new Stated(
        PermissionPurpose.of(purpose).orElseThrow(),
        Basis.of(basis).orElseThrow(),
        day,
        text,
        toldRef.orElse(0));
  }

  /** An objection is answered by weighing anew, not by switching on again. */
  private void requireNewerThanObjection(long companyRef, long personRef, Stated stated) {
    OptionalLong objected = records.lastObjectionMs(companyRef, personRef, stated.purpose);
    if (objected.isPresent()
        && stated.day.isBefore(
            LocalDate.ofInstant(Instant.ofEpochMilli(objected.getAsLong()), ZoneOffset.UTC))) {
      throw Problem.conflict(
              "The person objected after this assessment was made; assess anew, with a later date.")
          .toException();
    }
  }

  private HttpResponse end(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller owner = call.caller();
    long personRef = drivers.require(owner.companyRef(), call.ref("person"));
    PermissionPurpose purpose =
        PermissionPurpose.of(call.word("purpose"))
            .filter(one -> permissions.isOtherBasis(owner.companyRef(), personRef, one))
            .orElseThrow(
                () ->
                    Problem.notFound("Nothing is permitted for it on a basis other than consent.")
                        .toException());
    boolean visible = permissions.endOtherwise(owner, personRef, purpose);
    return Answers.json(
        visible ? HttpStatus.OK : HttpStatus.ACCEPTED,
        Map.of("purpose", purpose.word(), "state", "withdrawn"));
  }
}

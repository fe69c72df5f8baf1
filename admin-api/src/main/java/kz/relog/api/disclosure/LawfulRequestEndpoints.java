package kz.relog.api.disclosure;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
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
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.problem.ProblemException;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DisclosureRow.Recipient;
import kz.relog.api.store.LawfulRequestRow;
import kz.relog.api.store.LawfulRequestRow.State;
import kz.relog.api.track.Drive;
import kz.relog.api.track.Drives;
import kz.relog.api.track.TrackReading;
import org.jspecify.annotations.Nullable;

/**
 * What the law asks for: an owner enters it, another person releases or refuses it, and it is
 * fetched once. Any thread.
 */
public final class LawfulRequestEndpoints {
  private static final String PATH = "/v1/disclosures/requests";
  private static final List<String> BASES =
      List.of("court-order", "statutory-request", "vital-interest");
  private static final List<String> CATEGORIES = List.of("track");
  private static final int WORDS_MAX = 200;
  private static final int REASON_CHARS_MAX = 500;
  private static final Duration RANGE_MAX = Duration.ofDays(366);

  private final AdminStore store;
  private final Drives drives;
  private final TrackReading reading;
  private final Disclosures disclosures;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * Endpoints over these records.
   *
   * @param drives tells what devices a person had
   * @param reading streams their facts
   * @param disclosures the register
   */
  public LawfulRequestEndpoints(
      AdminStore store,
      Drives drives,
      TrackReading reading,
      Disclosures disclosures,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.drives = drives;
    this.reading = reading;
    this.disclosures = disclosures;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access asking = Access.of(Scope.PEOPLE, Role.OWNER);
    Access deciding = Access.of(Scope.PEOPLE, Role.OWNER, Role.AUDITOR);
    return List.of(
        Endpoint.post(PATH, asking, this::ask),
        Endpoint.get(PATH, deciding, this::list),
        Endpoint.get(PATH + "/{id}", deciding, this::get),
        Endpoint.post(PATH + "/{id}/release", deciding, this::release),
        Endpoint.post(PATH + "/{id}/refusal", deciding, this::refuse),
        Endpoint.post(PATH + "/{id}/package", asking, this::handOver));
  }

  private record RequestView(
      String id,
      String subject,
      String basis,
      List<String> categories,
      @Nullable String from,
      @Nullable String to,
      @Nullable String recipient,
      @Nullable String address,
      @Nullable String reference,
      @Nullable String reason,
      String state,
      String askedBy,
      @Nullable String askedAt,
      @Nullable String decidedBy,
      @Nullable String decidedAt,
      @Nullable String handedOverAt) {
    static RequestView of(LawfulRequestRow row) {
      return new RequestView(
          Refs.text(row.requestRef()),
          Refs.text(row.subjectRef()),
          row.basis(),
          row.categories(),
          Json.time(row.fromMs()),
          Json.time(row.toMs()),
          row.recipient().map(Recipient::name).orElse(null),
          row.recipient().flatMap(Recipient::address).orElse(null),
          row.reference().orElse(null),
          row.reason().orElse(null),
          row.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          Refs.text(row.askedBy()),
          Json.time(row.askedMs()),
          row.decidedBy() == 0 ? null : Refs.text(row.decidedBy()),
          Json.time(row.decidedMs()),
          Json.time(row.handedMs()));
    }

    @Override
    public String toString() {
      return "RequestView[" + state + "]";
    }
  }

  private HttpResponse ask(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    String name = body.needed("recipient", WORDS_MAX);
    Optional<String> address = body.text("address", WORDS_MAX);
    String reference = body.needed("reference", WORDS_MAX);
    String basis = body.word("basis", BASES);
    List<String> categories = body.words("categories", CATEGORIES).stream().sorted().toList();
    long subjectRef = body.refOrNull("subject").orElse(0);
    long fromMs = time(body, "from");
    long toMs = time(body, "to");
    if (toMs <= fromMs || toMs - fromMs > RANGE_MAX.toMillis()) {
      body.wrong("to", "a time after \"from\", at most " + RANGE_MAX.toDays() + " days");
    }
    if (store.people().find(caller.companyRef(), subjectRef).isEmpty()) {
      body.wrong("subject", "the id of a person of the company");
    }
    body.finish();
    LawfulRequestRow row =
        new LawfulRequestRow(
            0,
            Refs.random(random),
            caller.companyRef(),
            subjectRef,
            basis,
            categories,
            fromMs,
            toMs,
            Optional.of(new Recipient(name, address)),
            Optional.of(reference),
            Optional.empty(),
            State.ASKED,
            caller.personRef(),
            clock.millis(),
            0,
            0,
            0);
    audit.record(entry(caller, AuditAction.DISCLOSURE_REQUESTED, row));
    store.lawfulRequests().add(caller.companyRef(), row);
    return Answers.at(
        HttpStatus.CREATED, PATH + "/" + Refs.text(row.requestRef()), RequestView.of(row));
  }

  private static long time(Body body, String field) {
    String text = body.needed(field, 40);
    try {
      return text.isEmpty() ? 0 : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException notTime) {
      body.wrong(field, "an RFC 3339 time with a zone");
      return 0;
    }
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    List<LawfulRequestRow> rows =
        store.lawfulRequests().list(call.caller().companyRef(), after, limit + 1);
    return Answers.ok(Page.of(rows, limit, LawfulRequestRow::number).map(RequestView::of));
  }

  private HttpResponse get(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(RequestView.of(found(call)));
  }

  private HttpResponse release(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    LawfulRequestRow row = found(call);
    Caller caller = call.caller();
    if (row.askedBy() == caller.personRef()) {
      audit.record(entry(caller, AuditAction.DISCLOSURE_RELEASED, row).refused());
      throw Problem.conflict("Who entered a request cannot release it: another person must.")
          .toException();
    }
    if (!store
        .lawfulRequests()
        .release(caller.companyRef(), row.requestRef(), caller.personRef(), clock.millis())) {
      throw decided();
    }
    audit.record(entry(caller, AuditAction.DISCLOSURE_RELEASED, row));
    return Answers.ok(RequestView.of(found(call)));
  }

  private HttpResponse refuse(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    LawfulRequestRow row = found(call);
    Body body = call.json();
    String reason = body.needed("reason", REASON_CHARS_MAX);
    body.finish();
    Caller caller = call.caller();
    if (!store.lawfulRequests().refuse(row, caller.personRef(), reason, clock.millis())) {
      throw decided();
    }
    audit.record(entry(caller, AuditAction.DISCLOSURE_REQUESTED, row).refused());
    return Answers.ok(RequestView.of(found(call)));
  }

  /** In the register first: a package that breaks off was handed over as far as it came. */
  private HttpResponse handOver(Call call) {
    call.withoutQuery().accepted(Answers.GEO_JSON);
    LawfulRequestRow row = found(call);
    Caller caller = call.caller();
    if (!store.lawfulRequests().handOver(caller.companyRef(), row.requestRef(), clock.millis())) {
      throw Problem.conflict(
              row.state() == State.HANDED_OVER
                  ? "The package was fetched; it is given once."
                  : "Another person has not released it.")
          .toException();
    }
    disclosures.toAuthority(row, caller.personRef());
    audit.record(entry(caller, AuditAction.TRACK_READ, row).purpose("lawful-request"));
    List<Drive> parts =
        drives.of(row.companyRef(), row.subjectRef(), row.fromMs(), row.toMs()).stream()
            .map(drive -> drive.within(row.fromMs(), row.toMs()))
            .filter(drive -> !drive.isEmpty())
            .toList();
    return reading.geoJson(call, parts);
  }

  private LawfulRequestRow found(Call call) {
    return store
        .lawfulRequests()
        .find(call.caller().companyRef(), call.ref("request"))
        .orElseThrow(() -> Problem.notFound("There is no such request.").toException());
  }

  private static ProblemException decided() {
    return Problem.conflict("The request was decided before.").toException();
  }

  private static AuditEntry entry(Caller caller, AuditAction action, LawfulRequestRow row) {
    return AuditEntry.by(caller, action)
        .on(ObjectKind.DISCLOSURE, row.requestRef())
        .about(row.subjectRef());
  }
}

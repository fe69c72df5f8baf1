package kz.relog.api.export;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import kz.relog.api.account.AccountLimits;
import kz.relog.api.account.Tokens;
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
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ExportRecords.Link;
import kz.relog.api.store.ExportRow;
import kz.relog.api.store.PersonRow;

/**
 * {@code /v1/me/exports}, {@code /v1/people/{id}/exports} and {@code /v1/exports:download}: a
 * person asks for all that is known of them, and fetches it alone. Any thread.
 */
public final class ExportEndpoints {
  private static final String MINE = "/v1/me/exports";
  private static final String THEIRS = "/v1/people/{id}/exports";

  /** How a request comes that somebody else writes down. */
  private static final List<String> WAYS =
      Arrays.stream(ExportRow.Way.values())
          .filter(way -> way != ExportRow.Way.ONLINE)
          .map(ExportView::word)
          .toList();

  private final AdminStore store;
  private final Exports exports;
  private final AuditLog audit;
  private final Clock clock;
  private final PackageDownload download;

  /** Endpoints over these requests. */
  public ExportEndpoints(AdminStore store, Exports exports, AuditLog audit, Clock clock) {
    this.store = store;
    this.exports = exports;
    this.audit = audit;
    this.clock = clock;
    this.download = new PackageDownload(exports, audit);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    // Also who is blocked, has left or accepted nothing: data can always be taken along.
    Access person = Access.self().from(Standing.BLOCKED).alsoAfterEnd();
    Access owner = Access.of(Scope.PEOPLE, Role.OWNER);
    return List.of(
        Endpoint.post(MINE, person, this::askMine),
        Endpoint.get(MINE, person, this::listMine),
        Endpoint.get(MINE + "/{id}", person, this::showMine),
        Endpoint.post(MINE + "/{id}/download-links", person, this::link),
        Endpoint.post(THEIRS, owner, this::askTheirs),
        Endpoint.get(THEIRS, owner, this::listTheirs),
        Endpoint.post("/v1/exports:download", Access.open(), this::fetch));
  }

  private HttpResponse askMine(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    existing(caller.companyRef(), caller.personRef());
    ExportRow row =
        exports.request(
            caller.companyRef(),
            caller.personRef(),
            caller.personRef(),
            ExportRow.Way.ONLINE,
            clock.millis());
    return asked(call, row, MINE + "/" + Refs.text(row.exportRef()));
  }

  private HttpResponse askTheirs(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    ExportRow.Way way = ExportRow.Way.valueOf(body.word("way", WAYS).toUpperCase(Locale.ROOT));
    Instant received = received(body);
    body.finish();
    PersonRow person = existing(caller.companyRef(), call.ref("person"));
    if (person.email().isEmpty()) {
      throw Problem.conflict(
              "No address is known of this person, so there is no way to give them the package.")
          .toException();
    }
    ExportRow row =
        exports.request(
            caller.companyRef(),
            person.personRef(),
            caller.personRef(),
            way,
            received.toEpochMilli());
    return asked(call, row, THEIRS.replace("{id}", Refs.text(person.personRef())));
  }

  private Instant received(Body body) {
    Instant now = clock.instant();
    Optional<String> text = body.raw("receivedAt", 40);
    if (text.isEmpty()) {
      return now;
    }
    try {
      Instant received = OffsetDateTime.parse(text.get()).toInstant();
      if (!received.isAfter(now) && received.isAfter(now.minus(ExportLimits.LETTER_AGE_MAX))) {
        return received;
      }
    } catch (DateTimeParseException notTime) {
      // Falls through to the one message for all wrong times.
    }
    body.wrong("receivedAt", "an RFC 3339 time of the last year, when the request came");
    return now;
  }

  private HttpResponse asked(Call call, ExportRow row, String location) {
    audit.record(
        AuditEntry.by(call.caller(), AuditAction.EXPORT_REQUESTED)
            .on(ObjectKind.EXPORT, row.exportRef())
            .about(row.personRef())
            .from(call.peer()));
    return Answers.at(HttpStatus.ACCEPTED, location, ExportView.of(row));
  }

  private HttpResponse listMine(Call call) {
    return list(call, call.caller().personRef());
  }

  private HttpResponse listTheirs(Call call) {
    long personRef = call.ref("person");
    existing(call.caller().companyRef(), personRef);
    return list(call, personRef);
  }

  private HttpResponse list(Call call, long personRef) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    query.finish();
    List<ExportRow> rows =
        store.exports().ofPerson(call.caller().companyRef(), personRef, before, limit + 1);
    return Answers.ok(Page.of(rows, limit, ExportRow::number).map(ExportView::of));
  }

  private HttpResponse showMine(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(ExportView.of(mine(call)));
  }

  private HttpResponse link(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    ExportRow row = mine(call);
    if (row.state() != ExportRow.State.READY) {
      throw Problem.conflict(
              "The package is "
                  + ExportView.word(row.state())
                  + "; it can be fetched while it is ready.")
          .toException();
    }
    if (store.exports().links(row.exportRef()) >= ExportLimits.LINKS_MAX) {
      throw Problem.conflict(
              "At most " + ExportLimits.LINKS_MAX + " links are made for one package; ask anew.")
          .toException();
    }
    String token = exports.newLink(row);
    return Answers.json(
        HttpStatus.CREATED,
        Map.of("token", token, "expiresAt", String.valueOf(Json.time(row.expiresMs()))));
  }

  private HttpResponse fetch(Call call) {
    call.withoutQuery();
    Body body = call.json();
    String token = body.requiredSecret("token", AccountLimits.TOKEN_CHARS_MAX);
    body.finish();
    if (!download.tryBegin()) {
      throw Problem.busy("Too many packages are fetched at once.").toException();
    }
    Link link = store.exports().useLink(Tokens.hash(token), clock.millis());
    if (link instanceof Link.Good good && good.row().state() == ExportRow.State.READY) {
      return download.stream(call, good.row());
    }
    download.end();
    throw refusal(link).toException();
  }

  private static Problem refusal(Link link) {
    if (link instanceof Link.Unknown) {
      return Problem.notFound("There is no such download link.");
    }
    if (link instanceof Link.Used) {
      return gone("link-used", "This link was used already; each is good once. Make another one.");
    }
    if (link instanceof Link.Late) {
      return gone("link-expired", "This link is too old. Make another one, or ask anew.");
    }
    return gone("package-gone", "The package is no longer there. Ask anew.");
  }

  private static Problem gone(String kind, String detail) {
    return Problem.of(HttpStatus.GONE, kind, "Gone", detail);
  }

  private ExportRow mine(Call call) {
    Caller caller = call.caller();
    return store
        .exports()
        .find(caller.companyRef(), caller.personRef(), call.ref("request"))
        .orElseThrow(() -> Problem.notFound("There is no such request.").toException());
  }

  private PersonRow existing(long companyRef, long personRef) {
    return store
        .people()
        .find(companyRef, personRef)
        .filter(row -> row.profile().isPresent())
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}

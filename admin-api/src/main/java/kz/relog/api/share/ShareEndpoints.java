package kz.relog.api.share;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
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
import kz.relog.api.call.PublicUrl;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.disclosure.Disclosures;
import kz.relog.api.notice.Language;
import kz.relog.api.planning.NamedStop;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ShareRow;
import kz.relog.api.store.StopText;
import org.jspecify.annotations.Nullable;

/** A company's links for its customers: made, listed, ended; and what they show. Any thread. */
public final class ShareEndpoints {
  private static final String PATH = "/v1/plans/{id}/stops/{stop}/share-links";
  private static final String TOKEN = "relog_c_";

  private final AdminStore store;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;
  private final Tokens tokens;
  private final ShareViews views;
  private final PublicUrl publicUrl;

  /**
   * Endpoints over these records.
   *
   * @param planFacts tells how plans go
   * @param live tells where vehicles are
   * @param disclosures where each look is noted
   * @param audit where each change is noted
   * @param publicUrl where the outside reaches this server
   */
  public ShareEndpoints(
      AdminStore store,
      PlanFactSource planFacts,
      LiveSource live,
      Disclosures disclosures,
      AuditLog audit,
      PublicUrl publicUrl,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
    this.publicUrl = publicUrl;
    this.tokens = new Tokens(random);
    this.views = new ShareViews(store, planFacts, live, disclosures, audit, random, clock);
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access making = Access.of(Scope.FLEET_WRITE, Role.OWNER, Role.DISPATCHER);
    Access reading = Access.of(Scope.FLEET_READ, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
    return List.of(
        Endpoint.post(PATH, making, this::create),
        Endpoint.get(PATH, reading, this::list),
        Endpoint.delete("/v1/share-links/{id}", making, this::revoke),
        Endpoint.get("/v1/company/sharing", reading, this::setting),
        Endpoint.write(
            HttpMethod.PUT,
            "/v1/company/sharing",
            Access.of(Scope.PEOPLE, Role.OWNER),
            Json.BODY_BYTES_MAX,
            this::choose),
        views.endpoint());
  }

  private record LinkView(
      String id,
      String plan,
      int stop,
      String state,
      @Nullable String language,
      @Nullable String createdAt,
      @Nullable String expiresAt,
      @Nullable String endedAt,
      long openings,
      @Nullable String firstViewAt,
      @Nullable String lastViewAt) {
    static LinkView of(ShareRow row, int seq, long nowMs) {
      return new LinkView(
          Refs.text(row.linkRef()),
          Refs.text(row.planRef()),
          seq,
          row.isAlive(nowMs) ? "alive" : "ended",
          row.language().isEmpty() ? null : row.language(),
          Json.time(row.createdMs()),
          Json.time(row.expiresMs()),
          Json.time(row.endedMs()),
          row.openings(),
          Json.time(row.firstViewMs()),
          Json.time(row.lastViewMs()));
    }
  }

  private record NewLinkView(String id, String url, @Nullable String expiresAt) {
    @Override
    public String toString() {
      return "NewLinkView";
    }
  }

  private record SharingView(boolean showVehicleName) {}

  private HttpResponse create(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    long planRef = call.ref("plan");
    StopText stop = NamedStop.find(store.plans(), call);
    long nowMs = clock.millis();
    Body body = call.json();
    long expiresMs = expiry(body, nowMs);
    String language = body.isAbsent("language") ? "" : body.word("language", Language.codes());
    body.finish();
    String token = tokens.make(TOKEN);
    ShareRow row =
        new ShareRow(
            0,
            Refs.random(random),
            caller.companyRef(),
            planRef,
            stop.stopId(),
            caller.personRef(),
            language,
            nowMs,
            expiresMs,
            0,
            0,
            0,
            0);
    if (!store
        .shares()
        .add(caller.companyRef(), row, Tokens.hash(token), ShareLimits.LINKS_PER_STOP_MAX)) {
      throw Problem.conflict(
              "This stop has " + ShareLimits.LINKS_PER_STOP_MAX + " links that live; end some.")
          .toException();
    }
    audit.record(
        AuditEntry.by(caller, AuditAction.SHARE_CREATED)
            .on(ObjectKind.SHARE, row.linkRef())
            .purpose("customer-view"));
    return Answers.at(
        HttpStatus.CREATED,
        "/v1/share-links/" + Refs.text(row.linkRef()),
        new NewLinkView(
            Refs.text(row.linkRef()),
            publicUrl.of(call) + "/track#" + token,
            Json.time(expiresMs)));
  }

  private static long expiry(Body body, long nowMs) {
    long latestMs = nowMs + ShareLimits.TERM_MAX.toMillis();
    Optional<String> text = body.raw("expiresAt", 40);
    if (text.isEmpty()) {
      return latestMs;
    }
    try {
      Instant wanted = OffsetDateTime.parse(text.get()).toInstant();
      if (wanted.toEpochMilli() > nowMs && wanted.toEpochMilli() <= latestMs) {
        return wanted.toEpochMilli();
      }
    } catch (DateTimeException notTime) {
      // Falls through to the one message for all wrong times.
    }
    body.wrong(
        "expiresAt",
        "an RFC 3339 time with a zone, within the next "
            + ShareLimits.TERM_MAX.toHours()
            + " hours");
    return latestMs;
  }

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    long companyRef = call.caller().companyRef();
    long planRef = call.ref("plan");
    StopText stop = NamedStop.find(store.plans(), call);
    long nowMs = clock.millis();
    List<ShareRow> rows = store.shares().list(companyRef, planRef, stop.stopId(), after, limit + 1);
    return Answers.ok(
        Page.of(rows, limit, ShareRow::number).map(row -> LinkView.of(row, stop.seq(), nowMs)));
  }

  private HttpResponse revoke(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    long linkRef = call.ref("link");
    if (!store.shares().end(caller.companyRef(), linkRef, clock.millis())) {
      throw Problem.notFound("There is no such link.").toException();
    }
    audit.record(AuditEntry.by(caller, AuditAction.SHARE_REVOKED).on(ObjectKind.SHARE, linkRef));
    return Answers.none();
  }

  private HttpResponse setting(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(
        new SharingView(store.shares().isVehicleNameShown(call.caller().companyRef())));
  }

  private HttpResponse choose(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    if (body.isAbsent("showVehicleName")) {
      body.wrong("showVehicleName", "true or false");
    }
    boolean shown = body.flag("showVehicleName");
    body.finish();
    store.shares().showVehicleName(caller.companyRef(), shown);
    audit.record(
        AuditEntry.by(caller, AuditAction.COMPANY_CHANGED)
            .on(ObjectKind.COMPANY, caller.companyRef()));
    return Answers.ok(new SharingView(shown));
  }
}

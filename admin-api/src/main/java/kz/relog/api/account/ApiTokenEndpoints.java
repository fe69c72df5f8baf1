package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ApiTokenRecords;
import kz.relog.api.store.ApiTokenRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/api-tokens}: what lets machines in. The owner's alone. Any thread. */
public final class ApiTokenEndpoints {
  private static final String PATH = "/v1/api-tokens";
  private static final Access OWNER = Access.of(Scope.PEOPLE, Role.OWNER);
  private static final List<String> SCOPES =
      Stream.of(Scope.FLEET_READ, Scope.FLEET_WRITE, Scope.TRACKS)
          .map(ApiTokenEndpoints::word)
          .toList();

  private final ApiTokenRecords records;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these records. */
  public ApiTokenEndpoints(
      ApiTokenRecords records, AuditLog audit, SecureRandom random, Clock clock) {
    this.records = records;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH, OWNER, this::make),
        Endpoint.get(PATH, OWNER, this::list),
        Endpoint.delete(PATH + "/{id}", OWNER, this::end));
  }

  /** A token as JSON; only the answer that makes it has the token itself. */
  private record TokenView(
      String id,
      @Nullable String name,
      List<String> scopes,
      @Nullable String token,
      @Nullable String createdAt,
      @Nullable String usedAt,
      @Nullable String expiresAt) {

    static TokenView of(ApiTokenRow row, @Nullable String token) {
      return new TokenView(
          Refs.text(row.tokenRef()),
          row.name().orElse(null),
          row.scopes().stream().map(ApiTokenEndpoints::word).sorted().toList(),
          token,
          Json.time(row.createdMs()),
          Json.time(row.usedMs().orElse(0)),
          Json.time(row.expiresMs()));
    }

    @Override
    public String toString() {
      return "TokenView";
    }
  }

  private HttpResponse make(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    String name = body.needed("name", AccountLimits.NAME_CHARS_MAX);
    var scopes =
        body.words("scopes", SCOPES).stream()
            .map(word -> Scope.valueOf(word.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    int days = body.count("days", 1, (int) AccountLimits.API_TOKEN_TERM_MAX.toDays());
    body.finish();
    long nowMs = clock.millis();
    ApiTokenRow row =
        new ApiTokenRow(
            0,
            Refs.random(random),
            caller.companyRef(),
            caller.personRef(),
            scopes,
            Optional.of(name),
            nowMs,
            OptionalLong.empty(),
            nowMs + Duration.ofDays(days).toMillis());
    String token = new Tokens(random).make(Tokens.MACHINE);
    if (!records.add(caller.companyRef(), Tokens.hash(token), row, AccountLimits.API_TOKENS_MAX)) {
      throw Problem.conflict(
              "The company has " + AccountLimits.API_TOKENS_MAX + " tokens; end one first.")
          .toException();
    }
    record(caller, AuditAction.TOKEN_CREATED, row.tokenRef());
    return Answers.at(
        HttpStatus.CREATED, PATH + "/" + Refs.text(row.tokenRef()), TokenView.of(row, token));
  }

  private HttpResponse list(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    List<TokenView> views =
        records.list(call.caller().companyRef()).stream()
            .map(row -> TokenView.of(row, null))
            .toList();
    return Answers.ok(Map.of("items", views));
  }

  private HttpResponse end(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    long tokenRef = call.ref("token");
    if (!records.end(caller.companyRef(), tokenRef)) {
      throw Problem.notFound("There is no such token.").toException();
    }
    record(caller, AuditAction.TOKEN_REVOKED, tokenRef);
    return Answers.none();
  }

  private void record(Caller caller, AuditAction action, long tokenRef) {
    audit.record(AuditEntry.by(caller, action).on(ObjectKind.API_TOKEN, tokenRef));
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}

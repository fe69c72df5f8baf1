package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.MailToken;

/**
 * {@code PUT /v1/me/password} and {@code /v1/password-resets}: each new password ends the other
 * sessions of the login. Any thread.
 */
public final class PasswordEndpoints {
  private static final String RESETS = "/v1/password-resets";
  private static final Problem WRONG =
      Problem.of(
          HttpStatus.FORBIDDEN,
          "wrong-password",
          "Wrong password",
          "This is not the current password. Who never set one resets it by mail.");

  private final AdminStore store;
  private final Logins logins;
  private final Confirmations confirmations;
  private final Sessions sessions;
  private final HashDesk desk;
  private final PasswordRule rule;
  private final MailGate gate;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  PasswordEndpoints(Accounts accounts) {
    this.store = accounts.store();
    this.logins = accounts.logins();
    this.confirmations = accounts.confirmations();
    this.sessions = accounts.sessions();
    this.desk = accounts.desk();
    this.rule = accounts.rule();
    this.gate = accounts.gate();
    this.notices = accounts.notices();
    this.audit = accounts.audit();
    this.random = accounts.random();
    this.clock = accounts.clock();
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put("/v1/me/password", Access.self(), this::change),
        Endpoint.post(RESETS, Access.open(), this::ask).atTheDoor(),
        Endpoint.post(RESETS + ":confirm", Access.open(), this::reset).atTheDoor());
  }

  private HttpResponse change(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    AccountRow account =
        store.accounts().ofPerson(caller.companyRef(), caller.personRef()).orElseThrow();
    String email = account.email().orElseThrow();
    Body body = call.json();
    String current = body.requiredSecret("current", AccountLimits.PASSWORD_CHARS_MAX);
    Optional<String> password = rule.read(body, "password", email);
    if (body.isAbsent("password")) {
      body.wrong("password", PasswordRule.NEEDED);
    }
    body.finish();
    return logins.check(
        call,
        email,
        current,
        WRONG,
        known ->
            desk.work(
                call,
                () -> desk.make(password.orElseThrow()),
                hash -> changed(caller, known, email, hash)));
  }

  private HttpResponse changed(Caller caller, AccountRow account, String email, String hash) {
    put(account, email, hash, caller.sessionRef());
    audit.record(
        AuditEntry.by(caller, AuditAction.PASSWORD_CHANGED)
            .on(ObjectKind.ACCOUNT, account.accountRef())
            .about(caller.personRef()));
    return Answers.none();
  }

  private HttpResponse ask(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String email = PersonFields.email(body);
    body.finish();
    gate.require(call, email);
    store.accounts().findByEmail(email).ifPresent(account -> mail(account, email));
    return Answers.json(HttpStatus.ACCEPTED, Map.of("state", "mail_sent"));
  }

  private void mail(AccountRow account, String email) {
    String text = new Tokens(random).make("");
    long nowMs = clock.millis();
    MailToken token =
        new MailToken(
            Tokens.hash(text),
            MailToken.Purpose.RESET,
            0,
            0,
            account.accountRef(),
            Optional.of(email),
            Optional.empty(),
            nowMs,
            nowMs + AccountLimits.RESET_TERM.toMillis());
    store.mailTokens().put(token);
    notices.send(
        Notice.toAddress(
            account.accountRef(),
            email,
            Template.ACCOUNT_RESET,
            Map.of("token", text, "expiresAt", String.valueOf(Json.time(token.expiresMs())))));
    audit.record(
        AuditEntry.anonymous(AuditAction.PASSWORD_RESET_ASKED)
            .on(ObjectKind.ACCOUNT, account.accountRef()));
  }

  private HttpResponse reset(Call call) {
    call.withoutQuery();
    Body body = call.json();
    String text = body.requiredSecret("token", AccountLimits.TOKEN_CHARS_MAX);
    Optional<String> password = rule.read(body, "password");
    if (body.isAbsent("password")) {
      body.wrong("password", PasswordRule.NEEDED);
    }
    body.finish();
    MailToken token = confirmations.token(text, MailToken.Purpose.RESET);
    String email = token.email().orElseThrow();
    rule.require(password.orElseThrow(), email);
    return desk.work(
        call,
        () -> desk.make(password.get()),
        hash -> {
          AccountRow account =
              store.accounts().find(token.accountRef()).orElseThrow(Confirmations::noToken);
          if (!store.mailTokens().use(token.hash())) {
            throw Confirmations.noToken();
          }
          put(account, email, hash, 0);
          logins.welcome(email);
          audit.record(
              AuditEntry.anonymous(AuditAction.PASSWORD_RESET)
                  .on(ObjectKind.ACCOUNT, account.accountRef()));
          return Answers.none();
        });
  }

  private void put(AccountRow account, String email, String hash, long keptSession) {
    long nowMs = clock.millis();
    store.accounts().changePassword(account.accountRef(), hash, keptSession, nowMs);
    sessions.forget();
    notices.send(
        Notice.toAddress(
            account.accountRef(),
            email,
            Template.ACCOUNT_PASSWORD,
            Map.of("time", String.valueOf(Json.time(nowMs)))));
  }
}

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
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.JoinRecords.NewCompany;
import kz.relog.api.store.MailToken;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;

/**
 * {@code POST /v1/companies} and {@code /v1/email-verifications}: a company comes with its owner,
 * and counts once the owner's address is verified. The answers do not tell whether an address is
 * known: only the mail does. Any thread.
 */
public final class RegistrationEndpoints {
  private static final String PATH = "/v1/email-verifications";

  private final AdminStore store;
  private final Confirmations confirmations;
  private final HashDesk desk;
  private final PasswordRule rule;
  private final MailGate gate;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  RegistrationEndpoints(Accounts accounts) {
    this.store = accounts.store();
    this.confirmations = accounts.confirmations();
    this.desk = accounts.desk();
    this.rule = accounts.rule();
    this.gate = accounts.gate();
    this.notices = accounts.notices();
    this.audit = accounts.audit();
    this.random = accounts.random();
    this.clock = accounts.clock();
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/companies", Access.open(), this::register).atTheDoor(),
        Endpoint.post(PATH, Access.open(), this::verify).atTheDoor(),
        Endpoint.post(PATH + ":resend", Access.open(), this::resend).atTheDoor());
  }

  private HttpResponse register(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String name = body.needed("name", AccountLimits.COMPANY_NAME_CHARS_MAX);
    String bin = PersonFields.bin(body);
    String country = PersonFields.country(body);
    String timeZone = PersonFields.timeZone(body);
    Profile owner = PersonFields.profile(body);
    if (owner.phone().isEmpty() && body.isAbsent("phone")) {
      body.wrong("phone", "a number such as +77011234567, and it must be there");
    }
    String email = PersonFields.email(body);
    if (body.isAbsent("password")) {
      body.wrong("password", PasswordRule.NEEDED);
    }
    Optional<String> password =
        rule.read(body, "password", email, owner.firstName(), owner.lastName(), name);
    body.finish();
    gate.require(call, email);
    NewCompany company = new NewCompany(name, bin, country, timeZone);
    return desk.work(
        call, () -> desk.make(password.orElseThrow()), hash -> keep(company, owner, email, hash));
  }

  private HttpResponse keep(NewCompany company, Profile owner, String email, String hash) {
    long nowMs = clock.millis();
    store.joins().forgetExpired(nowMs - AccountLimits.UNCONFIRMED_KEPT.toMillis());
    String text = new Tokens(random).make("");
    MailToken token =
        new MailToken(
            Tokens.hash(text),
            MailToken.Purpose.VERIFY,
            Refs.random(random),
            Refs.random(random),
            0,
            Optional.of(email),
            Optional.of(hash),
            nowMs,
            nowMs + AccountLimits.VERIFY_TERM.toMillis());
    store.joins().register(company, owner, token);
    send(token, text, company.name());
    return pending();
  }

  private HttpResponse resend(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String email = PersonFields.email(body);
    body.finish();
    gate.require(call, email);
    long nowMs = clock.millis();
    for (MailToken before : store.mailTokens().registrations(email)) {
      String text = new Tokens(random).make("");
      MailToken token =
          new MailToken(
              Tokens.hash(text),
              MailToken.Purpose.VERIFY,
              before.companyRef(),
              before.personRef(),
              0,
              Optional.of(email),
              before.password(),
              nowMs,
              nowMs + AccountLimits.VERIFY_TERM.toMillis());
      store.mailTokens().replace(before.hash(), token);
      send(
          token,
          text,
          store.companies().find(token.companyRef()).flatMap(row -> row.name()).orElse(""));
    }
    return pending();
  }

  private HttpResponse verify(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String text = body.requiredSecret("token", AccountLimits.TOKEN_CHARS_MAX);
    Optional<String> password = body.secret("password", AccountLimits.PASSWORD_CHARS_MAX);
    body.finish();
    Optional<MailToken> moved = confirmations.find(text, MailToken.Purpose.EMAIL);
    if (moved.isPresent()) {
      return moved(moved.get());
    }
    MailToken token = confirmations.token(text, MailToken.Purpose.VERIFY);
    return confirmations.confirm(
        call,
        token,
        password,
        () -> verified(confirmations.joinAnew(token, token.password())),
        RegistrationEndpoints::verified);
  }

  /** A login moves to its new address; the mail there proves it. */
  private HttpResponse moved(MailToken token) {
    String before = store.accounts().find(token.accountRef()).flatMap(AccountRow::email).orElse("");
    if (!store.accounts().moveTo(token, before, clock.millis())) {
      throw Confirmations.noToken();
    }
    audit.record(
        AuditEntry.anonymous(AuditAction.ACCOUNT_VERIFIED)
            .inCompany(token.companyRef())
            .byPerson(token.personRef())
            .on(ObjectKind.ACCOUNT, token.accountRef())
            .about(token.personRef()));
    if (!before.isEmpty()) {
      notices.send(
          Notice.toAddress(
              token.accountRef(),
              before,
              Template.ACCOUNT_EMAIL,
              Map.of("time", String.valueOf(Json.time(clock.millis())))));
    }
    return verified(store.people().find(token.companyRef(), token.personRef()).orElseThrow());
  }

  private void send(MailToken token, String text, String company) {
    String email = token.email().orElseThrow();
    boolean known = store.accounts().findByEmail(email).isPresent();
    notices.send(
        Notice.toAddress(
            token.personRef(),
            email,
            known ? Template.ACCOUNT_EXISTS : Template.ACCOUNT_VERIFY,
            Map.of(
                "company",
                company,
                "token",
                text,
                "expiresAt",
                String.valueOf(Json.time(token.expiresMs())))));
  }

  private static HttpResponse pending() {
    return Answers.json(HttpStatus.ACCEPTED, Map.of("state", "mail_sent"));
  }

  private static HttpResponse verified(PersonRow person) {
    return Answers.ok(
        Map.of("company", Refs.text(person.companyRef()), "person", Refs.text(person.personRef())));
  }
}

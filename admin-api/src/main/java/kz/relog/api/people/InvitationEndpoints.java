package kz.relog.api.people;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
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
import kz.relog.api.account.Accounts;
import kz.relog.api.account.Confirmations;
import kz.relog.api.account.HashDesk;
import kz.relog.api.account.Logins;
import kz.relog.api.account.PasswordRule;
import kz.relog.api.account.PersonFields;
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
import kz.relog.api.call.Refs;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.MailToken;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;

/**
 * {@code /v1/invitations}: a company invites a person, who accepts alone, with the token that was
 * mailed. Until then the person is pending and nothing is stored about where they are. Reading a
 * token never uses it up. Any thread.
 */
public final class InvitationEndpoints {
  private static final String PATH = "/v1/invitations";
  private static final List<String> ROLES = List.of("dispatcher", "driver", "auditor", "owner");
  private static final Access INVITERS = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER);

  private final AdminStore store;
  private final Confirmations confirmations;
  private final Logins logins;
  private final HashDesk desk;
  private final PasswordRule rule;
  private final Notices notices;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  /** Endpoints over these logins. */
  public InvitationEndpoints(Accounts accounts) {
    this.store = accounts.store();
    this.confirmations = accounts.confirmations();
    this.logins = accounts.logins();
    this.desk = accounts.desk();
    this.rule = accounts.rule();
    this.notices = accounts.notices();
    this.audit = accounts.audit();
    this.random = accounts.random();
    this.clock = accounts.clock();
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH, INVITERS, this::invite),
        Endpoint.delete(PATH + "/{id}", INVITERS, this::withdraw),
        Endpoint.post(PATH + ":show", Access.open(), this::show),
        Endpoint.post(PATH + ":accept", Access.open(), this::accept).atTheDoor());
  }

  private HttpResponse invite(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    Role role = Role.valueOf(body.word("role", ROLES).toUpperCase(Locale.ROOT));
    Profile profile = PersonFields.profile(body);
    String email = PersonFields.email(body);
    body.finish();
    if (caller.role() == Role.DISPATCHER && role != Role.DRIVER && role != Role.DISPATCHER) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "forbidden",
              "Not allowed",
              "Dispatchers invite drivers and dispatchers; others are invited by the owner.")
          .toException();
    }
    if (store.people().findMember(caller.companyRef(), email).isPresent()) {
      throw Problem.conflict("This person is a member already.").toException();
    }
    MailToken token = sent(caller, role, profile, email);
    record(caller, AuditAction.INVITED, token.personRef());
    PersonRow person = store.people().find(token.companyRef(), token.personRef()).orElseThrow();
    return Answers.at(
        HttpStatus.CREATED,
        "/v1/people/" + Refs.text(person.personRef()),
        PersonView.of(person, Standing.PENDING));
  }

  private MailToken sent(Caller caller, Role role, Profile profile, String email) {
    long nowMs = clock.millis();
    String text = new Tokens(random).make("");
    long personRef =
        store.joins().findInvited(caller.companyRef(), email).orElseGet(() -> Refs.random(random));
    MailToken token =
        new MailToken(
            Tokens.hash(text),
            MailToken.Purpose.INVITE,
            caller.companyRef(),
            personRef,
            0,
            Optional.of(email),
            Optional.empty(),
            nowMs,
            nowMs + AccountLimits.INVITATION_TERM.toMillis());
    store.joins().invite(caller.companyRef(), role, profile, token);
    notices.send(
        Notice.toAddress(
            personRef,
            email,
            Template.PEOPLE_INVITE,
            Map.of(
                "company",
                companyName(caller.companyRef()),
                "role",
                PersonView.word(role),
                "token",
                text,
                "expiresAt",
                String.valueOf(Json.time(token.expiresMs())))));
    return token;
  }

  private HttpResponse withdraw(Call call) {
    call.withoutQuery();
    Caller caller = call.caller();
    long personRef = call.ref("invitation");
    if (!store.joins().withdraw(caller.companyRef(), personRef)) {
      throw Problem.notFound("There is no such invitation, or it was accepted.").toException();
    }
    notices.forget(personRef);
    record(caller, AuditAction.INVITATION_REVOKED, personRef);
    return Answers.none();
  }

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String text = body.requiredSecret("token", AccountLimits.TOKEN_CHARS_MAX);
    body.finish();
    MailToken token = confirmations.token(text, MailToken.Purpose.INVITE);
    PersonRow person = person(token);
    boolean known = store.accounts().findByEmail(token.email().orElseThrow()).isPresent();
    return Answers.ok(
        Map.of(
            "companyName",
            companyName(token.companyRef()),
            "role",
            PersonView.word(person.role()),
            "hasLogin",
            known,
            "passwordNeeded",
            known || person.role() != Role.DRIVER,
            "expiresAt",
            String.valueOf(Json.time(token.expiresMs()))));
  }

  private HttpResponse accept(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    String text = body.requiredSecret("token", AccountLimits.TOKEN_CHARS_MAX);
    Optional<String> password = body.secret("password", AccountLimits.PASSWORD_CHARS_MAX);
    boolean asCookie = body.flag("cookie");
    body.finish();
    MailToken token = confirmations.token(text, MailToken.Purpose.INVITE);
    PersonRow invited = person(token);
    return confirmations.confirm(
        call,
        token,
        password,
        () -> acceptAnew(call, token, invited, asCookie),
        member -> logins.open(call, member, asCookie));
  }

  /** A login is made for the address; all but drivers choose its password now. */
  private HttpResponse acceptAnew(Call call, MailToken token, PersonRow invited, boolean asCookie) {
    Body body = call.json();
    Profile profile = invited.profile().orElseThrow();
    Optional<String> password =
        rule.read(
            body, "password", token.email().orElseThrow(), profile.firstName(), profile.lastName());
    if (body.isAbsent("password") && invited.role() != Role.DRIVER) {
      throw Problem.invalid(
              List.of(
                  new FieldError(
                      "/password",
                      "password",
                      null,
                      "at least 10 characters, and it must be there")))
          .toException();
    }
    body.isAbsent("token");
    body.isAbsent("cookie");
    body.finish();
    if (password.isEmpty()) {
      return logins.open(call, confirmations.joinAnew(token, Optional.empty()), asCookie);
    }
    return desk.work(
        call,
        () -> desk.make(password.get()),
        hash -> logins.open(call, confirmations.joinAnew(token, Optional.of(hash)), asCookie));
  }

  private void record(Caller caller, AuditAction action, long personRef) {
    audit.record(
        AuditEntry.by(caller, action).on(ObjectKind.INVITATION, personRef).about(personRef));
  }

  private PersonRow person(MailToken token) {
    return store
        .people()
        .find(token.companyRef(), token.personRef())
        .filter(row -> row.profile().isPresent())
        .orElseThrow(() -> Problem.notFound("The invited person was erased.").toException());
  }

  private String companyName(long companyRef) {
    return store.companies().find(companyRef).flatMap(CompanyRow::name).orElse("");
  }
}

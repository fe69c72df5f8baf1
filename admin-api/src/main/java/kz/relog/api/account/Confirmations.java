package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Call;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.MailToken;
import kz.relog.api.store.PersonRow;

/**
 * Makes a person a member with a mailed token. Any thread.
 *
 * <p>The token alone proves that the mail was read. When there is a login for its address already,
 * that is not enough: whoever confirms must also be that login, by its session or its password;
 * otherwise a mail read over a shoulder would let a stranger in. And whoever is logged in as
 * someone else cannot confirm at all.
 */
public final class Confirmations {
  private static final Problem WRONG_PASSWORD =
      Problem.of(
          HttpStatus.FORBIDDEN,
          "wrong-password",
          "Wrong password",
          "There is a login for this address already, and this is not its password.");

  private final AdminStore store;
  private final Logins logins;
  private final Sessions sessions;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  Confirmations(Accounts accounts) {
    this.store = accounts.store();
    this.logins = accounts.logins();
    this.sessions = accounts.sessions();
    this.audit = accounts.audit();
    this.random = accounts.random();
    this.clock = accounts.clock();
  }

  /**
   * The good token of this text and purpose.
   *
   * @throws kz.relog.api.problem.ProblemException 404 when it is unknown, used, replaced or late
   */
  public MailToken token(String text, MailToken.Purpose purpose) {
    return find(text, purpose).orElseThrow(Confirmations::noToken);
  }

  /** The good token of this text and purpose. */
  Optional<MailToken> find(String text, MailToken.Purpose purpose) {
    return store
        .mailTokens()
        .find(Tokens.hash(text), clock.millis(), purpose)
        .filter(token -> token.email().isPresent());
  }

  /** What is told of a token that is not good, whatever the reason. */
  static RuntimeException noToken() {
    return Problem.notFound("This token is unknown, used, replaced or too old; ask for a new one.")
        .toException();
  }

  /**
   * Confirms.
   *
   * @param password sent along, for a login that exists
   * @param newcomer called when there is no login for the address yet
   * @param then gets the member
   */
  public HttpResponse confirm(
      Call call,
      MailToken token,
      Optional<String> password,
      Supplier<HttpResponse> newcomer,
      Function<PersonRow, HttpResponse> then) {
    String email = token.email().orElseThrow();
    Optional<AccountRow> account = store.accounts().findByEmail(email);
    if (call.callerIfAny().isPresent()) {
      OptionalLong own = logins.accountOf(call);
      return account
          .filter(known -> own.isPresent() && known.accountRef() == own.getAsLong())
          .map(known -> then.apply(join(token, known.accountRef(), Optional.empty())))
          .orElseThrow(Confirmations::someoneElse);
    }
    if (account.isEmpty()) {
      return newcomer.get();
    }
    return logins.check(
        call,
        email,
        password.orElseThrow(Confirmations::logInFirst),
        WRONG_PASSWORD,
        known -> then.apply(join(token, known.accountRef(), Optional.empty())));
  }

  /** Makes the member with a login of its own; the password's hash may be absent for a driver. */
  public PersonRow joinAnew(MailToken token, Optional<String> passwordHash) {
    return join(token, Refs.random(random), passwordHash);
  }

  private PersonRow join(MailToken token, long accountRef, Optional<String> passwordHash) {
    if (!store.joins().confirm(token, accountRef, passwordHash, clock.millis())) {
      throw noToken();
    }
    sessions.forget();
    AuditAction action =
        token.purpose() == MailToken.Purpose.INVITE
            ? AuditAction.INVITATION_ACCEPTED
            : AuditAction.COMPANY_REGISTERED;
    audit.record(
        AuditEntry.anonymous(action)
            .inCompany(token.companyRef())
            .byPerson(token.personRef())
            .on(ObjectKind.PERSON, token.personRef())
            .about(token.personRef()));
    return store.people().find(token.companyRef(), token.personRef()).orElseThrow();
  }

  private static RuntimeException someoneElse() {
    return Problem.of(
            HttpStatus.FORBIDDEN,
            "someone-else",
            "Someone else's token",
            "Only the person whom the mail went to can use its token; you are logged in as"
                + " another one.")
        .toException();
  }

  private static RuntimeException logInFirst() {
    return Problem.of(
            HttpStatus.FORBIDDEN,
            "log-in-first",
            "Log in first",
            "There is a login for this address already: send its password along, or its session."
                + " Who has forgotten the password, or never set one, can reset it by mail.")
        .toException();
  }
}

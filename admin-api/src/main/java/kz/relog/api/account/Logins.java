package kz.relog.api.account;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import kz.relog.api.access.Caller;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Json;
import kz.relog.api.guard.CallerGuard;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Notices;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.SessionRow;

/**
 * What every way into a session shares: who may try, whether the password is right, the answer that
 * tells the token. Any thread.
 */
public final class Logins {
  private final AdminStore store;
  private final Sessions sessions;
  private final HashDesk desk;
  private final Notices notices;
  private final AuditLog audit;
  private final Throttle byAccount;
  private final Throttle byAddress;

  Logins(Accounts accounts, Throttle byAccount, Throttle byAddress) {
    this.store = accounts.store();
    this.sessions = accounts.sessions();
    this.desk = accounts.desk();
    this.notices = accounts.notices();
    this.audit = accounts.audit();
    this.byAccount = byAccount;
    this.byAddress = byAddress;
  }

  /** What came of a password. */
  record Checked(boolean right, Optional<String> rehashed) {}

  /**
   * Compares a password at the desk, with the same work for an account that does not exist, and
   * goes on when it is right.
   *
   * @param email in its normal form
   * @param wrong told when it is not right
   * @param right gets the account
   */
  public HttpResponse check(
      Call call,
      String email,
      String password,
      Problem wrong,
      Function<AccountRow, HttpResponse> right) {
    String accountKey = accountKey(email);
    String addressKey = Origins.throttleKey(call);
    byAddress.require(addressKey);
    byAccount.require(accountKey);
    // Counted before the work, so that a thousand at once do not all count as the first.
    byAddress.strike(addressKey);
    byAccount.strike(accountKey);
    Optional<AccountRow> account = store.accounts().findByEmail(email);
    Optional<String> hash = account.flatMap(AccountRow::password);
    // Who is turned away unheard has not failed.
    return desk.work(
        call,
        () -> compare(password, hash),
        checked -> {
          if (!checked.right) {
            audit.record(
                AuditEntry.anonymous(AuditAction.LOGIN_FAILED)
                    .on(ObjectKind.ACCOUNT, account.map(AccountRow::accountRef).orElse(0L))
                    .from(call.peer())
                    .refused());
            throw wrong.toException();
          }
          byAddress.forgive(addressKey);
          byAccount.clear(accountKey);
          AccountRow known = account.orElseThrow();
          checked.rehashed.ifPresent(
              anew -> store.accounts().rehash(known.accountRef(), hash.orElseThrow(), anew));
          return right.apply(known);
        },
        () -> {
          byAddress.forgive(addressKey);
          byAccount.forgive(accountKey);
        });
  }

  /** The answer that opens a session for a member. */
  public HttpResponse open(Call call, PersonRow person, boolean asCookie) {
    Map<String, String> origin =
        Map.of("address", Origins.address(call), "agent", Origins.agent(call));
    boolean unusual = isUnusual(person, origin);
    Sessions.Opened opened = sessions.open(person, origin);
    audit.record(
        AuditEntry.by(sessions.caller(opened.row()), AuditAction.LOGIN)
            .on(ObjectKind.SESSION, opened.row().sessionRef())
            .about(person.personRef())
            .from(call.peer()));
    if (unusual) {
      notices.send(
          Notice.to(
              person.companyRef(),
              person.personRef(),
              Template.ACCOUNT_NEW_LOGIN,
              Map.of("time", String.valueOf(Json.time(opened.row().createdMs())))));
    }
    Optional<String> companyName =
        store.companies().find(person.companyRef()).flatMap(CompanyRow::name);
    LoginView view = LoginView.of(opened, asCookie, person, sessions.standing(person), companyName);
    HttpResponse answer = Answers.at(HttpStatus.CREATED, "/v1/sessions/" + view.session(), view);
    return asCookie ? withCookie(answer, opened.token(), maxAgeSeconds(opened)) : answer;
  }

  /** Forgets the failures of an address whose person has just proven to be who they are. */
  void welcome(String email) {
    byAccount.clear(accountKey(email));
  }

  /** Logged in already, but never from there or with such a browser. */
  private boolean isUnusual(PersonRow person, Map<String, String> origin) {
    List<SessionRow> others = sessions.list(person.companyRef(), person.personRef());
    return !others.isEmpty() && others.stream().noneMatch(one -> one.origin().equals(origin));
  }

  /** The account of the session that a request came with; empty without one. */
  public OptionalLong accountOf(Call call) {
    Optional<Caller> caller = call.callerIfAny();
    return caller.isEmpty()
        ? OptionalLong.empty()
        : store.accounts().ofSession(caller.get().sessionRef());
  }

  /** An answer that also takes the cookie away. */
  static HttpResponse withoutCookie(HttpResponse answer) {
    return withCookie(answer, "", 0);
  }

  private Checked compare(String password, Optional<String> hash) {
    boolean right = desk.matches(password, hash);
    return new Checked(
        right, hash.filter(old -> right && desk.isOutdated(old)).map(old -> desk.make(password)));
  }

  private static long maxAgeSeconds(Sessions.Opened opened) {
    return (opened.row().expiresMs() - opened.row().createdMs()) / 1000;
  }

  private static HttpResponse withCookie(HttpResponse answer, String value, long maxAgeSeconds) {
    Cookie cookie =
        Cookie.secureBuilder(CallerGuard.COOKIE, value)
            .path("/")
            .sameSite("Strict")
            .maxAge(maxAgeSeconds)
            .build();
    return answer.mapHeaders(
        headers ->
            headers.toBuilder()
                .set(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
                .build());
  }

  /** No address stands in memory for longer than its request. */
  static String accountKey(String email) {
    return Tokens.hash("throttle " + email);
  }
}

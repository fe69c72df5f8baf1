package kz.relog.api.account;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import kz.relog.api.access.Caller;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.guard.CallerGuard;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRow;

/**
 * What every way into a session shares: who may try, whether the password is right, the answer that
 * tells the token. Any thread.
 */
public final class Logins {
  private final AdminStore store;
  private final Sessions sessions;
  private final HashDesk desk;
  private final Origins origins;
  private final Throttle byAccount;
  private final Throttle byAddress;

  /** Ways into sessions. */
  public Logins(
      AdminStore store,
      Sessions sessions,
      HashDesk desk,
      Origins origins,
      Throttle byAccount,
      Throttle byAddress) {
    this.store = store;
    this.sessions = sessions;
    this.desk = desk;
    this.origins = origins;
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
    String addressKey = origins.throttleKey(call);
    byAddress.require(addressKey);
    byAccount.require(accountKey);
    // Counted before the work, so that a thousand at once do not all count as the first.
    byAddress.strike(addressKey);
    byAccount.strike(accountKey);
    Optional<AccountRow> account = store.accounts().findByEmail(email);
    Optional<String> hash = account.flatMap(AccountRow::password);
    return desk.work(
        call,
        () -> compare(password, hash),
        checked -> {
          if (!checked.right) {
            throw wrong.toException();
          }
          byAddress.forgive(addressKey);
          byAccount.clear(accountKey);
          AccountRow known = account.orElseThrow();
          checked.rehashed.ifPresent(
              anew -> store.accounts().rehash(known.accountRef(), hash.orElseThrow(), anew));
          return right.apply(known);
        });
  }

  /** The answer that opens a session for a member. */
  public HttpResponse open(Call call, PersonRow person, boolean asCookie) {
    Sessions.Opened opened =
        sessions.open(
            person, Map.of("address", origins.address(call), "agent", origins.agent(call)));
    Optional<String> companyName =
        store.companies().find(person.companyRef()).flatMap(CompanyRow::name);
    LoginView view = LoginView.of(opened, asCookie, person, sessions.standing(person), companyName);
    HttpResponse answer = Answers.at(HttpStatus.CREATED, "/v1/sessions/" + view.session(), view);
    return asCookie ? withCookie(answer, opened.token(), maxAgeSeconds(opened)) : answer;
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
    return HexFormat.of().formatHex(Tokens.hash("throttle " + email));
  }
}

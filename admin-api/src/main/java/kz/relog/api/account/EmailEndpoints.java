package kz.relog.api.account;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.notice.Notice;
import kz.relog.api.notice.Template;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AccountRow;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.MailToken;

/**
 * {@code POST /v1/me/email}: a login moves to another address once that one is verified; until then
 * the old one counts. It asks for the password, because who has the address has the login. Any
 * thread.
 */
final class EmailEndpoints {
  private static final Problem WRONG =
      Problem.of(
          HttpStatus.FORBIDDEN,
          "wrong-password",
          "Wrong password",
          "This is not the login's password. Who never set one resets it by mail first.");

  private final Accounts accounts;

  EmailEndpoints(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/v1/me/email", Access.self(), this::ask));
  }

  private HttpResponse ask(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    String email = PersonFields.email(body);
    String password = body.requiredSecret("password", AccountLimits.PASSWORD_CHARS_MAX);
    body.finish();
    accounts.gate().require(call, email);
    AccountRow account =
        accounts.store().accounts().ofPerson(caller.companyRef(), caller.personRef()).orElseThrow();
    return accounts
        .logins()
        .check(
            call,
            account.email().orElseThrow(),
            password,
            WRONG,
            known -> {
              // To an address that has a login nothing is sent, and the answer does not tell.
              if (accounts.store().accounts().findByEmail(email).isEmpty()) {
                mail(caller, known.accountRef(), email);
              }
              return Answers.json(HttpStatus.ACCEPTED, Map.of("state", "mail_sent"));
            });
  }

  private void mail(Caller caller, long accountRef, String email) {
    String text = new Tokens(accounts.random()).make("");
    long nowMs = accounts.clock().millis();
    MailToken token =
        new MailToken(
            Tokens.hash(text),
            MailToken.Purpose.EMAIL,
            caller.companyRef(),
            caller.personRef(),
            accountRef,
            Optional.of(email),
            Optional.empty(),
            nowMs,
            nowMs + AccountLimits.VERIFY_TERM.toMillis());
    accounts.store().mailTokens().put(token);
    accounts
        .notices()
        .send(
            Notice.toAddress(
                accountRef,
                email,
                Template.ACCOUNT_VERIFY,
                Map.of(
                    "company",
                    accounts
                        .store()
                        .companies()
                        .find(caller.companyRef())
                        .flatMap(CompanyRow::name)
                        .orElse(""),
                    "token",
                    text,
                    "expiresAt",
                    String.valueOf(Json.time(token.expiresMs())))));
  }
}

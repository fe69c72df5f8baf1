package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one cookie, and which pages may write with it. */
class CookieIT extends CompanyScene {
  String login;

  @BeforeEach
  void setUp() {
    login =
        "{\"email\":\""
            + people.owner.email()
            + "\",\"password\":\""
            + TestPeople.PASSWORD
            + "\",\"cookie\":true}";
  }

  private String cookie(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("set-cookie").orElseThrow();
  }

  private HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "authorization";
    all[1] = "";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return api.send(method, path, body, all);
  }

  @Test
  void theCookieIsForThisHostAloneAndNoScriptReadsIt() {
    HttpResponse<byte[]> answer = send("POST", "/v1/sessions", login);
    assertThat(RunningApi.json(answer).path("token").isNull()).isTrue();
    assertThat(answer.headers().allValues("set-cookie")).hasSize(1);
    assertThat(cookie(answer))
        .matches("__Host-relog=relog_s_[\\w-]{43}; .*")
        .contains("Secure", "SameSite=Strict", "Path=/", "Max-Age=2592000")
        .containsIgnoringCase("HttpOnly")
        .doesNotContain("Domain");
    HttpResponse<byte[]> bearer =
        send("POST", "/v1/sessions", login.replace(",\"cookie\":true", ""));
    assertThat(bearer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aWriteWithTheCookieMustComeFromAPageOfOurs() {
    String sent = cookie(send("POST", "/v1/sessions", login)).replaceAll(";.*", "");
    String invitation = TestPeople.invitation("driver", "d2@one.example");
    String ours = "http://127.0.0.1:" + api.uri().getPort();
    assertThat(send("GET", "/v1/me", "", "cookie", sent).statusCode()).isEqualTo(200);
    List<String[]> refused =
        List.of(
            new String[] {"cookie", sent},
            new String[] {"cookie", sent, "origin", "https://evil.example"},
            new String[] {"cookie", sent, "origin", "null"},
            new String[] {"cookie", sent, "origin", ours, "sec-fetch-site", "cross-site"},
            new String[] {"cookie", sent, "origin", ours, "sec-fetch-site", "same-site"},
            new String[] {"cookie", sent, "sec-fetch-site", "none"});
    for (String[] headers : refused) {
      assertThat(send("POST", "/v1/invitations", invitation, headers).statusCode())
          .as(String.join(" ", headers))
          .isEqualTo(403);
    }
    assertThat(
            send("POST", "/v1/invitations", invitation, "cookie", sent, "origin", ours)
                .statusCode())
        .isEqualTo(201);
    assertThat(
            send(
                    "POST",
                    "/v1/invitations",
                    invitation,
                    "cookie",
                    sent,
                    "sec-fetch-site",
                    "same-origin")
                .statusCode())
        .isEqualTo(201);
    assertThat(api.sendAs(people.owner.token(), "POST", "/v1/invitations", invitation).statusCode())
        .as("Bearer needs no Origin")
        .isEqualTo(201);
  }

  @Test
  void loggingOutTakesTheCookieAwayAndAStaleOneKeepsNobodyOut() {
    String sent = cookie(send("POST", "/v1/sessions", login)).replaceAll(";.*", "");
    HttpResponse<byte[]> out =
        send("DELETE", "/v1/sessions/current", "", "cookie", sent, "sec-fetch-site", "same-origin");
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(cookie(out)).startsWith("__Host-relog=;").contains("Max-Age=0", "Secure", "Path=/");
    assertThat(send("GET", "/v1/me", "", "cookie", sent).statusCode()).isEqualTo(401);
    assertThat(send("POST", "/v1/sessions", login, "cookie", sent).statusCode()).isEqualTo(201);
  }
}

package kz.relog.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.app.Relog;
import kz.relog.app.serve.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Mail, receipt and audit by the command line, over a whole server. */
class PapersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("(?m)^([A-Za-z0-9_-]{20,})$");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void choose() {
    data = folder.resolve("data");
  }

  @Test
  void a_new_person_gets_a_mail_accepts_and_keeps_a_receipt_that_verifies() throws Exception {
    try (TestServer server = new TestServer(data)) {
      URI url = server.server().httpUri();
      post(url, "", "/v1/companies", registration());
      String code = awaitCode();
      post(url, "", "/v1/email-verifications", "{\"token\":\"" + code + "\"}");
      String login = "{\"email\":\"a@one.example\",\"password\":\"seven quiet camels\"}";
      String token = post(url, "", "/v1/sessions", login).path("token").asText();
      for (JsonNode due : get(url, token, "/v1/me/acceptances").path("due")) {
        post(
            url,
            token,
            "/v1/me/acceptances",
            "{\"document\":\""
                + due.path("id").asText()
                + "\",\"hash\":\""
                + due.path("bindingHash").asText()
                + "\"}");
      }
      String id = get(url, token, "/v1/me/receipts").at("/items/0/id").asText();
      Path receipt = folder.resolve("receipt.json");
      Files.writeString(receipt, get(url, token, "/v1/me/receipts/" + id).toString());

      assertThat(run("receipt", "verify", receipt.toString(), "--url", url.toString())).isZero();
      assertThat(out.toString()).contains("valid").contains("is the one that was accepted");
      Files.writeString(receipt, Files.readString(receipt).replace("Altyn", "Kumis"));
      assertThat(run("receipt", "verify", receipt.toString(), "--url", url.toString()))
          .isEqualTo(1);
      assertThat(out.toString())
          .contains("altered: record.consent_kz")
          .contains("altered: record.party_identification");
      assertThat(run("receipt", "verify", receipt.toString())).isEqualTo(2);
      assertThat(run("audit", "verify", "--data", data.toString())).as(out + "" + err).isZero();
    }
  }

  @Test
  void revealing_needs_the_operators_token_and_a_purpose_and_leaves_a_row() throws Exception {
    try (TestServer server = new TestServer(data)) {
      assertThat(server.server().httpUri()).isNotNull();
    }
    String journal = data.toString();
    assertThat(run("journal", "dump", journal, "--reveal")).isEqualTo(2);
    assertThat(err.toString()).contains("--as FILE").contains("--purpose");
    Path wrong = Files.writeString(folder.resolve("wrong"), "not the token");
    assertThat(
            run("journal", "dump", journal, "--reveal", "--as", wrong + "", "--purpose", "repair"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is not the operator's");
    assertThat(run("audit", "verify", "--data", journal, "--json")).isZero();
    long before = JSON.readTree(out.toString()).path("rows").asLong();

    Path token = data.resolve("operator-token");
    assertThat(
            run("journal", "dump", journal, "--reveal", "--as", token + "", "--purpose", "repair"))
        .as(err.toString())
        .isZero();
    assertThat(run("audit", "verify", "--data", journal, "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).path("rows").asLong()).isEqualTo(before + 1);

    String head = JSON.readTree(out.toString()).path("head").asText();
    try (Connection records = DriverManager.getConnection("jdbc:sqlite:" + data + "/admin.db");
        Statement change = records.createStatement()) {
      change.execute("DROP TRIGGER audit_keeps_values");
      change.execute("UPDATE audit SET purpose = 'complaint'");
    }
    assertThat(run("audit", "verify", "--data", journal, "--head", head)).isEqualTo(1);
    assertThat(out.toString()).contains("CHANGED: row " + (before + 1));
  }

  private String awaitCode() {
    long deadlineNs = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < deadlineNs) {
      assertThat(run("mail", "list", "--data", data.toString())).isZero();
      Matcher code = CODE.matcher(out.toString());
      if (out.toString().contains("To: a@one.example") && code.find()) {
        return code.group(1);
      }
    }
    throw new AssertionError("no mail: " + out);
  }

  private static String registration() {
    return "{\"name\":\"Altyn Freight\",\"bin\":\"990140000384\",\"country\":\"KZ\","
        + "\"timeZone\":\"Asia/Almaty\",\"firstName\":\"Aigerim\",\"lastName\":\"Sadykova\","
        + "\"email\":\"a@one.example\",\"phone\":\"+7 701 123-45-67\","
        + "\"password\":\"seven quiet camels\"}";
  }

  private JsonNode get(URI url, String token, String path) throws Exception {
    return send(HttpRequest.newBuilder(url.resolve(path)), token);
  }

  private JsonNode post(URI url, String token, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        token);
  }

  private JsonNode send(HttpRequest.Builder request, String token) throws Exception {
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    java.net.http.HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine commandLine = Relog.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}

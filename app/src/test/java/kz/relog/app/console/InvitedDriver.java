package kz.relog.app.console;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A company whose owner registered, read the mail, accepted the documents and invited a driver: all
 * by the API, with the mails that the server wrote into its outbox file.
 */
final class InvitedDriver {
  static final String PASSWORD = "seven quiet camels";
  private static final Pattern TOKEN = Pattern.compile("(?m)^[A-Za-z0-9_-]{40,64}\\r?$");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final Path outbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String owner;

  /** The driver. */
  final String person;

  /** What the driver was mailed. */
  final String invitation;

  InvitedDriver(URI server, Path data) {
    this.server = server;
    this.outbox = data.resolve("outbox.mbox");
    send(
        "POST",
        "/v1/companies",
        "",
        "{\"name\":\"Altyn Freight\",\"bin\":\"990140000384\",\"country\":\"KZ\",\"timeZone\":"
            + "\"Asia/Almaty\",\"firstName\":\"Aigerim\",\"lastName\":\"Sadykova\",\"email\":"
            + "\"owner@altyn.example\",\"phone\":\"+77011234567\",\"password\":\""
            + PASSWORD
            + "\"}");
    send("POST", "/v1/email-verifications", "", token("owner@altyn.example"));
    owner =
        send(
                "POST",
                "/v1/sessions",
                "",
                "{\"email\":\"owner@altyn.example\",\"password\":\"" + PASSWORD + "\"}")
            .path("token")
            .asText();
    for (JsonNode due : send("GET", "/v1/me/acceptances", owner, "").path("due")) {
      send(
          "POST",
          "/v1/me/acceptances",
          owner,
          "{\"document\":\""
              + due.path("id").asText()
              + "\",\"hash\":\""
              + due.path("bindingHash").asText()
              + "\"}");
    }
    person =
        asOwner(
                "POST",
                "/v1/invitations",
                "{\"role\":\"driver\",\"email\":\"driver@altyn.example\",\"firstName\":\"Daulet\","
                    + "\"lastName\":\"Omarov\"}")
            .path("id")
            .asText();
    invitation = mailed("driver@altyn.example");
  }

  JsonNode asOwner(String method, String path, String body) {
    return send(method, path, owner, body);
  }

  /** Sends without a login. */
  JsonNode open(String path, String body) {
    return send("POST", path, "", body);
  }

  private String token(String email) {
    return "{\"token\":\"" + mailed(email) + "\"}";
  }

  /** The token in the newest mail to an address. */
  private String mailed(String email) {
    return Deadline.until("a mail", () -> find(email), Optional::isPresent).orElseThrow();
  }

  private Optional<String> find(String email) {
    if (!Files.exists(outbox)) {
      return Optional.empty();
    }
    try {
      String all = Files.readString(outbox, StandardCharsets.UTF_8);
      int to = all.lastIndexOf(email);
      return to < 0
          ? Optional.empty()
          : TOKEN
              .matcher(all.substring(to))
              .results()
              .map(MatchResult::group)
              .findFirst()
              .map(String::strip);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private JsonNode send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + ": " + answer.body());
      }
      return requireNonNull(JSON.readTree(answer.body()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}

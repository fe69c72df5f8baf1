package kz.relog.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kz.relog.app.client.AdminClient;
import kz.relog.app.console.StaffedServer.Van;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others see of a driver ends when the driver says so, within a second. */
@Timeout(180)
class WithdrawalIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  @Test
  void aSecondAfterAWithdrawalNeitherTheCustomerNorTheDispatcherSeesTheVehicle() throws Exception {
    try (StaffedServer server = StaffedServer.start(data, "Van 1", "Van 2")) {
      Van leaves = server.van(0);
      Van stays = server.van(1);
      String url = server.link(leaves, StaffedServer.NEAR).path("url").asText();
      ObjectNode look = JSON.createObjectNode().put("token", url.substring(url.indexOf('#') + 1));
      AdminClient customer = AdminClient.anonymous(server.uri());
      Deadline.until(
          "the vehicle on the customer's page",
          () -> customer.post("/v1/share:view", look).path("position"),
          JsonNode::isObject);
      Deadline.until(
          "both vehicles", () -> live(server).path("vehicles").size(), size -> size == 2);
      try (Feed feed = new Feed(server)) {
        assertThat(feed.next().path("vehicles")).hasSize(2);

        server.withdraw(leaves, "live-view");
        feed.forget();

        // The stream has a beat a second: one may be on its way, the next tells.
        JsonNode told = feed.next();
        told = told.path("locationOff").isEmpty() ? feed.next() : told;
        assertThat(told.at("/locationOff/0/device").asText()).isEqualTo(leaves.device());
        assertThat(told.path("vehicles").findValuesAsText("device"))
            .doesNotContain(leaves.device());
      }
      // Whoever looks after the answer sees nothing at all: no need to wait for the second.
      assertThat(live(server).path("vehicles").findValuesAsText("device"))
          .containsExactly(stays.device());
      JsonNode page = customer.post("/v1/share:view", look);
      assertThat(page.path("state").asText()).isEqualTo("unavailable");
      assertThat(page.path("position").isNull()).isTrue();
      assertThat(page.path("eta").isNull()).isTrue();
    }
  }

  private static JsonNode live(StaffedServer server) {
    return server.owner().get("/v1/live");
  }

  /** The live stream of the owner, read by a thread of its own. */
  private static final class Feed implements AutoCloseable {
    private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final BufferedReader lines;

    Feed(StaffedServer server) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/v1/live"))
              .header("authorization", "Bearer " + server.owner().token())
              .header("accept", "text/event-stream")
              .build();
      lines =
          new BufferedReader(
              new InputStreamReader(
                  HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8));
      Thread reader = new Thread(this::read, "live-feed");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      String event = "";
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
          } else if (line.startsWith("data: ") && !event.equals("event")) {
            messages.add(JSON.readTree(line.substring("data: ".length())));
          }
        }
      } catch (IOException closed) {
        messages.clear();
      }
    }

    /** The next message about vehicles. */
    JsonNode next() throws InterruptedException {
      return Objects.requireNonNull(messages.poll(30, TimeUnit.SECONDS), "a message");
    }

    /** Passes by what came so far; what told of the withdrawal already stays. */
    void forget() {
      messages.removeIf(message -> message.path("locationOff").isEmpty());
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}

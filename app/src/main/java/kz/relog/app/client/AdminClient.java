package kz.relog.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import kz.relog.device.DeviceIdentity;

/** Calls the admin API as the bearer of a token, or as nobody. Blocks; any thread. */
public final class AdminClient {
  /** Devices created by one request at most. */
  private static final int DEVICES_PER_REQUEST = 1_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * A client.
   *
   * @param server for example {@code http://127.0.0.1:8080}
   * @param token the caller's; "" for none
   */
  public AdminClient(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** A client of the operations that need no login. */
  public static AdminClient anonymous(URI server) {
    return new AdminClient(server, "");
  }

  /** The token that this client sends; "" for none. */
  public String token() {
    return token;
  }

  /** A device as the server has just made it; the secret is told this once. */
  public record NewDevice(String id, DeviceIdentity identity) {}

  /**
   * Creates synthetic devices, named by a prefix and a number: no person stands behind them, and
   * the server must allow such devices ({@code gate.synthetic-devices}).
   *
   * @throws AdminClientException if the server refuses or cannot be reached
   */
  public List<NewDevice> createDevices(String namePrefix, int count) {
    return create(namePrefix, count, body -> body.put("synthetic", true));
  }

  /** Creates phones of a driver, named by a prefix and a number. */
  public List<NewDevice> createPhones(String namePrefix, int count, String driverId) {
    return create(namePrefix, count, body -> body.put("driver", driverId));
  }

  /** Creates a phone of a driver. */
  public NewDevice createPhone(String name, String driverId) {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", name);
    body.put("driver", driverId);
    return newDevice(post("/v1/devices", body));
  }

  private List<NewDevice> create(String namePrefix, int count, Consumer<ObjectNode> owner) {
    List<NewDevice> devices = new ArrayList<>(count);
    while (devices.size() < count) {
      ObjectNode body = JSON.createObjectNode();
      body.put("count", Math.min(DEVICES_PER_REQUEST, count - devices.size()));
      body.put("namePrefix", namePrefix);
      owner.accept(body);
      for (JsonNode device : post("/v1/devices:batch", body).path("items")) {
        devices.add(newDevice(device));
      }
    }
    return devices;
  }

  private static NewDevice newDevice(JsonNode device) {
    DeviceIdentity identity =
        new DeviceIdentity(
            Long.parseLong(device.path("keyId").asText(), 16),
            HexFormat.of().parseHex(device.path("secret").asText()));
    return new NewDevice(device.path("id").asText(), identity);
  }

  /** Creates one synthetic device. */
  public NewDevice createDevice(String name) {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", name);
    body.put("synthetic", true);
    return newDevice(post("/v1/devices", body));
  }

  /** Creates a plan from GeoJSON and gives its id. */
  public String createPlan(JsonNode geoJson) {
    return post("/v1/plans", geoJson).path("id").asText();
  }

  /** Assigns a plan to a device. */
  public void assign(String planId, String deviceId) {
    ObjectNode body = JSON.createObjectNode();
    body.put("device", deviceId);
    send("PUT", "/v1/plans/" + planId + "/device", body.toString());
  }

  /** Gives a device another key in its next acks. */
  public void rotateKey(String deviceId) {
    send("POST", "/v1/devices/" + deviceId + "/rotate-key", "");
  }

  /** Revokes a device's key. */
  public void revoke(String deviceId) {
    send("POST", "/v1/devices/" + deviceId + "/revoke", "");
  }

  /** Gets a document. */
  public JsonNode get(String path) {
    return parse(send("GET", path, ""));
  }

  /** Gets a text. */
  public String getText(String path) {
    return send("GET", path, "");
  }

  /** Posts a document and gives the answer's. */
  public JsonNode post(String path, JsonNode body) {
    return parse(send("POST", path, body.toString()));
  }

  /** Puts a document and gives the answer's. */
  public JsonNode put(String path, JsonNode body) {
    return parse(send("PUT", path, body.toString()));
  }

  private String send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AdminClientException(
            method
                + " "
                + path
                + " was refused: "
                + reason(response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new AdminClientException(
          server + " does not answer; is the server running? (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdminClientException(method + " " + path + " was interrupted");
    }
  }

  /** What a problem document says. */
  private static String reason(int status, String body) {
    try {
      JsonNode problem = JSON.readTree(body);
      StringBuilder reason = new StringBuilder(problem.path("title").asText("status " + status));
      if (problem.hasNonNull("detail")) {
        reason.append(": ").append(problem.path("detail").asText());
      }
      problem.path("errors").forEach(error -> reason.append("; ").append(error));
      return reason.toString();
    } catch (IOException e) {
      return "status " + status;
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AdminClientException("the server's answer is not JSON");
    }
  }
}

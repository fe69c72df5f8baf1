package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesIT {
  @TempDir Path dir;
  RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aNewDeviceShowsItsSecretOnceAndIsThereAtOnce() {
    HttpResponse<byte[]> made = api.post("/v1/devices", "{\"name\":\"Van 7\",\"synthetic\":true}");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode device = json(made);
    String secret = device.path("secret").asText();
    assertThat(secret).hasSize(64).isEqualTo(api.road.secrets.get(0));

    String location = made.headers().firstValue("location").orElseThrow();
    HttpResponse<byte[]> shown = api.get(location);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(json(shown).path("name").asText()).isEqualTo("Van 7");
    assertThat(json(shown).path("keyId")).isEqualTo(device.path("keyId"));
    assertThat(text(shown) + text(api.get("/v1/devices"))).doesNotContain(secret);
  }

  @Test
  void aDeviceNeedsNoName() {
    assertThat(json(api.post("/v1/devices", "{\"synthetic\":true}")).path("name").isNull())
        .isTrue();
    assertThat(api.post("/v1/devices", "{\"name\":null,\"synthetic\":true}").statusCode())
        .isEqualTo(201);
  }

  @Test
  void manyDevicesComeFromOneCall() {
    JsonNode items =
        json(api.post(
                "/v1/devices:batch", "{\"count\":2500,\"namePrefix\":\"Van\",\"synthetic\":true}"))
            .path("items");
    assertThat(items).hasSize(2500);
    assertThat(items.findValuesAsText("keyId")).doesNotHaveDuplicates();
    assertThat(items.findValuesAsText("id")).doesNotHaveDuplicates();
    JsonNode last = json(api.get("/v1/devices/" + items.get(2499).path("id").asText()));
    assertThat(last.path("name").asText()).isEqualTo("Van 2500");
  }

  @Test
  void pagesJoinToTheWholeList() {
    api.post("/v1/devices:batch", "{\"count\":25,\"namePrefix\":\"Van\",\"synthetic\":true}");
    List<String> names = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = json(api.get("/v1/devices?limit=10&cursor=" + next));
      names.addAll(page.path("items").findValuesAsText("name"));
      next = page.path("next").asText("");
      pages++;
    } while (!next.isEmpty() && !next.equals("null") && pages < 10);
    assertThat(pages).isEqualTo(3);
    assertThat(names).hasSize(25).startsWith("Van 1", "Van 2").endsWith("Van 25");
  }

  @Test
  void revokingTwiceIsRevokingOnce() {
    String id = api.newDevice("Van 7");
    JsonNode first = json(api.send("POST", "/v1/devices/" + id + "/revoke", ""));
    assertThat(first.path("state").asText()).isEqualTo("revoked");
    assertThat(first.path("revokedAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    JsonNode second = json(api.send("POST", "/v1/devices/" + id + "/revoke", ""));
    assertThat(second).isEqualTo(first);
    assertThat(api.road.journal).hasSize(2);
  }

  @Test
  void aFullRoadRefusesAndLeavesNoName() throws IOException {
    api.road.full = true;
    HttpResponse<byte[]> refused =
        api.post("/v1/devices", "{\"name\":\"Ghost of a van\",\"synthetic\":true}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(json(api.get("/v1/devices")).path("items")).isEmpty();
    String raw = Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("Ghost");
  }

  @Test
  void aSlowProjectionAnswers202WithTheSecretAndTheLocation() {
    api.road.feedStands = true;
    HttpResponse<byte[]> accepted = api.post("/v1/devices", "{\"synthetic\":true}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(json(accepted).path("secret").asText()).hasSize(64);
    assertThat(accepted.headers().firstValue("location")).isPresent();
  }

  @Test
  void theSecretIsNowhereInTheRecords() throws IOException {
    JsonNode items =
        json(api.post("/v1/devices:batch", "{\"count\":50,\"synthetic\":true}")).path("items");
    byte[] raw = Files.readAllBytes(dir.resolve("admin.db"));
    String bytes = new String(raw, StandardCharsets.ISO_8859_1);
    for (JsonNode item : items) {
      String hex = item.path("secret").asText();
      String binary = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
      assertThat(bytes).doesNotContain(hex).doesNotContain(binary);
    }
  }
}

package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.relog.api.spi.RoadChange.BindingPut;
import kz.relog.api.spi.RoadChange.DeviceCreated;
import kz.relog.api.spi.RoadChange.DeviceRevoked;
import kz.relog.api.spi.RoadChange.KeyReplaced;
import org.junit.jupiter.api.Test;

class EnrolmentIT extends CompanyScene {
  @Test
  void aPhoneComesInWithACodeAndIsItsDriversFromTheFirstMoment() throws Exception {
    JsonNode code = json(enrol("driver", people.driver.id()));
    HttpResponse<byte[]> redeemed = redeem(code.path("code").asText());
    assertThat(redeemed.statusCode()).as(text(redeemed)).isEqualTo(201);
    JsonNode setup = json(redeemed);
    assertThat(setup.path("secret").asText()).isEqualTo(api.road.secrets.get(0));
    DeviceCreated created = api.road.journalled(DeviceCreated.class).get(0);
    assertThat(created.subjectRef()).isEqualTo(people.driver.ref());
    JsonNode device = json(send("GET", "/v1/devices/" + setup.path("id").asText(), ""));
    assertThat(device.path("driver").asText()).isEqualTo(people.driver.id());
    assertThat(device.path("enrolledBy").asText()).isEqualTo(people.dispatcher.id());
    JsonNode after = json(send("GET", "/v1/enrolments/" + code.path("id").asText(), ""));
    assertThat(after.path("state").asText()).isEqualTo("used");
    assertThat(after.path("device")).isEqualTo(setup.path("id"));
    String raw = Files.readString(dir.resolve("admin.db"), StandardCharsets.ISO_8859_1);
    assertThat(raw)
        .doesNotContain(code.path("code").asText())
        .doesNotContain(code.path("code").asText().replace("-", ""))
        .doesNotContain(setup.path("secret").asText());
  }

  @Test
  void theAuditTellsFromWhichNetworkADeviceCameIn() {
    redeem(json(enrol("driver", people.driver.id())).path("code").asText());
    List<JsonNode> rows = new ArrayList<>();
    json(api.sendAs(people.owner.token(), "GET", "/v1/audit", "")).path("items").forEach(rows::add);
    rows.removeIf(row -> !row.path("action").asText().equals("device-enrolled"));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).path("network").asText()).isEqualTo("127.0.0.0/24");
    assertThat(rows.get(0).path("subject").asText()).isEqualTo(people.driver.id());
  }

  @Test
  void aTrackerIsNobodysUntilAShift() {
    String vehicle = vehicle();
    redeem(json(enrol("vehicle", vehicle)).path("code").asText());
    assertThat(api.road.journalled(DeviceCreated.class).get(0).subjectRef()).isZero();
    send(
        "POST",
        "/v1/vehicles/" + vehicle + "/shifts",
        "{\"driver\":\"" + people.driver.id() + "\"}");
    assertThat(api.road.journalled(BindingPut.class)).hasSize(1);
  }

  @Test
  void aCodeIsReadAsPeopleTypeIt() {
    String code = json(enrol("driver", people.driver.id())).path("code").asText();
    String typed = " " + code.toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l');
    assertThat(redeem(typed.replace("-", " ")).statusCode()).isEqualTo(201);
  }

  @Test
  void aUsedALateAndAWrongCodeAreGone() {
    String used = json(enrol("driver", people.driver.id())).path("code").asText();
    redeem(used);
    assertThat(redeem(used).statusCode()).isEqualTo(410);
    JsonNode late = json(enrol("driver", people.driver.id()));
    api.clock.advance(Duration.ofMinutes(10));
    assertThat(redeem(late.path("code").asText()).statusCode()).isEqualTo(410);
    String path = "/v1/enrolments/" + late.path("id").asText();
    assertThat(json(send("GET", path, "")).path("state").asText()).isEqualTo("expired");
    assertThat(send("GET", path + "/qr.svg", "").statusCode()).isEqualTo(410);
    assertThat(redeem("ABCD-EFGH").statusCode()).isEqualTo(410);
    assertThat(redeem("nonsense!").statusCode()).isEqualTo(410);
    assertThat(api.road.journalled(DeviceCreated.class)).hasSize(1);
  }

  @Test
  void wrongCodesMakeAnAddressWait() {
    String right = json(enrol("driver", people.driver.id())).path("code").asText();
    int tries = 0;
    HttpResponse<byte[]> answer;
    do {
      answer = redeem("0000-0000");
      tries++;
    } while (answer.statusCode() == 410 && tries < 50);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(redeem(right).statusCode()).as("a right one waits too").isEqualTo(429);
    api.clock.advance(Duration.ofMinutes(1));
    assertThat(redeem(right).statusCode()).isEqualTo(201);
  }

  @Test
  void aFullRoadLeavesTheCodeUsable() {
    String code = json(enrol("driver", people.driver.id())).path("code").asText();
    api.road.full = true;
    assertThat(redeem(code).statusCode()).isEqualTo(503);
    api.road.full = false;
    assertThat(redeem(code).statusCode()).isEqualTo(201);
  }

  @Test
  void thePictureHoldsTheLinkAndTheCodeIsInItsFragment() {
    JsonNode code = json(enrol("driver", people.driver.id()));
    assertThat(code.path("link").asText())
        .isEqualTo(api.uri() + "/driver/#enrol=" + code.path("code").asText());
    HttpResponse<byte[]> picture = send("GET", code.path("qr").asText(), "");
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("content-type")).contains("image/svg+xml");
    assertThat(text(picture)).startsWith("<svg").contains("viewBox").doesNotContain("script");
    TestPeople others = new TestPeople(api);
    assertThat(api.sendAs(others.owner.token(), "GET", code.path("qr").asText(), "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aClonedDeviceIsReplacedByOneWithAnotherSecret() {
    JsonNode old = json(redeem(json(enrol("driver", people.driver.id())).path("code").asText()));
    JsonNode code = json(enrol("replaces", old.path("id").asText()));
    JsonNode fresh = json(redeem(code.path("code").asText()));
    assertThat(fresh.path("secret")).isNotEqualTo(old.path("secret"));
    assertThat(api.road.journalled(DeviceRevoked.class).get(0).deviceRef())
        .isEqualTo(ref(old.path("id").asText()));
    assertThat(
            json(send("GET", "/v1/devices/" + old.path("id").asText(), "")).path("state").asText())
        .isEqualTo("revoked");
    JsonNode device = json(send("GET", "/v1/devices/" + fresh.path("id").asText(), ""));
    assertThat(device.path("driver").asText()).isEqualTo(people.driver.id());
  }

  @Test
  void whoEnrolsTheOwnPhoneWithALoginWasTold() {
    String code = json(enrol("driver", people.driver.id())).path("code").asText();
    String path = "/v1/people/" + people.driver.id() + "/told";
    api.sendAs(people.driver.token(), "POST", "/v1/enrolments:redeem", body(code));
    JsonNode told = json(send("GET", path, "")).path("items");
    assertThat(told).hasSize(1);
    assertThat(told.get(0).path("how").asText()).isEqualTo("on-screen");
    assertThat(told.get(0).path("by").asText()).isEqualTo(people.driver.id());
  }

  @Test
  void anEnrolmentIsForExactlyOneThingOfTheCompany() {
    assertThat(send("POST", "/v1/enrolments", "{}").statusCode()).isEqualTo(422);
    assertThat(
            send(
                    "POST",
                    "/v1/enrolments",
                    "{\"driver\":\"" + people.driver.id() + "\",\"vehicle\":\"2f3c5a7190be4d61\"}")
                .statusCode())
        .isEqualTo(422);
    assertThat(enrol("driver", "2f3c5a7190be4d61").statusCode()).isEqualTo(404);
    assertThat(enrol("vehicle", "2f3c5a7190be4d61").statusCode()).isEqualTo(404);
    assertThat(enrol("replaces", "2f3c5a7190be4d61").statusCode()).isEqualTo(404);
    TestPeople others = new TestPeople(api);
    assertThat(enrol("driver", others.driver.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void aPhoneIsUnboundByRevokingItAndAKeyIsReplaced() {
    String phone =
        json(redeem(json(enrol("driver", people.driver.id())).path("code").asText()))
            .path("id")
            .asText();
    JsonNode rotated = json(send("POST", "/v1/devices/" + phone + "/rotate-key", ""));
    KeyReplaced replaced = api.road.journalled(KeyReplaced.class).get(0);
    assertThat(rotated.path("keyId").asText())
        .isEqualTo(java.util.HexFormat.of().toHexDigits(replaced.nextKeyId(), 10));
    JsonNode unbound = json(send("POST", "/v1/devices/" + phone + "/unbind", ""));
    assertThat(unbound.path("state").asText()).isEqualTo("revoked");
    assertThat(unbound.path("unboundAt").isNull()).isFalse();
    assertThat(send("POST", "/v1/devices/" + phone + "/rotate-key", "").statusCode())
        .isEqualTo(409);
  }

  private String vehicle() {
    return json(send("POST", "/v1/vehicles", "{\"name\":\"Van 7\"}")).path("id").asText();
  }

  private HttpResponse<byte[]> enrol(String what, String id) {
    return send("POST", "/v1/enrolments", "{\"" + what + "\":\"" + id + "\"}");
  }

  private HttpResponse<byte[]> redeem(String code) {
    return api.sendAs("", "POST", "/v1/enrolments:redeem", body(code));
  }

  private static String body(String code) {
    return "{\"code\":\"" + code + "\",\"name\":\"Phone\"}";
  }

  private HttpResponse<byte[]> send(String method, String path, String body) {
    return api.sendAs(people.dispatcher.token(), method, path, body);
  }
}

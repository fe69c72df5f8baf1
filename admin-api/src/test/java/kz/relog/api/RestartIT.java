package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import kz.relog.api.spi.RoadChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  @TempDir Path dir;

  @Test
  void devicesPlansAndTheTokenSurvive() {
    String device;
    String plan;
    String token;
    JsonNode devices;
    JsonNode plans;
    String document;
    try (RunningApi api = new RunningApi(dir)) {
      device = api.newDevice("Van 7");
      api.send("POST", "/v1/devices/" + api.newDevice("Van 8") + "/revoke", "");
      plan =
          json(api.post("/v1/plans?device=" + device, Plans.almaty("r", "C"))).path("id").asText();
      devices = json(api.get("/v1/devices"));
      plans = json(api.get("/v1/plans"));
      document = text(api.get("/v1/plans/" + plan));
      token = api.operatorToken;
    }
    try (RunningApi api = new RunningApi(dir)) {
      assertThat(api.operatorToken).isEqualTo(token);
      assertThat(json(api.get("/v1/devices"))).isEqualTo(devices);
      assertThat(json(api.get("/v1/plans"))).isEqualTo(plans);
      assertThat(text(api.get("/v1/plans/" + plan))).isEqualTo(document);
      assertThat(api.store.projector().appliedSeq()).isEqualTo(4);
      assertThat(json(api.post("/v1/plans", Plans.almaty("r", "D"))).path("version").asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void aReplayOfWhatIsAppliedChangesNothing() {
    try (RunningApi api = new RunningApi(dir)) {
      String device = api.newDevice("Van 7");
      JsonNode before = json(api.get("/v1/devices"));
      api.store.projector().apply(1, new RoadChange.DeviceRevoked(RunningApi.ref(device), 1, 5));
      api.store.projector().flush();
      assertThat(json(api.get("/v1/devices"))).isEqualTo(before);
    }
  }
}

package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.ref;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracksIT {
  private static final long T = RunningApi.NOW.toEpochMilli() - 3_600_000;

  @TempDir Path dir;
  RunningApi api;
  String device;

  @BeforeEach
  void start() {
    api = new RunningApi(dir);
    device = api.newDevice("Van 7");
    api.road.tracks.put(
        ref(device),
        List.of(
            new MemoryRoad.Fix(T, 432389490, -768897090, 83, 90, 5),
            new MemoryRoad.Fix(T + 1500, -1, 10_000_000, -1, 360, 0),
            new MemoryRoad.Fix(T + 60_000, 0, 1_800_000_000, 0, 0, 12)));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void csvIsWrittenToTheLastDigit() {
    HttpResponse<byte[]> csv =
        api.get("/v1/devices/" + device + "/track?purpose=plan-fact", "accept", "text/csv");
    assertThat(csv.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
    assertThat(text(csv))
        .isEqualTo(
            """
            time,lat,lon,speed_mps,heading_deg,accuracy_m
            2026-03-02T07:00:00Z,43.238949,-76.889709,8.3,90,5
            2026-03-02T07:00:01.500Z,-0.0000001,1,,,
            2026-03-02T07:01:00Z,0,180,0,0,12
            """);
    assertThat(text(api.get("/v1/devices/" + device + "/track?purpose=plan-fact&format=csv")))
        .isEqualTo(text(csv));
  }

  @Test
  void geoJsonHasAPointPerFact() {
    HttpResponse<byte[]> track = api.get("/v1/devices/" + device + "/track?purpose=plan-fact");
    assertThat(track.headers().firstValue("content-type")).contains("application/geo+json");
    JsonNode features = json(track).path("features");
    assertThat(features).hasSize(3);
    assertThat(features.get(0).path("geometry").path("coordinates").get(0).asDouble())
        .isEqualTo(-76.889709);
    assertThat(features.get(1).path("properties").path("speedMps").isNull()).isTrue();
  }

  @Test
  void fromIsInclusiveAndToIsExclusive() {
    String path =
        "/v1/devices/"
            + device
            + "/track?purpose=plan-fact&from=2026-03-02T12:00:00%2B05:00&to=2026-03-02T07:01:00Z";
    assertThat(json(api.get(path)).path("features")).hasSize(2);
    String plus =
        "/v1/devices/"
            + device
            + "/track?purpose=plan-fact&from=2026-03-02T12:00:01+05:00&to=2026-03-02T07:01:00Z";
    assertThat(json(api.get(plus)).path("features")).hasSize(1);
  }

  @Test
  void noFactsAreAnEmptyTrack() {
    String quiet = api.newDevice("Van 8");
    assertThat(json(api.get("/v1/devices/" + quiet + "/track?purpose=plan-fact")).path("features"))
        .isEmpty();
    assertThat(text(api.get("/v1/devices/" + quiet + "/track?purpose=plan-fact&format=csv")))
        .isEqualTo("time,lat,lon,speed_mps,heading_deg,accuracy_m\n");
  }

  @Test
  void aLongTrackComesWhole() {
    List<MemoryRoad.Fix> fixes = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      fixes.add(new MemoryRoad.Fix(T + i * 10L, 432389490 + i, 768897090 - i, 83, 90, 5));
    }
    api.road.tracks.put(ref(device), fixes);
    String csv = text(api.get("/v1/devices/" + device + "/track?purpose=plan-fact&format=csv"));
    assertThat(csv.lines()).hasSize(200_001);
    assertThat(csv).endsWith("\n");
  }

  @Test
  void aFailureBeforeTheFirstByteIsAProblem() {
    api.road.broken = true;
    HttpResponse<byte[]> failed =
        api.exchange(
            java.net.http.HttpRequest.newBuilder(
                    api.uri().resolve("/v1/devices/" + device + "/track?purpose=plan-fact"))
                .header("authorization", "Bearer " + api.token)
                .build());
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.headers().firstValue("content-type")).contains("application/problem+json");
  }
}

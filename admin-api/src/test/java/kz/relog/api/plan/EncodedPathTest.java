package kz.relog.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedPathTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleOfTheFormatIsRead() {
    // The worked example of the format's own page.
    assertThat(
            EncodedPath.ofPolyline(bytes("_p~iF~ps|U_ulLnnqC_mqNvxq`@\n")).orElseThrow().toString())
        .isEqualTo(
            "{\"type\":\"LineString\",\"coordinates\":[[-120.2,38.5],[-120.95,40.7],[-126.453,43.252]]}");
  }

  @Test
  void whatIsCutOffIsNoPolyline() {
    assertThat(EncodedPath.ofPolyline(bytes("_p~iF~ps|U_ulL"))).isEmpty();
    assertThat(EncodedPath.ofPolyline(bytes("_p~iF~ps|"))).isEmpty();
    assertThat(EncodedPath.ofPolyline(bytes(""))).isEmpty();
    assertThat(EncodedPath.ofPolyline(bytes("~~~~~~~~~~~~~~~~~~"))).isEmpty();
    assertThat(EncodedPath.ofPolyline(bytes("Hello, world"))).isEmpty();
  }

  @Test
  void oneLineStringIsFoundWhereverItStands() {
    String line = "{\"type\":\"LineString\",\"coordinates\":[[76.1,43.1],[76.2,43.2]]}";
    String feature = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + line + "}";
    String one = "{\"type\":\"FeatureCollection\",\"features\":[" + feature + "]}";
    String two = one.replace(feature, feature + "," + feature);
    assertThat(EncodedPath.ofGeoJson(bytes(line))).isPresent();
    assertThat(EncodedPath.ofGeoJson(bytes(feature))).isEqualTo(EncodedPath.ofGeoJson(bytes(line)));
    assertThat(EncodedPath.ofGeoJson(bytes(one))).isEqualTo(EncodedPath.ofGeoJson(bytes(line)));
    assertThat(EncodedPath.ofGeoJson(bytes(two))).isEmpty();
    assertThat(EncodedPath.ofGeoJson(bytes("{"))).isEmpty();
  }
}

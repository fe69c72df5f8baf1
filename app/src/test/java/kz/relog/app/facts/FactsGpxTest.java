package kz.relog.app.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FactsGpxTest {

  @Test
  void trackPointsBecomeFacts() {
    FactsReading reading =
        read(
            "<gpx version='1.0'><trk><trkseg>"
                + "<trkpt lat='50.1' lon='-25.5'><ele>9</ele><time>2026-03-02T08:00:00Z</time>"
                + "<course>90</course><speed>2.5</speed></trkpt>"
                + "<trkpt lat='50.2' lon='-25.6'><time>2026-03-02T08:00:01Z</time></trkpt>"
                + "</trkseg></trk></gpx>");

    assertThat(((FactsReading.Accepted) reading).facts())
        .containsExactly(
            new FactRow(
                1_772_438_400_000L, 1_772_438_400_000L, 501_000_000, -255_000_000, 25, 90, 0),
            new FactRow(
                1_772_438_401_000L, 1_772_438_401_000L, 502_000_000, -256_000_000, -1, 360, 0));
  }

  @Test
  void aPointWithoutTimeIsToldWithItsLine() {
    FactsReading reading = read("<gpx>\n<trkpt lat='50' lon='7'/>\n</gpx>");

    assertThat(((FactsReading.Refused) reading).problems().get(0).message())
        .startsWith("line 2, time is missing");
  }

  @Test
  void aDocumentTypeIsRefusedAndNothingIsFetched() {
    FactsReading reading =
        read("<!DOCTYPE gpx [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>\n<gpx>&x;</gpx>");

    assertThat(reading).isInstanceOf(FactsReading.Refused.class);
  }

  @Test
  void whatIsNotXmlIsRefused() {
    assertThat(((FactsReading.Refused) read("time,lat,lon")).problems().get(0).message())
        .isEqualTo("line 1, file is not XML, allowed: GPX 1.0 or 1.1");
  }

  private static FactsReading read(String text) {
    return FactsGpx.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}

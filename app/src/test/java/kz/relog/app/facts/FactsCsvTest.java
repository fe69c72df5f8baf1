package kz.relog.app.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class FactsCsvTest {

  @Test
  void aRowBecomesAFactInItsUnits() throws IOException {
    FactsReading reading =
        read(
            "time,lat,lon,speed_mps,heading_deg,accuracy_m\n2026-03-02T08:00:00.5Z,50.1234567,-25.5,12.34,359.6,4.2\n");

    assertThat(reading)
        .isEqualTo(
            new FactsReading.Accepted(
                java.util.List.of(
                    new FactRow(
                        1_772_438_400_500L,
                        1_772_438_400_500L,
                        501_234_567,
                        -255_000_000,
                        123,
                        0,
                        5))));
  }

  @Test
  void blankAndAbsentCellsAreUnknown() throws IOException {
    FactRow fact =
        ((FactsReading.Accepted) read("lon,lat,time,speed_mps\n7,50,2026-03-02T10:00:00+02:00,\n"))
            .facts()
            .get(0);

    assertThat(fact.timeMs()).isEqualTo(1_772_438_400_000L);
    assertThat(fact.speedDmps()).isEqualTo(-1);
    assertThat(fact.courseDegrees()).isEqualTo(360);
    assertThat(fact.accuracyMetres()).isZero();
  }

  @Test
  void theReceivedColumnTellsWhenAFactCame() throws IOException {
    FactRow fact =
        ((FactsReading.Accepted)
                read("received,time,lat,lon\n2026-03-02T08:10:00Z,2026-03-02T08:00:00Z,50,7\n"))
            .facts()
            .get(0);

    assertThat(fact.receivedMs() - fact.timeMs()).isEqualTo(600_000);
  }

  @Test
  void eachWrongCellIsToldWithLineColumnValueAndWhatIsAllowed() throws IOException {
    FactsReading reading =
        read("time,lat,lon,speed_mps\n2026-03-02T08:00:00,91,7,-1\n2026-03-02T08:00:01Z,x,181,1\n");

    assertThat(((FactsReading.Refused) reading).problems())
        .extracting(FactsProblem::message)
        .containsExactly(
            "line 2, time is 2026-03-02T08:00:00, allowed: an RFC 3339 time with a zone after 1970,"
                + " like 2026-03-02T08:00:00Z",
            "line 2, lat is 91, allowed: degrees from -90 to 90",
            "line 2, speed_mps is -1, allowed: blank, or a number from 0 to 1000",
            "line 3, lat is x, allowed: degrees from -90 to 90",
            "line 3, lon is 181, allowed: degrees from -180 to 180");
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    assertThat(((FactsReading.Refused) read("time,lat\n")).problems())
        .extracting(FactsProblem::message)
        .containsExactly("line 1, lon is missing, allowed: a header with time, lat and lon");
  }

  @Test
  void aFileOfNonsenseEndsAfterTwentyProblems() throws IOException {
    String text = "time,lat,lon\n" + "a,b,c\n".repeat(10_000);

    assertThat(((FactsReading.Refused) read(text)).problems()).hasSize(FactsReading.PROBLEMS_MAX);
  }

  private static FactsReading read(String text) throws IOException {
    return FactsCsv.read(new StringReader(text));
  }
}

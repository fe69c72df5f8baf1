package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.relog.app.client.AdminClient;
import kz.relog.app.facts.FactFiles;
import kz.relog.app.facts.FactRow;
import kz.relog.device.DeviceClient;
import kz.relog.device.OfferResult;
import kz.relog.device.ServerAddress.Carriage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real bus drives with their plans, through the real sockets; needs the planfact sets. */
class RecordedDrivesIT {
  private static final Path SETS = Path.of("..", "..", "shared", "planfact", "sets", "b63");

  @TempDir private Path data;

  @Test
  void each_drive_is_matched_reported_and_read_back_as_it_was_sent() throws Exception {
    assumeTrue(Files.isDirectory(SETS), "the planfact sets are not beside the project");
    List<Path> cases;
    try (Stream<Path> found = Files.list(SETS)) {
      cases = found.filter(Files::isDirectory).sorted().toList();
    }
    int arrivals = 0;
    for (Path drive : cases) {
      arrivals += replay(drive, data.resolve(drive.getFileName()));
    }
    System.out.println(cases.size() + " drives, " + arrivals + " arrivals");
    assertThat(arrivals).as("stops that were reached on all drives").isGreaterThan(300);
  }

  /** Sends one drive to a server whose clock stands at its end; gives the arrivals reported. */
  private static int replay(Path drive, Path folder) throws IOException, InterruptedException {
    List<FactRow> facts = FactFiles.readAll(List.of(drive.resolve("facts.csv")), new ArrayList<>());
    Instant end = Instant.ofEpochMilli(facts.get(facts.size() - 1).timeMs());
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), end));
    try (TestServer server = new TestServer(folder, clock, Map.of())) {
      AdminClient.NewDevice device = server.admin().createDevice("bus");
      JsonNode plan = new ObjectMapper().readTree(drive.resolve("plan.geojson").toFile());
      String planId = server.admin().createPlan(plan);
      server.admin().assign(planId, device.id());
      try (DeviceClient client = server.device(device.identity(), Carriage.UDP, 20)) {
        for (FactRow fact : facts) {
          OfferResult result =
              client.offerWaiting(
                  10_000,
                  fact.timeMs(),
                  fact.latE7(),
                  fact.lonE7(),
                  fact.speedDmps(),
                  fact.courseDegrees(),
                  fact.accuracyMetres());
          assertThat(result).isEqualTo(OfferResult.ACCEPTED);
        }
        client.flush();
        assertThat(client.awaitSettled(30_000)).isTrue();
      }
      assertReadBack(server, device, facts);
      JsonNode fact =
          Await.until(
              () -> server.admin().get("/v1/plans/" + planId + "/plan-fact"),
              found -> found.path("lastFix").asText().equals(end.toString()));
      int arrived = 0;
      for (JsonNode stop : fact.path("stops")) {
        arrived += stop.path("arrived").isTextual() ? 1 : 0;
      }
      return arrived;
    }
  }

  /** Time to the tick of a second, position to 10⁻⁶ degrees. */
  private static void assertReadBack(
      TestServer server, AdminClient.NewDevice device, List<FactRow> facts) {
    List<String> stored = new ArrayList<>();
    server
        .server()
        .archive()
        .read(
            Long.parseUnsignedLong(device.id(), 16),
            facts.get(0).timeMs(),
            facts.get(facts.size() - 1).timeMs() + 1,
            (timeMs, latE7, lonE7, speed, course, accuracy) ->
                stored.add(text(timeMs, latE7, lonE7)));
    assertThat(stored)
        .isEqualTo(facts.stream().map(f -> text(f.timeMs(), f.latE7(), f.lonE7())).toList());
  }

  private static String text(long timeMs, int latE7, int lonE7) {
    return Instant.ofEpochMilli(timeMs).atOffset(ZoneOffset.UTC)
        + " "
        + Math.round(latE7 / 10.0)
        + " "
        + Math.round(lonE7 / 10.0);
  }
}

package kz.relog.api;

import static kz.relog.api.RunningApi.json;
import static kz.relog.api.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write is one line of text, and no log repeats it. */
class HarmlessTextIT {
  private static final String MARKUP = "<script>alert(7)</script>";
  private static final String FORMULA = "=HYPERLINK(evil)";

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

  @ParameterizedTest
  @ValueSource(strings = {"a\\r\\nBcc: b", "a\\nb", "a\\u0000b", "a\\u2028b", "a\\u001b[31mb"})
  void aTextOfOneLineStaysOne(String escaped) {
    String device = "{\"synthetic\":true,\"name\":\"" + escaped + "\"}";
    assertThat(api.post("/v1/devices", device).statusCode()).isEqualTo(422);
    String plan = Plans.almaty("p-1", "CUSTOMER").replace("CUSTOMER", escaped);
    assertThat(api.post("/v1/plans", plan).statusCode()).isEqualTo(422);
    String company = TestPeople.registration("a@one.example", escaped);
    assertThat(api.sendAs("", "POST", "/v1/companies", company).statusCode()).isEqualTo(422);
  }

  @Test
  void nothingThatPeopleWriteGetsIntoTheLog() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      String device = api.newDevice(MARKUP);
      assertThat(text(api.get("/v1/devices/" + device))).contains("alert(7)");
      String document = Plans.almaty(FORMULA, MARKUP).replace("\"c-118\"", "\"" + FORMULA + "\"");
      HttpResponse<byte[]> made = api.post("/v1/plans?device=" + device, document);
      assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
      // A failure of ours is logged, without what the caller wrote.
      api.road.broken = true;
      api.exchange(HttpRequest.newBuilder(api.uri().resolve("/health")).build());
      api.road.broken = false;
      String id = json(made).path("id").asText();
      assertThat(json(api.get("/v1/plans?limit=1")).at("/items/0/id").asText()).isEqualTo(id);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .doesNotContain("alert(7)", "HYPERLINK", "Customer");
  }
}

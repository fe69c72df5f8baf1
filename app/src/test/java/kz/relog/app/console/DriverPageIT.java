package kz.relog.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kz.relog.app.serve.TestServer;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.ServerAddress.Carriage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver's page in headless Chromium, from the mailed invitation over the switches to the own
 * track, with a phone that drives through the real socket.
 */
class DriverPageIT {
  private static final int LAT_E7 = 432_389_490;
  private static final int LON_E7 = 768_897_090;

  private static @TempDir Path data;
  private static @TempDir Path profile;
  private static Optional<HeadlessChromium> found = Optional.empty();
  private static Optional<TestServer> started = Optional.empty();

  @BeforeAll
  static void startBrowserAndServer() {
    found = HeadlessChromium.start(profile);
    assumeTrue(
        found.isPresent(),
        "skipped, the driver's page was not tested: " + HeadlessChromium.wanted());
    started = Optional.of(new TestServer(data));
  }

  @AfterAll
  static void stop() {
    found.ifPresent(HeadlessChromium::close);
    started.ifPresent(TestServer::close);
  }

  @Test
  void aDriverAcceptsPermitsDrivesSeesTheTrackAndWithdraws() throws Exception {
    TestServer server = started.orElseThrow();
    HeadlessChromium browser = found.orElseThrow();
    LivePage page = new LivePage(browser, server.server().httpUri());
    InvitedDriver driver = new InvitedDriver(server.server().httpUri(), data);
    browser.resize(390, 844, true);

    browser.open(server.server().httpUri() + "/driver/#invite=" + driver.invitation);
    Deadline.until("the invitation", () -> page.visible("#invitation"), shown -> shown == 1);
    assertThat(browser.address()).doesNotContain(driver.invitation);
    assertThat(page.texts("#invitation-text").get(0)).contains("Altyn Freight");
    browser.run(
        "document.querySelector('#invitation-password').value = arguments[0]",
        InvitedDriver.PASSWORD);
    page.press("#invitation-form button");
    acceptDocuments(page);
    assertThat(state(page)).isEqualTo("off");
    assertThat(page.texts("[role=switch][aria-checked=true]")).isEmpty();

    page.press("[data-purpose=plan-fact]");
    waitFor(page, "[data-purpose=plan-fact][aria-checked=true]");
    long grantedMs = System.currentTimeMillis();
    try (DeviceClient phone = phone(server, driver)) {
      drive(phone, grantedMs + 2_000);
      Deadline.until("tracking on", () -> reload(browser, page), "on"::equals);
      Deadline.until("the track", () -> points(page), points -> points == 3);
      assertThat(page.visible("path.own-track")).isOne();

      page.press("#private-trip");
      Deadline.until("tracking off", () -> state(page), "off"::equals);
      page.press("#private-trip");
      Deadline.until("tracking on again", () -> state(page), "on"::equals);

      page.press("[data-purpose=plan-fact]");
      waitFor(page, "[data-purpose=plan-fact][aria-checked=false]");
      assertThat(page.visible("#notice")).isOne();
      drive(phone, System.currentTimeMillis());
    }
    reload(browser, page);
    Deadline.until("the same track", () -> points(page), points -> points == 3);

    browser.run(
        "const select = document.querySelector('#language'); select.value = 'kk';"
            + " select.dispatchEvent(new Event('change'))");
    Deadline.until("Kazakh", () -> page.texts("#tracking-title").get(0), "Бақылау өшірулі"::equals);
    erase(page);
    assertThat(browser.complaints()).noneMatch(line -> line.contains("TypeError"));
    assertThat(browser.requests())
        .filteredOn(address -> address.startsWith("http"))
        .allSatisfy(
            address -> assertThat(address).startsWith(server.server().httpUri().toString()));
  }

  /** Takes the data along, deletes it, and gets the certificate without a login. */
  private static void erase(LivePage page) {
    page.press("#export-make");
    waitFor(page, "#export-fetch");
    page.press("#erase-ask");
    waitFor(page, "#erase-confirm");
    page.press("#erase-now");
    waitFor(page, "#erase-certificate a");
    assertThat(page.visible("#own")).isZero();
  }

  private static void acceptDocuments(LivePage page) {
    Deadline.until(
        "the own page",
        () -> page.texts(".accept").size() + page.texts(".switch-row").size(),
        shown -> shown > 6);
    for (int left = page.texts(".accept").size(); left > 0; left = page.texts(".accept").size()) {
      int before = left;
      page.press(".accept");
      Deadline.until("one less", () -> page.texts(".accept").size(), now -> now < before);
    }
    assertThat(page.visible("#documents")).isZero();
  }

  private static DeviceClient phone(TestServer server, InvitedDriver driver) throws Exception {
    JsonNode code =
        driver.asOwner("POST", "/v1/enrolments", "{\"driver\":\"" + driver.person + "\"}");
    JsonNode setup =
        driver.open("/v1/enrolments:redeem", "{\"code\":\"" + code.path("code").asText() + "\"}");
    DeviceIdentity identity =
        new DeviceIdentity(
            HexFormat.fromHexDigitsToLong(setup.path("keyId").asText()),
            HexFormat.of().parseHex(setup.path("secret").asText()));
    return server.device(identity, Carriage.TCP, 3);
  }

  /** Three fixes, a second apart, once that time has come. */
  private static void drive(DeviceClient phone, long fromMs) throws InterruptedException {
    Deadline.until(
        "the time of the fixes", System::currentTimeMillis, nowMs -> nowMs > fromMs + 3_000);
    for (int i = 0; i < 3; i++) {
      phone.offerWaiting(10_000, fromMs + i * 1000L, LAT_E7 + i * 900, LON_E7, 100, 0, 5);
    }
    phone.flush();
    assertThat(phone.awaitSettled(30_000)).isTrue();
  }

  private static String reload(HeadlessChromium browser, LivePage page) {
    browser.run("location.reload()");
    Deadline.until("the page again", () -> page.texts(".switch-row").size(), rows -> rows > 0);
    return state(page);
  }

  private static void waitFor(LivePage page, String selector) {
    Deadline.until(selector, () -> page.visible(selector), shown -> shown == 1);
  }

  private static String state(LivePage page) {
    return page.visible("#tracking[data-state=on]") == 1 ? "on" : "off";
  }

  private static long points(LivePage page) {
    List<String> counts = page.texts("#track-count");
    String digits = counts.isEmpty() ? "" : counts.get(0).replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}

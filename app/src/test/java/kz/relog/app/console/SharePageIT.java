package kz.relog.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The customer's page in headless Chromium, with drivers who drive through the real sockets. */
class SharePageIT {
  private static @TempDir Path data;
  private static @TempDir Path profile;
  private static Optional<Stage> stage = Optional.empty();

  private HeadlessChromium browser;
  private StaffedServer server;
  private LivePage page;

  @BeforeAll
  static void startBrowserAndServer() {
    stage =
        Optional.of(Stage.open(profile, data, "the customer's page", "Van 1", "Van 2", "Van 3"));
  }

  @AfterAll
  static void stop() {
    stage.ifPresent(Stage::close);
  }

  @BeforeEach
  void aPhone() {
    browser = stage.orElseThrow().browser();
    server = stage.orElseThrow().server();
    page = new LivePage(browser, server.uri());
    browser.resize(390, 844, true);
    browser.complaints();
    browser.requests();
  }

  @Test
  void whoWaitsSeesTheVehicleOnTheMapAndWhenItComesInThreeLanguages() {
    String url = server.link(server.van(0), StaffedServer.NEAR).path("url").asText();
    browser.open(url);
    await("approaching");

    Deadline.until("the map", () -> page.visible("#map .here"), marks -> marks == 1);
    assertThat(eta()).matches("\\d\\d:\\d\\d.*\\d\\d:\\d\\d.*");
    assertThat(headline()).isEqualTo("On its way to you");
    page.press("#languages [lang=ru]");
    assertThat(headline()).isEqualTo("Машина едет к вам");
    page.press("#languages [lang=kk]");
    assertThat(headline()).isEqualTo("Көлік сізге келе жатыр");
    assertThat(page.visible("#map .here")).as("one place, never a trail").isOne();
    assertThat(page.visible("#map path")).isZero();
    assertThat(page.number("return document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(browser.requests())
        .filteredOn(address -> address.startsWith("http"))
        .isNotEmpty()
        .allSatisfy(address -> assertThat(address).startsWith(server.uri().toString()))
        .noneMatch(address -> address.contains(url.substring(url.indexOf('#') + 1)));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoComesLaterSeesWhenAndNothingOfWhere() {
    browser.open(server.link(server.van(0), StaffedServer.FAR).path("url").asText());
    await("expected");
    Deadline.until("a time", this::eta, eta -> !eta.isEmpty());
    assertThat(page.visible("#map")).isZero();
    assertThat(page.visible(".leaflet-container, .here")).isZero();
    assertThat(String.valueOf(browser.ask("return document.documentElement.outerHTML")))
        .doesNotContain("43.2", "76.8", "76.9", "Customer", "Van 1");
  }

  @Test
  void aWithdrawalTakesThePlaceAwayFromThePageThatIsOpen() {
    browser.open(server.link(server.van(1), StaffedServer.NEAR).path("url").asText());
    await("approaching");
    Deadline.until("the map", () -> page.visible("#map .here"), marks -> marks == 1);

    server.withdraw(server.van(1), "customer-view");

    await("unavailable");
    assertThat(page.visible("#map")).isZero();
    assertThat(page.visible(".here")).isZero();
    assertThat(eta()).isEmpty();
    assertThat(headline()).isEqualTo("Not available now");
  }

  @Test
  void aLinkThatWasEndedSaysSoAndSoDoesOneThatNeverWas() throws Exception {
    var link = server.link(server.van(2), StaffedServer.NEAR);
    browser.open(link.path("url").asText());
    await("approaching");
    server.endLink(link.path("id").asText());
    await("ended");
    assertThat(headline()).isEqualTo("This link has ended");
    assertThat(page.texts("#note").get(0))
        .isEqualTo("Ask whoever sent you the link for a new one.");
    assertThat(page.visible("#map")).isZero();

    browser.open(server.uri() + "/track#no-such-token");
    await("unknown");
    assertThat(headline()).isEqualTo("This link does not work");
  }

  private void await(String state) {
    Deadline.until(
        state,
        () -> String.valueOf(browser.ask("return document.body.dataset.state ?? ''")),
        state::equals);
  }

  private String headline() {
    return page.texts("#headline").get(0);
  }

  private String eta() {
    return page.texts("#eta").get(0);
  }
}

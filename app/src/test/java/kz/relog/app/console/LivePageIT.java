package kz.relog.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in headless Chromium, fed by a fleet that drives through the real sockets. */
class LivePageIT {
  private static final String MARKUP_NAME =
      "<b>Bold</b> & <img src=x onerror=\"document.title='run'\">";

  private static final List<String> NAMES =
      List.of("Van 1", "Van 2", "Van 3", "Van 4", "Van 5", MARKUP_NAME);

  private static @TempDir Path data;
  private static @TempDir Path profile;
  private static Optional<HeadlessChromium> found = Optional.empty();
  private static Optional<LiveServer> started = Optional.empty();

  private HeadlessChromium browser;
  private LiveServer server;
  private LivePage page;

  @BeforeAll
  static void startBrowserAndServer() {
    found = HeadlessChromium.start(profile);
    assumeTrue(
        found.isPresent(), "skipped, the live page was not tested: " + HeadlessChromium.wanted());
    started = Optional.of(LiveServer.start(data, NAMES));
  }

  @AfterAll
  static void stop() {
    found.ifPresent(HeadlessChromium::close);
    started.ifPresent(LiveServer::close);
  }

  @BeforeEach
  void aScreenOfUsualSize() {
    browser = found.orElseThrow();
    server = started.orElseThrow();
    page = new LivePage(browser, server.uri());
    browser.resize(1280, 800, false);
    browser.complaints();
    browser.requests();
  }

  @AfterEach
  void nothingWasAskedOfAnyoneElse() {
    assertThat(browser.requests())
        .filteredOn(address -> !address.equals("about:blank") && !address.startsWith("data:"))
        .isNotEmpty()
        .allSatisfy(address -> assertThat(address).startsWith(server.uri().toString()));
  }

  @Test
  void vehiclesAreOnTheMapAndInTheTable() {
    page.open(server.token());

    Deadline.until("every vehicle on the map", page::drawn, drawn -> drawn == page.rows().size());
    assertThat(page.inkedPixels()).isGreaterThan(page.drawn() * 40);
    assertThat(page.texts("#counter-vehicles")).containsExactly(String.valueOf(page.rows().size()));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void progressMovesWhileTheFleetDrives() {
    page.open(server.token());
    Map<String, Long> before = Deadline.until("progress", page::progress, all -> !all.isEmpty());

    Deadline.until(
        "a vehicle further along its plan",
        page::progress,
        now ->
            now.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 100L)));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anEventAppearsWithItsVehicle() {
    page.open(server.token());

    Deadline.until("an event", page::events, events -> !events.isEmpty());
    assertThat(page.texts("#event-rows .event-vehicle")).isSubsetOf(page.rows());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aChosenVehicleShowsItsPlanStopByStop() {
    page.open(server.token());
    Deadline.until("progress", page::progress, all -> !all.isEmpty());

    page.press("#vehicle-rows tr:has([aria-valuenow]) button.name");

    Deadline.until(
        "the stops", () -> page.texts(".stop-list .stop-state"), states -> !states.isEmpty());
    assertThat(page.visible("#details")).isOne();
    assertThat(page.visible("path.plan-path.front")).isOne();
    page.press("#details .close");
    assertThat(page.visible("#details")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aReportOpensInATabOfItsOwnWithoutTheTokenInItsAddress() {
    page.open(server.token());
    Deadline.until("progress", page::progress, all -> !all.isEmpty());
    page.press("#vehicle-rows tr:has([aria-valuenow]) button.name");
    browser.ask(
        "window.shown = ''; window.open = () => ({ document: { body: {} },"
            + " location: { set href(address) { window.shown = address; } } }); return 'set';");

    page.press("#details .reports button");

    Deadline.until(
        "the report",
        () -> String.valueOf(browser.ask("return window.shown")),
        address -> address.startsWith("blob:" + server.uri()));
    page.press("#details .close");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aNameWithMarkupIsShownAsText() {
    page.open(server.token());

    Deadline.until("the vehicle with the odd name", page::rows, rows -> rows.contains(MARKUP_NAME));
    assertThat(page.number("return document.querySelectorAll('main b, main i, main img').length"))
        .isZero();
    assertThat(browser.ask("return document.title")).isEqualTo("Relog live");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theTokenLeavesTheAddressBar() {
    page.open(server.token());

    assertThat(browser.address()).isEqualTo(server.uri().resolve("/").toString());
  }

  @Test
  void withoutATokenThePageAsksForOneAndShowsNothing() {
    page.openUnconnected("");

    Deadline.until("the question", page::connection, "token"::equals);
    assertThat(page.visible("#token-dialog")).isOne();
    assertThat(page.rows()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aWrongTokenIsToldAndForgotten() {
    page.openUnconnected("#token=wrong");

    Deadline.until("the question", page::connection, "token"::equals);
    assertThat(page.texts("#token-reason")).containsExactly("The server did not accept the token.");
    assertThat(page.number("return sessionStorage.length")).isZero();
    assertThat(browser.complaints()).hasSize(1).first().asString().contains("401");
  }

  @Test
  void aForgottenTokenTakesThePositionsAlong() {
    page.open(server.token());

    page.press("#sign-out");

    Deadline.until("an empty table", page::rows, List::isEmpty);
    Deadline.until("an empty map", page::drawn, drawn -> drawn == 0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aCutLineIsToldAndComesBackByItself() {
    try (CuttableRelay line = CuttableRelay.to(server.uri())) {
      page = new LivePage(browser, line.uri());
      page.open(server.token());

      line.cut();
      Deadline.until("the back-off", page::connection, "waiting"::equals);
      assertThat(page.texts("#connection-text")).first().asString().startsWith("reconnecting in ");
      assertThat(page.rows()).as("what was last known stays").isNotEmpty();

      line.mend();
      Deadline.until("the live stream again", page::connection, "live"::equals);
      assertThat(browser.requests())
          .filteredOn(address -> !address.equals("about:blank"))
          .allSatisfy(address -> assertThat(address).startsWith(line.uri().toString()));
    }
    // The next page load is the one that is looked at afterwards.
    new LivePage(browser, server.uri()).open(server.token());
  }

  @Test
  void aPhoneShowsTheMapAndOneListAtATime() {
    browser.resize(390, 844, true);
    page.open(server.token());

    assertThat(page.number("return document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(page.number("return document.querySelector('#map').clientHeight"))
        .isGreaterThan(200);
    assertThat(page.visible("#events")).isZero();
    page.press("#tabs [data-tab=events]");
    assertThat(page.visible("#events")).isOne();
    assertThat(page.visible("#vehicles")).isZero();
    page.press("#tabs [data-tab=vehicles]");
    page.press("#vehicle-rows button.name");
    Deadline.until("the card", () -> page.visible("#details"), shown -> shown == 1);
    assertThat(
            page.number("return document.querySelector('#details').getBoundingClientRect().right"))
        .isLessThanOrEqualTo(390);
    page.press("#details .close");
    assertThat(browser.complaints()).isEmpty();
  }
}

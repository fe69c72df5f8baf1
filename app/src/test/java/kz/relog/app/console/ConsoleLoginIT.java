package kz.relog.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People at the console in headless Chromium: who gets in, and what each of them sees. */
class ConsoleLoginIT {
  private static @TempDir Path data;
  private static @TempDir Path profile;
  private static Optional<Stage> stage = Optional.empty();

  private HeadlessChromium browser;
  private StaffedServer server;
  private LivePage page;

  @BeforeAll
  static void startBrowserAndServer() {
    stage = Optional.of(Stage.open(profile, data, "the console", "Van 1", "Van 2"));
  }

  @AfterAll
  static void stop() {
    stage.ifPresent(Stage::close);
  }

  @BeforeEach
  void aBrowserThatNeverLoggedIn() {
    browser = stage.orElseThrow().browser();
    server = stage.orElseThrow().server();
    page = new LivePage(browser, server.uri());
    browser.resize(1280, 800, false);
    page.openUnconnected("");
    browser.run("localStorage.clear()");
    page.openUnconnected("");
    Deadline.until("the login form", () -> page.visible("#login-form"), shown -> shown == 1);
  }

  @Test
  void aWrongPasswordIsToldAndARightOneShowsTheCompanysFleetUntilTheLogout() {
    String email = server.login().path("email").asText();
    logIn(email, "not the password");
    Deadline.until("the refusal", this::reason, reason -> !reason.isEmpty());
    assertThat(reason()).startsWith("The e-mail address or the password is wrong");
    assertThat(page.rows()).isEmpty();

    logIn(email, server.login().path("password").asText());
    Deadline.until("both vehicles", page::rows, rows -> rows.size() == 2);
    assertThat(page.texts("#who").get(0)).contains("owner").contains("Simulated company");
    assertThat(page.number("return document.cookie.length")).as("no script sees it").isZero();
    assertThat(page.number("return sessionStorage.length")).isZero();

    page.press("#sign-out");
    Deadline.until("the login form", () -> page.visible("#login-form"), shown -> shown == 1);
    assertThat(page.rows()).isEmpty();
    page.openUnconnected("");
    Deadline.until("the login form", () -> page.visible("#login-form"), shown -> shown == 1);
    assertThat(browser.complaints()).noneMatch(line -> line.contains("TypeError"));
  }

  @Test
  void anotherCompanySeesNothingOfThisOne() {
    new InvitedDriver(server.uri(), server.data());
    logIn("owner@altyn.example", InvitedDriver.PASSWORD);
    Deadline.until("the live stream", page::connection, "live"::equals);
    assertThat(page.texts("#who").get(0)).contains("Altyn Freight");
    Deadline.until("an empty fleet", () -> page.visible("#vehicle-hint"), shown -> shown == 1);
    assertThat(page.rows()).isEmpty();
    assertThat(page.drawn()).isZero();
    assertThat(page.events()).isEmpty();
    page.press("#sign-out");
  }

  @Test
  void aWithdrawalTakesTheVehicleOffTheMapOfWhoLooksAndNeverSaysWhy() {
    logIn(server.login().path("email").asText(), server.login().path("password").asText());
    Deadline.until("both vehicles on the map", page::drawn, drawn -> drawn == 2);

    server.withdraw(server.van(0), "live-view");

    Deadline.until("one vehicle on the map", page::drawn, drawn -> drawn == 1);
    Deadline.until(
        "the word for it", () -> state(server.van(0).device()), List.of("location off")::equals);
    assertThat(page.rows()).as("it stays in the list").hasSize(2);
    page.press("tr[data-device='" + server.van(0).device() + "'] button.name");
    Deadline.until("the card", () -> page.visible("#details"), shown -> shown == 1);
    assertThat(page.texts("#details .facts dd")).as("nothing known is left").isEmpty();
    assertThat(String.join(" ", page.texts("#details"))).doesNotContainIgnoringCase("withdr");

    page.openUnconnected("");
    Deadline.until("one vehicle on the map", page::drawn, drawn -> drawn == 1);
    assertThat(state(server.van(0).device())).containsExactly("location off");
    page.press("#sign-out");
  }

  @Test
  void theConsoleSpeaksRussianAndKazakh() {
    choose("kk");
    Deadline.until("Kazakh", () -> page.texts("#token-title").get(0), "Кіру"::equals);
    choose("ru");
    Deadline.until("Russian", () -> page.texts("#token-title").get(0), "Войти"::equals);
    assertThat(browser.ask("return document.documentElement.lang")).isEqualTo("ru");
    logIn("nobody@simulated.example", "not the password");
    Deadline.until("the refusal", this::reason, reason -> !reason.isEmpty());
    assertThat(reason()).startsWith("Адрес или пароль неверны");
    assertThat(page.texts("#vehicle-head button")).contains("Машина", "Опоздание");
    browser.run("localStorage.clear()");
  }

  private void choose(String language) {
    browser.run(
        "const select = document.querySelector('dialog select.language');"
            + " select.value = arguments[0]; select.dispatchEvent(new Event('change'))",
        language);
  }

  private void logIn(String email, String password) {
    browser.run(
        "document.querySelector('#token-reason').textContent = '';"
            + " document.querySelector('#login-email').value = arguments[0];"
            + " document.querySelector('#login-password').value = arguments[1]",
        email,
        password);
    page.press("#login-form button");
  }

  private String reason() {
    return page.texts("#token-reason").get(0);
  }

  private List<String> state(String device) {
    return page.texts("tr[data-device='" + device + "'] td.state .chip");
  }
}

package kz.relog.app.console;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/**
 * A browser of this machine with a profile of its own. Both programs are named by their paths, so
 * that Selenium neither looks for a driver nor reports its use; names other than loopback ones do
 * not resolve inside it.
 */
final class HeadlessChromium implements AutoCloseable {
  /** Where the browser may be; the environment variable CHROME_BIN goes first. */
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** Where its driver may be; the environment variable CHROMEDRIVER goes first. */
  private static final List<String> DRIVERS =
      List.of(
          "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/local/bin/chromedriver");

  private final ObjectMapper json = new ObjectMapper();
  private final ChromeDriver driver;

  private HeadlessChromium(Path browser, Path chromedriver, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
        "--window-size=1280,800",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .withLogFile(new File("/dev/null"))
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Starts the browser; empty when this machine has none, or no driver for it. */
  static Optional<HeadlessChromium> start(Path profile) {
    return find("CHROME_BIN", BROWSERS)
        .flatMap(
            browser ->
                find("CHROMEDRIVER", DRIVERS)
                    .map(chromedriver -> new HeadlessChromium(browser, chromedriver, profile)));
  }

  /** What {@link #start} looks for, in words for a skipped test. */
  static String wanted() {
    return "needs a browser (CHROME_BIN or one of "
        + BROWSERS
        + ") and its driver (CHROMEDRIVER or one of "
        + DRIVERS
        + ")";
  }

  private static Optional<Path> find(String variable, List<String> places) {
    return Stream.concat(Stream.ofNullable(System.getenv(variable)), places.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Leaves the page before, so that a new fragment of the same address loads anew. */
  void open(String url) {
    driver.get("about:blank");
    driver.get(url);
  }

  /** What the address bar shows. */
  String address() {
    return requireNonNull(driver.getCurrentUrl(), "no page is open");
  }

  /** Runs a function body in the page. */
  void run(String script, Object... arguments) {
    driver.executeScript(script, arguments);
  }

  /** Runs a function body in the page and gives what it returns, which must be something. */
  Object ask(String script, Object... arguments) {
    return requireNonNull(driver.executeScript(script, arguments), "the script returned nothing");
  }

  /** Acts as a screen of this size; a mobile one has touch and a viewport of its own. */
  void resize(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  /** Warnings and errors of the page's console since the last call. */
  List<String> complaints() {
    return log("browser")
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /**
   * The address of every request that the page tried since the last call, those that failed too.
   */
  List<String> requests() {
    return log("performance")
        .map(entry -> parse(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
        .map(message -> message.path("params").path("request").path("url").asText())
        .toList();
  }

  private Stream<LogEntry> log(String kind) {
    return StreamSupport.stream(driver.manage().logs().get(kind).spliterator(), false);
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the driver's log is not JSON", e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}

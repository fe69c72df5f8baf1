package kz.relog.app.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A browser before a server whose drivers drive, for all tests of a class; without a browser on
 * this machine they are skipped, and say so.
 */
final class Stage implements AutoCloseable {
  private final HeadlessChromium browser;
  private final StaffedServer server;

  private Stage(HeadlessChromium browser, StaffedServer server) {
    this.browser = browser;
    this.server = server;
  }

  /**
   * Starts both.
   *
   * @param profile the browser's folder
   * @param data the server's folder
   * @param what is not tested where there is no browser
   * @param vans what the drivers drive
   */
  static Stage open(Path profile, Path data, String what, String... vans) {
    Optional<HeadlessChromium> found = HeadlessChromium.start(profile);
    assumeTrue(
        found.isPresent(), "skipped, " + what + " was not tested: " + HeadlessChromium.wanted());
    HeadlessChromium browser = found.orElseThrow();
    try {
      return new Stage(browser, StaffedServer.start(data, vans));
    } catch (RuntimeException failed) {
      browser.close();
      throw failed;
    }
  }

  HeadlessChromium browser() {
    return browser;
  }

  StaffedServer server() {
    return server;
  }

  @Override
  public void close() {
    browser.close();
    server.close();
  }
}

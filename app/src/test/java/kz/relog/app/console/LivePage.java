package kz.relog.app.console;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The live page as a person sees it. Each question is asked of the page as it is now. */
final class LivePage {
  private final HeadlessChromium browser;
  private final URI server;

  LivePage(HeadlessChromium browser, URI server) {
    this.browser = browser;
    this.server = server;
  }

  /** Opens the page by the link that the server prints, and waits for the first vehicle. */
  void open(String token) {
    openUnconnected("#token=" + token);
    Deadline.until("the live stream", this::connection, "live"::equals);
    Deadline.until("a vehicle in the table", () -> rows().size(), size -> size > 0);
  }

  /** Opens the page with a fragment, in a tab that remembers no token. */
  void openUnconnected(String fragment) {
    browser.open(server.resolve("/").toString());
    browser.run("sessionStorage.clear()");
    browser.open(server.resolve("/") + fragment);
  }

  /** The state of the stream: connecting, live, waiting or token. */
  String connection() {
    return text("return document.body.dataset.connection ?? ''");
  }

  /** The names in the table from top to bottom, as text. */
  List<String> rows() {
    return texts("#vehicle-rows th.name");
  }

  /** The titles of the events, newest first. */
  List<String> events() {
    return texts("#event-rows .event-title");
  }

  /** The progress in percent by device, of those vehicles that have one. */
  Map<String, Long> progress() {
    Map<String, Long> progress = new TreeMap<>();
    String script =
        "return [...document.querySelectorAll('#vehicle-rows tr')].flatMap((row) => {"
            + " const now = row.querySelector('[role=progressbar]').getAttribute('aria-valuenow');"
            + " return now === null ? [] : [row.dataset.device + '=' + now]; })";
    for (String entry : list(script)) {
      int equals = entry.indexOf('=');
      progress.put(entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)));
    }
    return progress;
  }

  /** Vehicles in the picture of the map. */
  long drawn() {
    return number(
        "return Number(document.querySelector('canvas[data-drawn]')?.dataset.drawn ?? 0)");
  }

  /** Pixels of that picture that are not empty. */
  long inkedPixels() {
    return number(
        "const canvas = document.querySelector('canvas[data-drawn]');"
            + " const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
            + " let inked = 0; for (let i = 3; i < data.length; i += 4) inked += data[i] > 0 ? 1 : 0; return inked");
  }

  /** Presses the first match as a person would: it must be the thing on top at its place. */
  void press(String selector) {
    String pressed =
        text(
            "const node = document.querySelector(arguments[0]);"
                + " if (!node) return 'nothing matches';"
                + " node.scrollIntoView({ block: 'nearest' });"
                + " const box = node.getBoundingClientRect();"
                + " const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
                + " if (!top || !(node.contains(top) || top.contains(node))) return 'covered';"
                + " node.click(); return 'pressed'",
            selector);
    if (!pressed.equals("pressed")) {
      throw new AssertionError(selector + ": " + pressed);
    }
  }

  /** Elements that match and take room on the screen. */
  long visible(String selector) {
    return number(
        "return [...document.querySelectorAll(arguments[0])].filter((node) => node.checkVisibility()).length",
        selector);
  }

  /** The text of each match. */
  List<String> texts(String selector) {
    return list(
        "return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)",
        selector);
  }

  long number(String script, Object... arguments) {
    return ((Number) browser.ask(script, arguments)).longValue();
  }

  private String text(String script, Object... arguments) {
    return String.valueOf(browser.ask(script, arguments));
  }

  private List<String> list(String script, Object... arguments) {
    return ((List<?>) browser.ask(script, arguments)).stream().map(String::valueOf).toList();
  }
}

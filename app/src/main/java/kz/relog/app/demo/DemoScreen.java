package kz.relog.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Shows the fleet on a terminal: a table that is drawn anew each second, or plain lines where the
 * output is no terminal. One thread.
 */
final class DemoScreen {
  private static final int ROWS_MAX = 24;
  private static final int EVENTS_SHOWN = 8;
  private static final int BAR_CELLS = 20;
  private static final String HOME_AND_CLEAR = "\033[H\033[2J";

  private final Demo demo;
  private final PrintWriter out;
  private final boolean terminal;
  private final Set<String> seenEvents = new HashSet<>();
  private final Deque<String> events = new ArrayDeque<>();

  DemoScreen(Demo demo, PrintWriter out, boolean terminal) {
    this.demo = demo;
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows one moment. */
  void show(JsonNode live, int secondsLeft) {
    List<String> fresh = takeEvents(live.path("events"));
    if (terminal) {
      out.print(HOME_AND_CLEAR);
      out.println(headline(live, secondsLeft));
      out.println();
      table(live.path("vehicles"));
      out.println();
      events.forEach(out::println);
    } else {
      fresh.forEach(out::println);
      out.println(headline(live, secondsLeft));
    }
    out.flush();
  }

  private String headline(JsonNode live, int secondsLeft) {
    JsonNode rates = live.path("rates");
    int onRoute = 0;
    int offRoute = 0;
    int finished = 0;
    for (JsonNode vehicle : live.path("vehicles")) {
      switch (vehicle.path("state").asText()) {
        case "on_route" -> onRoute++;
        case "off_route" -> offRoute++;
        case "finished" -> finished++;
        default -> {}
      }
    }
    return String.format(
        Locale.ROOT,
        "%s UTC  %d on route, %d off route, %d finished  %,.0f fixes/s  ack p50 %s p99 %s ms  %d s left  %s",
        Instant.ofEpochMilli(demo.nowMs())
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .substring(11, 19),
        onRoute,
        offRoute,
        finished,
        rates.path("fixesPerSecond").asDouble(),
        number(rates.path("ackP50Ms")),
        number(rates.path("ackP99Ms")),
        secondsLeft,
        demo.httpUri());
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.1f", value.asDouble()) : "-";
  }

  private void table(JsonNode vehicles) {
    List<JsonNode> sorted = new ArrayList<>();
    vehicles.forEach(sorted::add);
    sorted.sort(
        (a, b) ->
            demo.nameOf(a.path("device").asText())
                .compareTo(demo.nameOf(b.path("device").asText())));
    out.println(
        "vehicle   state        progress                        stops   late    next stop at");
    for (JsonNode vehicle : sorted.subList(0, Math.min(ROWS_MAX, sorted.size()))) {
      out.println(row(vehicle));
    }
    if (sorted.size() > ROWS_MAX) {
      out.println("… and " + (sorted.size() - ROWS_MAX) + " more on the page");
    }
  }

  private String row(JsonNode vehicle) {
    double share =
        vehicle.path("pathM").asDouble() == 0
            ? 0
            : vehicle.path("progressM").asDouble() / vehicle.path("pathM").asDouble();
    int cells = (int) Math.round(Math.max(0, Math.min(1, share)) * BAR_CELLS);
    String eta = vehicle.path("etaNextStop").asText("");
    return String.format(
        Locale.ROOT,
        "%-9s %-12s %s%s %4.1f/%4.1f km  %2d/%-2d  %6s   %s",
        demo.nameOf(vehicle.path("device").asText()),
        vehicle.path("state").asText().replace('_', ' '),
        "█".repeat(cells),
        "░".repeat(BAR_CELLS - cells),
        vehicle.path("progressM").asDouble() / 1000,
        vehicle.path("pathM").asDouble() / 1000,
        vehicle.path("stopsDone").asInt(),
        vehicle.path("stopsTotal").asInt(),
        lateness(vehicle.path("latenessSeconds")),
        eta.length() >= 19 ? eta.substring(11, 19) : "");
  }

  private static String lateness(JsonNode seconds) {
    if (!seconds.isNumber()) {
      return "";
    }
    int value = seconds.asInt();
    return String.format(
        Locale.ROOT,
        "%s%d:%02d",
        value < 0 ? "-" : "+",
        Math.abs(value) / 60,
        Math.abs(value) % 60);
  }

  /** Remembers new events; the oldest fall off the screen. */
  private List<String> takeEvents(JsonNode found) {
    List<String> fresh = new ArrayList<>();
    for (JsonNode event : found) {
      if (seenEvents.add(event.path("id").asText() + "/" + event.path("version").asInt())) {
        String line = eventLine(event);
        fresh.add(line);
        events.add(line);
        if (events.size() > EVENTS_SHOWN) {
          events.remove();
        }
      }
    }
    return fresh;
  }

  private String eventLine(JsonNode event) {
    String time = event.path("time").asText();
    String stop =
        event.path("stop").isNumber()
            ? " stop " + event.path("stop").asInt() + " " + event.path("stopName").asText("")
            : "";
    return "  "
        + (time.length() >= 19 ? time.substring(11, 19) : time)
        + "  "
        + demo.nameOf(event.path("device").asText())
        + "  "
        + event.path("type").asText().replace('_', ' ')
        + stop
        + (event.path("retracted").asBoolean() ? "  (taken back)" : "");
  }
}

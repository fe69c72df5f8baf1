package kz.relog.api.hours;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.relog.api.call.Body;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;

/**
 * Windows as people write them: {@code "mon": ["08:00-12:00", "13:00-18:00"]}. A window whose end
 * is not after its beginning ends on the next day. Stateless.
 */
final class HoursText {
  /** Windows of one day: shifts and the breaks between them. */
  static final int WINDOWS_MAX = 6;

  /** Days that differ: the holidays of years. */
  static final int DAYS_MAX = 100;

  static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final int DAY_MINUTES = 24 * 60;
  private static final Pattern WINDOW =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]|24):([0-5]\\d)");
  private static final String WINDOWS_ALLOWED =
      "a list of at most " + WINDOWS_MAX + " windows such as \"08:00-12:00\"";

  private HoursText() {}

  static Optional<List<Window>> week(Body body) {
    return body.object("week")
        .map(
            week -> {
              List<Window> windows = new ArrayList<>();
              week.properties()
                  .forEach(
                      day -> {
                        int weekday = WEEKDAYS.indexOf(day.getKey()) + 1;
                        String pointer = "/week/" + escaped(day.getKey());
                        if (weekday == 0) {
                          body.refuseAt(pointer, "no such day; allowed are " + WEEKDAYS);
                        } else {
                          windows.addAll(windows(body, pointer, weekday, day.getValue()));
                        }
                      });
              windows.sort(
                  Comparator.comparingInt(Window::weekday).thenComparingInt(Window::fromMinute));
              return windows;
            });
  }

  static List<Day> days(Body body) {
    List<Day> days = new ArrayList<>();
    body.object("days")
        .ifPresent(
            given -> {
              if (given.size() > DAYS_MAX) {
                body.refuseAt("/days", "at most " + DAYS_MAX + " days");
                return;
              }
              given
                  .properties()
                  .forEach(
                      day -> {
                        String pointer = "/days/" + escaped(day.getKey());
                        Optional<LocalDate> date = date(day.getKey());
                        if (date.isEmpty()) {
                          body.refuseAt(pointer, "a day from 2020 to 2099, such as 2026-03-09");
                          return;
                        }
                        int weekday = date.get().getDayOfWeek().getValue();
                        List<Window> windows = windows(body, pointer, weekday, day.getValue());
                        days.add(new Day(date.get(), windows));
                      });
            });
    days.sort(Comparator.comparing(Day::date));
    return days;
  }

  static Map<String, List<String>> shown(List<Window> week) {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    for (Window window : week) {
      shown
          .computeIfAbsent(WEEKDAYS.get(window.weekday() - 1), day -> new ArrayList<>())
          .add(shown(window));
    }
    return shown;
  }

  static Map<String, List<String>> shownDays(List<Day> days) {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    days.forEach(
        day ->
            shown.put(
                day.date().toString(), day.windows().stream().map(HoursText::shown).toList()));
    return shown;
  }

  private static List<Window> windows(Body body, String pointer, int weekday, JsonNode given) {
    List<Window> windows = new ArrayList<>();
    if (!given.isArray() || given.size() > WINDOWS_MAX) {
      body.refuseAt(pointer, WINDOWS_ALLOWED);
      return windows;
    }
    for (int i = 0; i < given.size(); i++) {
      Optional<Window> window = window(weekday, given.get(i).asText());
      if (window.isEmpty()) {
        body.refuseAt(pointer + "/" + i, "a window such as \"08:00-12:00\" or \"22:00-06:00\"");
      } else if (windows.stream().anyMatch(other -> overlap(other, window.get()))) {
        body.refuseAt(pointer + "/" + i, "a window that does not overlap another one of its day");
      }
      window.ifPresent(windows::add);
    }
    windows.sort(Comparator.comparingInt(Window::fromMinute));
    return windows;
  }

  private static Optional<Window> window(int weekday, String text) {
    Matcher matcher = WINDOW.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int from = minute(matcher.group(1), matcher.group(2));
    int to = minute(matcher.group(3), matcher.group(4));
    if (to > DAY_MINUTES || to == from) {
      return Optional.empty();
    }
    return Optional.of(new Window(weekday, from, to > from ? to : to + DAY_MINUTES));
  }

  private static boolean overlap(Window one, Window other) {
    return one.fromMinute() < other.toMinute() && other.fromMinute() < one.toMinute();
  }

  private static int minute(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }

  private static String shown(Window window) {
    int to = window.toMinute() > DAY_MINUTES ? window.toMinute() - DAY_MINUTES : window.toMinute();
    return time(window.fromMinute()) + "-" + time(to);
  }

  private static String time(int minute) {
    int hours = minute / 60;
    int rest = minute % 60;
    return (hours < 10 ? "0" : "") + hours + (rest < 10 ? ":0" : ":") + rest;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      boolean inside = date.getYear() >= 2020 && date.getYear() < 2100;
      return inside ? Optional.of(date) : Optional.empty();
    } catch (DateTimeException notDate) {
      return Optional.empty();
    }
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}

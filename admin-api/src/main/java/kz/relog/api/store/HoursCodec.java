package kz.relog.api.store;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.TrackingHours.Day;
import kz.relog.api.spi.TrackingHours.Window;

/**
 * Tracking hours as one line of text: {@code zone;weekday:from-to,…;date=from-to,…|date=…}, minutes
 * of the day. Stateless.
 */
final class HoursCodec {
  private HoursCodec() {}

  static String encode(TrackingHours hours) {
    return hours.zone().getId() + ";" + week(hours.week()) + ";" + days(hours.days());
  }

  static TrackingHours decode(String text) {
    String[] parts = text.split(";", -1);
    return new TrackingHours(ZoneId.of(parts[0]), readWeek(parts[1]), readDays(parts[2]));
  }

  static String week(List<Window> windows) {
    StringJoiner week = new StringJoiner(",");
    windows.forEach(one -> week.add(one.weekday() + ":" + span(one)));
    return week.toString();
  }

  static String days(List<Day> days) {
    StringJoiner all = new StringJoiner("|");
    for (Day day : days) {
      StringJoiner windows = new StringJoiner(",");
      day.windows().forEach(one -> windows.add(span(one)));
      all.add(day.date() + "=" + windows);
    }
    return all.toString();
  }

  static List<Window> readWeek(String text) {
    List<Window> week = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = one.indexOf(':');
      week.add(window(Integer.parseInt(one.substring(0, colon)), one.substring(colon + 1)));
    }
    return week;
  }

  static List<Day> readDays(String text) {
    List<Day> days = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split("\\|", -1)) {
      int equals = one.indexOf('=');
      LocalDate date = LocalDate.parse(one.substring(0, equals));
      String windows = one.substring(equals + 1);
      List<Window> read = new ArrayList<>();
      for (String span : windows.isEmpty() ? new String[0] : windows.split(",", -1)) {
        read.add(window(date.getDayOfWeek().getValue(), span));
      }
      days.add(new Day(date, read));
    }
    return days;
  }

  private static String span(Window window) {
    return window.fromMinute() + "-" + window.toMinute();
  }

  private static Window window(int weekday, String span) {
    int dash = span.indexOf('-');
    return new Window(
        weekday,
        Integer.parseInt(span.substring(0, dash)),
        Integer.parseInt(span.substring(dash + 1)));
  }
}

package kz.relog.api.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them, in one time zone and with their units. Immutable; any thread. */
final class Words {
  static final String UNKNOWN = "–";

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_YEAR =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  private final ZoneId zone;
  private final boolean severalDays;

  Words(Report report) {
    this.zone = report.zone();
    long lastMs = Math.max(report.fromMs(), report.toMs() - 1);
    this.severalDays = !date(report.fromMs()).equals(date(lastMs));
  }

  /** Hours and minutes, with the day where the report has several. */
  String time(long ms) {
    if (ms == 0) {
      return UNKNOWN;
    }
    return severalDays ? at(ms).format(DAY) + " " + clock(ms) : clock(ms);
  }

  /** Hours and minutes alone. */
  String clock(long ms) {
    return ms == 0 ? UNKNOWN : at(ms).format(MINUTE);
  }

  /** From and to; the second without its day when that is the same. */
  String span(long fromMs, long toMs) {
    if (fromMs == 0 && toMs == 0) {
      return UNKNOWN;
    }
    if (toMs == 0) {
      return "from " + time(fromMs);
    }
    if (fromMs == 0) {
      return "until " + time(toMs);
    }
    boolean sameDay = date(fromMs).equals(date(toMs));
    return time(fromMs) + "–" + (sameDay ? clock(toMs) : time(toMs));
  }

  String day(long ms) {
    return at(ms).format(DAY_AND_YEAR);
  }

  String moment(long ms) {
    return at(ms).format(MOMENT);
  }

  /** The zone by name and offset at a moment, as in {@code Asia/Almaty (UTC+05:00)}. */
  String zone(long ms) {
    String offset = at(ms).getOffset().getId();
    String utc = offset.equals("Z") ? "UTC" : "UTC" + offset;
    String name = zone.getId();
    boolean plain = name.equals("Z") || name.equals("UTC") || name.equals(offset);
    return plain ? utc : name + " (" + utc + ")";
  }

  /** RFC 3339 with the zone's offset; null for 0, which means unknown. */
  @Nullable String rfc3339(long ms) {
    return ms == 0 ? null : at(ms).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  ZoneId zone() {
    return zone;
  }

  String zoneShort(long ms) {
    return zone.getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + at(ms).getOffset().getId();
  }

  /** Hours and minutes of a length of time. */
  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 60
        ? minutes + " min"
        : minutes / 60 + " h " + String.format(Locale.ROOT, "%02d", minutes % 60) + " min";
  }

  static String kilometres(double metres) {
    if (!Double.isFinite(metres)) {
      return UNKNOWN;
    }
    return String.format(Locale.ROOT, metres < 100_000 ? "%.1f" : "%.0f", metres / 1000) + " km";
  }

  /** Signed minutes with a true minus sign; to the minute nothing is late or early. */
  static String lateness(int seconds) {
    long minutes = Math.round(seconds / 60.0);
    if (minutes == 0) {
      return "±0 min";
    }
    return (minutes > 0 ? "+" : "−") + Math.abs(minutes) + " min";
  }

  static String percent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + " %" : UNKNOWN;
  }

  private String date(long ms) {
    return at(ms).toLocalDate().toString();
  }

  private OffsetDateTime at(long ms) {
    return Instant.ofEpochMilli(ms).atZone(zone).toOffsetDateTime();
  }
}

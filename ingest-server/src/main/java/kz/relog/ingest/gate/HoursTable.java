package kz.relog.ingest.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import kz.relog.proto.v1.HoursDay;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of the tracking hours of a subject. A time lies in the hours if the clocks of the
 * zone show, at that time, a minute of a window of that day, or of one that began on the day before
 * and goes on. So an hour that the clocks skip is in no window, and one that they show twice is in
 * its window twice.
 *
 * <p>What was found for a time holds until the next edge: a window's, midnight, or a change of the
 * zone's offset. Two such spans are remembered, one for the facts that come and one for now, so
 * that judging a fix compares four numbers and allocates nothing. Thread: the sequencer.
 */
final class HoursTable {

  static final int DAY_MINUTES = 1_440;
  static final int WINDOWS_OF_A_DAY_MAX = 48;
  static final int DAYS_MAX = 1_000;

  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = DAY_MINUTES * MINUTE_MS;

  /** The weekday of 1970-01-01, Monday being 0. */
  private static final int THURSDAY = 3;

  private final HoursEntry entry;
  private final boolean always;
  private final @Nullable ZoneRules rules;
  private final Long2ObjectHashMap<int[]> days = new Long2ObjectHashMap<>();

  /** Pairs of minutes, from and to, by weekday from Monday. */
  private final int[][] week = new int[7][];

  /** The span used last, and the one before. In this object, for the sake of the cache. */
  private long fromMs;

  private long toMs;
  private boolean open;
  private long otherFromMs;
  private long otherToMs;
  private boolean otherOpen;

  private HoursTable(HoursEntry entry, @Nullable ZoneRules rules) {
    this.entry = entry;
    this.rules = rules;
    this.always = rules != null && entry.getWeekCount() == 0 && entry.getDaysCount() == 0;
    for (int weekday = 1; weekday <= week.length; weekday++) {
      int wanted = weekday;
      week[weekday - 1] =
          pairs(entry.getWeekList().stream().filter(w -> w.getWeekday() == wanted).toList());
    }
    for (HoursDay day : entry.getDaysList()) {
      days.put(day.getEpochDay(), pairs(day.getWindowsList()));
    }
  }

  /** The hours of an entry, or null if one of its values is out of range. */
  static @Nullable HoursTable parse(HoursEntry entry) {
    ZoneRules rules = findRules(entry.getZone());
    boolean fits =
        rules != null
            && entry.getWeekCount() <= 7 * WINDOWS_OF_A_DAY_MAX
            && entry.getDaysCount() <= DAYS_MAX
            && entry.getWeekList().stream()
                .allMatch(w -> isWindow(w) && w.getWeekday() >= 1 && w.getWeekday() <= 7)
            && entry.getDaysList().stream().allMatch(HoursTable::isDay);
    return fits ? new HoursTable(entry, rules) : null;
  }

  /**
   * The hours of an entry that was journalled. If this machine does not know its zone any more, no
   * time lies in them.
   */
  static HoursTable restore(HoursEntry entry) {
    HoursTable table = parse(entry);
    return table == null ? new HoursTable(entry, null) : table;
  }

  private static boolean isDay(HoursDay day) {
    return day.getWindowsCount() <= WINDOWS_OF_A_DAY_MAX
        && day.getWindowsList().stream().allMatch(HoursTable::isWindow);
  }

  private static boolean isWindow(HoursWindow window) {
    return window.getFromMinute() >= 0
        && window.getFromMinute() < DAY_MINUTES
        && window.getToMinute() > window.getFromMinute()
        && window.getToMinute() <= 2 * DAY_MINUTES;
  }

  private static @Nullable ZoneRules findRules(String zone) {
    try {
      return ZoneId.of(zone).getRules();
    } catch (DateTimeException unknown) {
      return null;
    }
  }

  private static int[] pairs(List<HoursWindow> windows) {
    int[] pairs = new int[2 * windows.size()];
    for (int i = 0; i < windows.size(); i++) {
      pairs[2 * i] = windows.get(i).getFromMinute();
      pairs[2 * i + 1] = windows.get(i).getToMinute();
    }
    return pairs;
  }

  HoursEntry entry() {
    return entry;
  }

  /** Whether a time lies in the hours. */
  boolean isOpen(long timeMs) {
    return always || (rules != null && goTo(timeMs, rules));
  }

  /** Whether all times from the first to the last surely lie in the hours. */
  boolean isOpen(long firstMs, long lastMs) {
    return always || (rules != null && goTo(firstMs, rules) && lastMs < toMs);
  }

  /** Makes the span of a time the one used last; tells whether it is open. */
  private boolean goTo(long timeMs, ZoneRules zone) {
    if (timeMs >= fromMs && timeMs < toMs) {
      return open;
    }
    long swapFromMs = fromMs;
    long swapToMs = toMs;
    boolean swapOpen = open;
    if (timeMs >= otherFromMs && timeMs < otherToMs) {
      fromMs = otherFromMs;
      toMs = otherToMs;
      open = otherOpen;
    } else {
      find(timeMs, zone);
    }
    otherFromMs = swapFromMs;
    otherToMs = swapToMs;
    otherOpen = swapOpen;
    return open;
  }

  /** Finds the span of a time: as long as the offset, the day and the answer stay the same. */
  private void find(long timeMs, ZoneRules zone) {
    Instant instant = Instant.ofEpochMilli(timeMs);
    long localMs = timeMs + zone.getOffset(instant).getTotalSeconds() * 1_000L;
    long day = Math.floorDiv(localMs, DAY_MS);
    long inDayMs = localMs - day * DAY_MS;
    boolean inWindow = false;
    long edgeBeforeMs = 0;
    long edgeAfterMs = DAY_MS;
    for (int shift = 0; shift <= DAY_MINUTES; shift += DAY_MINUTES) {
      int[] windows = windowsOf(shift == 0 ? day : day - 1);
      for (int i = 0; i < windows.length; i += 2) {
        inWindow |=
            inDayMs >= (windows[i] - shift) * MINUTE_MS
                && inDayMs < (windows[i + 1] - shift) * MINUTE_MS;
      }
      // Edges of any window end the span, also where another window goes on: such a span is
      // shorter than it could be, never longer.
      for (int minute : windows) {
        long edgeMs = (minute - shift) * MINUTE_MS;
        edgeBeforeMs = edgeMs <= inDayMs ? Math.max(edgeBeforeMs, edgeMs) : edgeBeforeMs;
        edgeAfterMs = edgeMs > inDayMs ? Math.min(edgeAfterMs, edgeMs) : edgeAfterMs;
      }
    }
    long midnightMs = timeMs - inDayMs;
    ZoneOffsetTransition before = zone.previousTransition(instant.plusMillis(1));
    ZoneOffsetTransition after = zone.nextTransition(instant);
    fromMs = Math.max(midnightMs + edgeBeforeMs, before == null ? Long.MIN_VALUE : msOf(before));
    toMs = Math.min(midnightMs + edgeAfterMs, after == null ? Long.MAX_VALUE : msOf(after));
    open = inWindow;
  }

  private static long msOf(ZoneOffsetTransition transition) {
    return transition.getInstant().toEpochMilli();
  }

  private int[] windowsOf(long epochDay) {
    int[] own = days.get(epochDay);
    return own != null ? own : week[(int) Math.floorMod(epochDay + THURSDAY, (long) week.length)];
  }
}

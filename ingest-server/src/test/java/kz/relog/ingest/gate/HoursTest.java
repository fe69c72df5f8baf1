package kz.relog.ingest.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import kz.relog.proto.v1.HoursDay;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.HoursWindow;
import org.junit.jupiter.api.Test;

/** Tracking hours, from one window to clocks that are set back. Monday is 2026-03-23. */
class HoursTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);
  private static final GateRoom ROOM = new GateRoom(31L * 86_400_000, 8, 3, 8, 43_200_000);

  private static HoursEntry.Builder in(String zone) {
    return HoursEntry.newBuilder().setZone(zone);
  }

  private static HoursWindow window(int weekday, int fromMinute, int toMinute) {
    return HoursWindow.newBuilder()
        .setWeekday(weekday)
        .setFromMinute(fromMinute)
        .setToMinute(toMinute)
        .build();
  }

  private static long at(String zone, LocalDate date, int hour, int minute) {
    return date.atTime(hour, minute).atZone(ZoneId.of(zone)).toInstant().toEpochMilli();
  }

  private static HoursTable table(HoursEntry.Builder entry) {
    return HoursTable.restore(entry.build());
  }

  @Test
  void h01NoWindowsAndNoDaysMeanAlways() {
    assertThat(table(in("UTC")).isOpen(0)).isTrue();
    assertThat(table(in("UTC")).isOpen(0, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void h02AWindowIsOpenFromItsFirstMinuteToBeforeItsLast() {
    HoursTable table = table(in("Asia/Almaty").addWeek(window(1, 9 * 60, 18 * 60)));
    assertThat(table.isOpen(at("Asia/Almaty", MONDAY, 9, 0) - 1)).isFalse();
    assertThat(table.isOpen(at("Asia/Almaty", MONDAY, 9, 0))).isTrue();
    assertThat(table.isOpen(at("Asia/Almaty", MONDAY, 18, 0) - 1)).isTrue();
    assertThat(table.isOpen(at("Asia/Almaty", MONDAY, 18, 0))).isFalse();
    assertThat(table.isOpen(at("Asia/Almaty", MONDAY.plusDays(1), 12, 0))).isFalse();
  }

  @Test
  void h03ABreakIsTheGapBetweenTwoWindows() {
    HoursTable table = table(in("UTC").addWeek(window(1, 540, 780)).addWeek(window(1, 840, 1_080)));
    assertThat(table.isOpen(at("UTC", MONDAY, 13, 30))).isFalse();
    assertThat(table.isOpen(at("UTC", MONDAY, 12, 0), at("UTC", MONDAY, 14, 30))).isFalse();
    assertThat(table.isOpen(at("UTC", MONDAY, 14, 0), at("UTC", MONDAY, 15, 0))).isTrue();
  }

  @Test
  void h04AWindowOverMidnightGoesOnOnTheNextDay() {
    HoursTable table = table(in("UTC").addWeek(window(1, 22 * 60, 30 * 60)));
    assertThat(table.isOpen(at("UTC", MONDAY, 23, 59))).isTrue();
    assertThat(table.isOpen(at("UTC", MONDAY.plusDays(1), 5, 59))).isTrue();
    assertThat(table.isOpen(at("UTC", MONDAY.plusDays(1), 6, 0))).isFalse();
    assertThat(table.isOpen(at("UTC", MONDAY, 3, 0))).isFalse();
  }

  @Test
  void h05ADayThatDiffersTakesThePlaceOfItsWeekday() {
    HoursTable table =
        table(
            in("UTC")
                .addWeek(window(1, 0, 1_440))
                .addDays(HoursDay.newBuilder().setEpochDay((int) MONDAY.toEpochDay())));
    assertThat(table.isOpen(at("UTC", MONDAY, 12, 0))).isFalse();
    assertThat(table.isOpen(at("UTC", MONDAY.plusDays(7), 12, 0))).isTrue();
  }

  @Test
  void h06AnHourThatTheClocksSkipIsInNoWindow() {
    // Berlin, 2026-03-29: 02:00 becomes 03:00.
    HoursTable table = table(in("Europe/Berlin").addWeek(window(7, 120, 180)));
    LocalDate sunday = LocalDate.of(2026, 3, 29);
    for (int minute = 0; minute < 24 * 60; minute += 5) {
      assertThat(table.isOpen(at("UTC", sunday, 0, 0) + minute * 60_000L)).isFalse();
    }
  }

  @Test
  void h07AnHourThatTheClocksShowTwiceIsInItsWindowTwice() {
    // Berlin, 2026-10-25: 03:00 becomes 02:00; 00:00 UTC is 02:00 for the first time.
    HoursTable table = table(in("Europe/Berlin").addWeek(window(7, 120, 180)));
    LocalDate sunday = LocalDate.of(2026, 10, 25);
    assertThat(table.isOpen(at("UTC", sunday, 0, 30))).isTrue();
    assertThat(table.isOpen(at("UTC", sunday, 1, 30))).isTrue();
    assertThat(table.isOpen(at("UTC", sunday, 2, 0))).isFalse();
    assertThat(table.isOpen(at("UTC", sunday, 0, 0) - 1)).isFalse();
  }

  @Test
  void h08AFixIsJudgedByTheHoursThatHeldAtItsTimeAndNotByLaterOnes() {
    Subject subject = new Subject(1);
    long changed = at("UTC", MONDAY, 12, 0);
    subject.putHours(
        in("UTC").addWeek(window(1, 9 * 60, 10 * 60)).build(), changed - 9_000_000, ROOM);
    subject.putHours(in("Asia/Almaty").addWeek(window(1, 0, 1_440)).build(), changed, ROOM);
    assertThat(subject.isInHours(changed - 60_000)).isFalse();
    assertThat(subject.isInHours(changed)).isTrue();
    assertThat(subject.isInHours(changed - 60_000, changed)).isFalse();
    // Midnight in Almaty (UTC+5) is 19:00 UTC.
    assertThat(subject.isInHours(at("UTC", MONDAY, 18, 59))).isTrue();
    assertThat(subject.isInHours(at("UTC", MONDAY, 19, 0))).isFalse();
  }

  @Test
  void h09WhatIsForgottenForWantOfRoomRefuses() {
    Subject subject = new Subject(1);
    HoursEntry always = in("UTC").build();
    for (int i = 1; i <= 5; i++) {
      subject.putHours(always, 1_000L * i, ROOM);
    }
    assertThat(subject.isInHours(1_500)).isFalse();
    assertThat(subject.isInHours(3_500)).isFalse();
    assertThat(subject.isInHours(4_500)).isTrue();
    assertThat(subject.isInHours(6_000)).isTrue();
    assertThat(subject.state().getHoursCount()).isEqualTo(3);
    Subject again = new Subject(1);
    again.restore(subject.state());
    assertThat(again.isInHours(1_500)).isFalse();
    assertThat(again.isInHours(4_500)).isTrue();
  }

  @Test
  void h10ValuesOutOfRangeAreRefused() {
    assertThat(Subject.isHours(in("Mars/Olympus").build())).isFalse();
    assertThat(Subject.isHours(in("").build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(0, 0, 1)).build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(8, 0, 1)).build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(1, 1_440, 1_441)).build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(1, 10, 10)).build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(1, 0, 2_881)).build())).isFalse();
    assertThat(Subject.isHours(in("UTC").addWeek(window(7, 1_439, 2_880)).build())).isTrue();
  }

  @Test
  void h11AnyTimeInAnyZoneIsJudgedAsAClockOnTheWallTells() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> zones =
        List.of(
            "Asia/Almaty",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "UTC",
            "+05:00");
    for (int round = 0; round < 40; round++) {
      String zone = zones.get(random.nextInt(zones.size()));
      HoursEntry entry = randomHours(random, zone);
      HoursTable table = HoursTable.restore(entry);
      for (int i = 0; i < 500; i++) {
        // A year around the changes of the clocks, half of it near one.
        LocalDateTime change =
            LocalDateTime.of(2026, i % 4 < 2 ? 3 : 10, i % 2 == 0 ? 29 : 25, 1, 0);
        long base = change.atZone(ZoneId.of("UTC")).toInstant().toEpochMilli();
        long spread = i % 3 == 0 ? 180L * 86_400_000 : 2L * 86_400_000;
        long timeMs = base + (long) ((random.nextDouble() - 0.5) * 2 * spread);
        assertThat(table.isOpen(timeMs))
            .as("seed %d zone %s time %s", seed, zone, Instant.ofEpochMilli(timeMs))
            .isEqualTo(onTheWall(entry, timeMs));
        long laterMs = timeMs + random.nextInt(7_200_000);
        if (table.isOpen(timeMs, laterMs)) {
          for (long between = timeMs; between <= laterMs; between += 60_000) {
            assertThat(onTheWall(entry, between)).as("seed %d", seed).isTrue();
          }
        }
      }
    }
  }

  private static HoursEntry randomHours(Random random, String zone) {
    HoursEntry.Builder entry = in(zone);
    for (int i = random.nextInt(12); i >= 0; i--) {
      int from = random.nextInt(1_440);
      entry.addWeek(window(1 + random.nextInt(7), from, from + 1 + random.nextInt(1_440)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(1_440);
      entry.addDays(
          HoursDay.newBuilder()
              .setEpochDay((int) LocalDate.of(2026, 3, 26).toEpochDay() + 2 * i)
              .addWindows(window(0, from, from + 1 + random.nextInt(1_440))));
    }
    return entry.build();
  }

  private static boolean onTheWall(HoursEntry entry, long timeMs) {
    ZonedDateTime wall = Instant.ofEpochMilli(timeMs).atZone(ZoneId.of(entry.getZone()));
    int minute = wall.getHour() * 60 + wall.getMinute();
    return onDay(entry, wall.toLocalDate(), minute)
        || onDay(entry, wall.toLocalDate().minusDays(1), minute + 1_440);
  }

  private static boolean onDay(HoursEntry entry, LocalDate date, int minute) {
    for (HoursDay day : entry.getDaysList()) {
      if (day.getEpochDay() == date.toEpochDay()) {
        return day.getWindowsList().stream()
            .anyMatch(w -> minute >= w.getFromMinute() && minute < w.getToMinute());
      }
    }
    DayOfWeek weekday = date.getDayOfWeek();
    return entry.getWeekList().stream()
        .filter(w -> w.getWeekday() == weekday.getValue())
        .anyMatch(w -> minute >= w.getFromMinute() && minute < w.getToMinute());
  }
}

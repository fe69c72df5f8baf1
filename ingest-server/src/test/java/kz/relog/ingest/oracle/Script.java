package kz.relog.ingest.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Some days of a fleet, made up from a seed: who allows what when, who has which device, what the
 * devices send and when it arrives. The same seed always gives the same days. They lie around the
 * end of a month in which the clocks of New York are set back.
 */
final class Script {

  static final int PHONES = 1_000;
  static final int TRACKERS = 400;
  static final int DEVICES = PHONES + TRACKERS;
  static final int DRIVERS = 450;
  static final int STEPS = 240;
  static final long START_MS = Instant.parse("2026-10-30T12:00:00Z").toEpochMilli();

  private static final long HOUR_MS = 3_600_000;
  private static final List<String> ZONES =
      List.of("America/New_York", "Asia/Almaty", "Asia/Kathmandu", "UTC");

  /** What happens at one time: first what people decide, then what arrives from devices. */
  record Step(long timeMs, List<Order> orders, List<Batch> arrivals) {}

  /** What somebody decides. */
  sealed interface Order {}

  /** In the person's own session. */
  record Permit(long subject, Act act, int purposes) implements Order {}

  /** On a device; purpose as the wire numbers it. */
  record Decide(int device, long batchSeq, Act act, int purpose) implements Order {}

  /** When a person may be followed. */
  record Hours(long subject, String zone, List<Window> week, List<Day> days) implements Order {}

  /** Who has a tracker; subject 0 takes it back, end 0 is open. */
  record Bind(long ref, int device, long subject, long fromMs, long toMs) implements Order {}

  /** What a person can do about a purpose. */
  enum Act {
    GRANT,
    WITHDRAW,
    PAUSE,
    RESUME
  }

  /** A window of the week; the weekday of a day's own is 0. */
  record Window(int weekday, int from, int to) {}

  /** A day that differs. */
  record Day(int epochDay, List<Window> windows) {}

  /** A batch of fixes that are equally far apart; the same batch may arrive several times. */
  record Batch(int device, long batchSeq, long firstMs, long everyMs, int fixes) {
    long timeMs(int fix) {
      return firstMs + everyMs * fix;
    }
  }

  private final Random random;
  private final long[] nextBatch = new long[DEVICES];
  private final List<List<Batch>> arrivals = new ArrayList<>();
  private final List<Bind> binds = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  Script(long seed) {
    random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      arrivals.add(new ArrayList<>());
    }
    long timeMs = START_MS;
    for (int step = 0; step < STEPS; step++) {
      timeMs += 1 + random.nextInt(40 * 60_000);
      List<Order> orders = orders(step, timeMs);
      batches(step, timeMs);
      steps.add(new Step(timeMs, orders, arrivals.get(step)));
    }
  }

  List<Step> steps() {
    return steps;
  }

  static boolean isPhone(int device) {
    return device < PHONES;
  }

  static long deviceRef(int device) {
    return 1_000L + device;
  }

  static long ownerOf(int device) {
    return 100_000L + device;
  }

  private long anySubject() {
    return random.nextInt(3) < 2
        ? ownerOf(random.nextInt(PHONES))
        : 200_000 + random.nextInt(DRIVERS);
  }

  /** Each subject and device at most once a step, so that a step may be done twice. */
  private List<Order> orders(int step, long timeMs) {
    List<Order> orders = new ArrayList<>();
    Set<Long> subjects = new HashSet<>();
    Set<Integer> devices = new HashSet<>();
    if (step == 0) {
      for (int i = 0; i < PHONES + DRIVERS; i++) {
        long subject = i < PHONES ? ownerOf(i) : 200_000 + i - PHONES;
        if (random.nextInt(4) > 0 && subjects.add(subject)) {
          orders.add(new Permit(subject, Act.GRANT, purposes()));
        }
      }
    }
    int count = 9 + random.nextInt(36);
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(10);
      int tracker = PHONES + random.nextInt(TRACKERS);
      long subject = anySubject();
      int phone = random.nextInt(PHONES);
      if (kind < 4 && subjects.add(subject)) {
        orders.add(new Permit(subject, anyAct(), purposes()));
      } else if (kind == 4 && subjects.add(ownerOf(phone)) && nextBatch[phone] < 60) {
        Act act = Act.values()[1 + random.nextInt(3)];
        orders.add(new Decide(phone, ++nextBatch[phone], act, random.nextInt(4)));
      } else if (kind == 5 && subjects.add(subject)) {
        orders.add(hours(subject, timeMs));
      } else if (kind > 5 && devices.add(tracker)) {
        orders.add(bind(tracker, timeMs));
      }
    }
    return orders;
  }

  private Act anyAct() {
    int roll = random.nextInt(10);
    return roll < 5 ? Act.GRANT : roll < 6 ? Act.WITHDRAW : roll < 8 ? Act.PAUSE : Act.RESUME;
  }

  private int purposes() {
    return random.nextBoolean() ? 7 : 1 + random.nextInt(7);
  }

  private Hours hours(long subject, long timeMs) {
    List<Window> week = new ArrayList<>();
    for (int weekday = 1; weekday <= 7 && random.nextInt(8) > 0; weekday++) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        week.add(window(weekday));
      }
    }
    List<Day> days = new ArrayList<>();
    int today = (int) (timeMs / 86_400_000);
    for (int day = today - 1; day < today + 3; day++) {
      if (random.nextInt(4) == 0) {
        days.add(new Day(day, random.nextBoolean() ? List.of() : List.of(window(0))));
      }
    }
    return new Hours(subject, ZONES.get(random.nextInt(ZONES.size())), week, days);
  }

  private Window window(int weekday) {
    int from = random.nextInt(1_440);
    return new Window(weekday, from, from + 1 + random.nextInt(1_440));
  }

  private Bind bind(int tracker, long timeMs) {
    List<Bind> known = binds.stream().filter(bind -> bind.device == tracker).toList();
    int roll = random.nextInt(10);
    if (!known.isEmpty() && roll < 4) {
      // Ended, moved, given to another, or taken back; perhaps one that was refused.
      Bind old = known.get(random.nextInt(known.size()));
      long subject = roll == 0 ? 0 : roll == 1 ? 200_000 + random.nextInt(DRIVERS) : old.subject;
      long toMs = random.nextInt(3) == 0 ? 0 : timeMs - HOUR_MS + random.nextInt(10_000_000);
      return new Bind(old.ref, tracker, subject, old.fromMs, toMs);
    }
    long fromMs = timeMs - 13 * HOUR_MS + (long) (random.nextDouble() * 14 * HOUR_MS);
    long toMs = random.nextInt(4) == 0 ? 0 : fromMs + random.nextInt((int) (6 * HOUR_MS));
    Bind bind =
        new Bind(1 + binds.size(), tracker, 200_000 + random.nextInt(DRIVERS), fromMs, toMs);
    binds.add(bind);
    return bind;
  }

  /** Makes new batches; each arrives now or later, and perhaps again. */
  private void batches(int step, long timeMs) {
    for (int i = 0; i < 240; i++) {
      int device = random.nextInt(DEVICES);
      if (nextBatch[device] >= 60) {
        continue;
      }
      int fixes = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 12);
      long everyMs = 1_000L * (1 + random.nextInt(random.nextInt(5) == 0 ? 300 : 20));
      long agoMs = (long) (random.nextDouble() * (random.nextBoolean() ? 20 : 1) * HOUR_MS);
      if (random.nextInt(100) == 0) {
        agoMs = 40L * 24 * HOUR_MS;
      }
      long firstMs = (timeMs - agoMs - everyMs * fixes) / 1_000 * 1_000;
      Batch batch = new Batch(device, ++nextBatch[device], firstMs, everyMs, fixes);
      int when = step + (random.nextInt(4) == 0 ? random.nextInt(20) : 0);
      while (when < STEPS) {
        List<Batch> then = arrivals.get(when);
        then.add(random.nextInt(then.size() + 1), batch);
        when += random.nextInt(3) == 0 ? random.nextInt(15) : STEPS;
      }
    }
  }
}

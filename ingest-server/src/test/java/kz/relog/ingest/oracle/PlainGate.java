package kz.relog.ingest.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.relog.ingest.oracle.Script.Batch;
import kz.relog.ingest.oracle.Script.Bind;
import kz.relog.ingest.oracle.Script.Day;
import kz.relog.ingest.oracle.Script.Decide;
import kz.relog.ingest.oracle.Script.Hours;
import kz.relog.ingest.oracle.Script.Order;
import kz.relog.ingest.oracle.Script.Permit;
import kz.relog.ingest.oracle.Script.Step;
import kz.relog.ingest.oracle.Script.Window;

/**
 * The gate as one would explain it: lists of everything that was said, and a walk over them for
 * each fix. Shares no code with the product.
 */
final class PlainGate {

  private static final long TWELVE_HOURS_MS = 12L * 3_600_000;
  private static final long THIRTY_DAYS_MS = 30L * 86_400_000;

  /** A stored fix. */
  record Stored(long deviceRef, long subject, long timeMs, int purposes) {}

  private record Change(long atMs, int open) {}

  private record Version(long atMs, Hours hours) {}

  private final Map<Long, Integer> granted = new HashMap<>();
  private final Map<Long, Integer> paused = new HashMap<>();
  private final Map<Long, List<Change>> changes = new HashMap<>();
  private final Map<Long, List<Version>> hours = new HashMap<>();
  private final Map<Integer, List<Bind>> bindings = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Map<Stored, Integer> stored = new HashMap<>();
  private int refused;

  /** Everything that must be stored, with how often: two batches may tell the same fix. */
  static PlainGate after(List<Step> steps) {
    PlainGate gate = new PlainGate();
    for (Step step : steps) {
      step.orders().forEach(order -> gate.apply(order, step.timeMs()));
      step.arrivals().forEach(batch -> gate.arrive(batch, step.timeMs()));
    }
    return gate;
  }

  Map<Stored, Integer> stored() {
    return stored;
  }

  int refused() {
    return refused;
  }

  private void apply(Order order, long nowMs) {
    if (order instanceof Permit permit) {
      permit(permit.subject(), permit.act(), permit.purposes(), nowMs);
    } else if (order instanceof Decide decide) {
      int purposes = decide.purpose() == 0 ? 7 : 1 << (decide.purpose() - 1);
      permit(Script.ownerOf(decide.device()), decide.act(), purposes, nowMs);
    } else if (order instanceof Hours put) {
      hours.computeIfAbsent(put.subject(), any -> new ArrayList<>()).add(new Version(nowMs, put));
    } else if (order instanceof Bind bind) {
      bind(bind, nowMs);
    }
  }

  private void permit(long subject, Script.Act act, int purposes, long nowMs) {
    int isGranted = granted.getOrDefault(subject, 0);
    int isPaused = paused.getOrDefault(subject, 0);
    switch (act) {
      case GRANT -> isGranted |= purposes;
      case WITHDRAW -> isGranted &= ~purposes;
      case PAUSE -> isPaused |= purposes;
      case RESUME -> isPaused &= ~purposes;
    }
    granted.put(subject, isGranted);
    paused.put(subject, isPaused);
    changes
        .computeIfAbsent(subject, any -> new ArrayList<>())
        .add(new Change(nowMs, isGranted & ~isPaused));
  }

  private void bind(Bind bind, long nowMs) {
    List<Bind> all = bindings.computeIfAbsent(bind.device(), any -> new ArrayList<>());
    Bind old = all.stream().filter(one -> one.ref() == bind.ref()).findFirst().orElse(null);
    if (bind.subject() == 0) {
      all.remove(old);
      return;
    }
    for (Bind other : all) {
      if (other.ref() != bind.ref() && bind.fromMs() < end(other) && other.fromMs() < end(bind)) {
        return;
      }
    }
    if (bind.fromMs() >= end(bind)) {
      return;
    }
    // Is there a moment, more than 12 h ago, that this subject did not have and would have now?
    long longAgoMs = nowMs - TWELVE_HOURS_MS;
    if (bind.fromMs() < longAgoMs) {
      if (old == null || old.subject() != bind.subject()) {
        return;
      }
      boolean hadTheBegin = old.fromMs() <= bind.fromMs() && bind.fromMs() < end(old);
      boolean hadTheRest = end(old) >= end(bind) || end(old) >= longAgoMs;
      if (!hadTheBegin || !hadTheRest) {
        return;
      }
    }
    all.remove(old);
    all.add(bind);
  }

  private static long end(Bind bind) {
    return bind.toMs() == 0 ? Long.MAX_VALUE : bind.toMs();
  }

  private void arrive(Batch batch, long nowMs) {
    String name = batch.device() + "/" + batch.batchSeq();
    if (settled.contains(name)) {
      return;
    }
    int nobodys = 0;
    for (int fix = 0; fix < batch.fixes(); fix++) {
      long timeMs = batch.timeMs(fix);
      boolean tooOld = timeMs < nowMs - THIRTY_DAYS_MS;
      long subject = subjectAt(batch.device(), timeMs);
      nobodys += !tooOld && subject == 0 ? 1 : 0;
      int open = tooOld || subject == 0 ? 0 : openAt(subject, timeMs) & openAt(subject, nowMs);
      if (open != 0 && isInHours(subject, timeMs)) {
        stored.merge(
            new Stored(Script.deviceRef(batch.device()), subject, timeMs, open), 1, Integer::sum);
      } else {
        refused++;
      }
    }
    if (nobodys < batch.fixes()) {
      settled.add(name);
    }
  }

  private long subjectAt(int device, long timeMs) {
    if (Script.isPhone(device)) {
      return Script.ownerOf(device);
    }
    for (Bind bind : bindings.getOrDefault(device, List.of())) {
      if (timeMs >= bind.fromMs() && timeMs < end(bind)) {
        return bind.subject();
      }
    }
    return 0;
  }

  private int openAt(long subject, long timeMs) {
    int open = 0;
    for (Change change : changes.getOrDefault(subject, List.of())) {
      if (change.atMs <= timeMs) {
        open = change.open;
      }
    }
    return open;
  }

  private boolean isInHours(long subject, long timeMs) {
    Hours held = null;
    for (Version version : hours.getOrDefault(subject, List.of())) {
      if (version.atMs <= timeMs) {
        held = version.hours;
      }
    }
    if (held == null || (held.week().isEmpty() && held.days().isEmpty())) {
      return true;
    }
    ZonedDateTime wall = Instant.ofEpochMilli(timeMs).atZone(ZoneId.of(held.zone()));
    int minute = wall.getHour() * 60 + wall.getMinute();
    return isInDay(held, wall.toLocalDate(), minute)
        || isInDay(held, wall.toLocalDate().minusDays(1), minute + 24 * 60);
  }

  private static boolean isInDay(Hours held, LocalDate date, int minute) {
    List<Window> windows =
        held.week().stream()
            .filter(window -> window.weekday() == date.getDayOfWeek().getValue())
            .toList();
    for (Day day : held.days()) {
      if (day.epochDay() == date.toEpochDay()) {
        windows = day.windows();
      }
    }
    for (Window window : windows) {
      if (minute >= window.from() && minute < window.to()) {
        return true;
      }
    }
    return false;
  }
}

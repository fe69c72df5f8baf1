package kz.relog.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When plans are to be looked at without a fact: a binary heap by time. A plan that is scheduled
 * anew leaves its older entry behind, which is dropped when its time comes. Owned by the engine's
 * thread.
 */
final class Timers {

  private long[] whenMs = new long[64];
  private PlanRun[] runs = new PlanRun[64];
  private int size;

  /** Wakes a plan no later than at a time; an earlier time set before holds. */
  void wake(PlanRun run, long timeMs) {
    if (timeMs >= run.wakeMs) {
      return;
    }
    run.wakeMs = timeMs;
    if (size == runs.length) {
      whenMs = Arrays.copyOf(whenMs, size * 2);
      runs = Arrays.copyOf(runs, size * 2);
    }
    int at = size++;
    while (at > 0 && whenMs[(at - 1) >> 1] > timeMs) {
      whenMs[at] = whenMs[(at - 1) >> 1];
      runs[at] = runs[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    whenMs[at] = timeMs;
    runs[at] = run;
  }

  /** True when an entry's time is at or before the given one. */
  boolean isDue(long nowMs) {
    return size > 0 && whenMs[0] <= nowMs;
  }

  /** Takes the earliest entry; null when its plan has been scheduled anew since. */
  @Nullable PlanRun take() {
    long time = whenMs[0];
    PlanRun run = runs[0];
    long lastMs = whenMs[--size];
    PlanRun last = runs[size];
    int at = 0;
    while (at * 2 + 1 < size) {
      int child = at * 2 + 1;
      child += child + 1 < size && whenMs[child + 1] < whenMs[child] ? 1 : 0;
      if (whenMs[child] >= lastMs) {
        break;
      }
      whenMs[at] = whenMs[child];
      runs[at] = runs[child];
      at = child;
    }
    whenMs[at] = lastMs;
    runs[at] = last;
    if (run.wakeMs != time) {
      return null;
    }
    run.wakeMs = Long.MAX_VALUE;
    return run;
  }
}

package kz.relog.route;

import java.util.Arrays;

/** Planned time as a function of the place on the path, and windows' ends. Immutable. */
final class Timetable {

  private final double[] along;
  private final long[] arriveMs;
  private final long[] departMs;
  private final int size;
  private final boolean known;

  /** End of each stop's window; 0 open. */
  private final long[] deadlinesMs;

  Timetable(Plan plan, double[] stopAlong) {
    int n = plan.stops().size();
    along = new double[n];
    arriveMs = new long[n];
    departMs = new long[n];
    int k = 0;
    for (int i = 0; i < n; i++) {
      PlanStop stop = plan.stops().get(i);
      long arrive = stop.arriveMs() != 0 ? stop.arriveMs() : stop.departMs();
      if (arrive == 0 || (k > 0 && (arrive < departMs[k - 1] || stopAlong[i] < along[k - 1]))) {
        continue;
      }
      along[k] = stopAlong[i];
      arriveMs[k] = arrive;
      departMs[k] =
          Math.max(Math.max(arrive, stop.departMs()), arrive + 1000L * stop.serviceSeconds());
      k++;
    }
    size = k;
    known = size >= 2 && along[size - 1] > along[0];
    deadlinesMs = new long[n];
    Arrays.setAll(deadlinesMs, i -> Window.endMsOf(plan.stops().get(i)));
  }

  /** When a stop not served by then is late, Unix epoch ms; 0 never. */
  long deadlineMs(int stop) {
    return deadlinesMs[stop];
  }

  /** True when there are at least two timed places to interpolate between. */
  boolean known() {
    return known;
  }

  /** Planned time at a place, Unix epoch ms; only when {@link #known()}. */
  double timeAt(double place) {
    if (place <= along[0]) {
      return arriveMs[0] - (along[0] - place) / averageSpeed();
    }
    if (place >= along[size - 1]) {
      return departMs[size - 1] + (place - along[size - 1]) / averageSpeed();
    }
    int lo = 0;
    int hi = size - 1;
    while (hi - lo > 1) {
      int mid = (lo + hi) >>> 1;
      if (along[mid] <= place) {
        lo = mid;
      } else {
        hi = mid;
      }
    }
    double ds = along[hi] - along[lo];
    double f = ds <= 0 ? 0 : (place - along[lo]) / ds;
    return departMs[lo] + f * (arriveMs[hi] - departMs[lo]);
  }

  /** Metres per ms over the whole table. */
  private double averageSpeed() {
    double ms = Math.max(1, departMs[size - 1] - arriveMs[0]);
    return Math.max(1e-3, (along[size - 1] - along[0]) / ms);
  }
}

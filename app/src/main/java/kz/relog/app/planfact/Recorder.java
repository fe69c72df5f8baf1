package kz.relog.app.planfact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.relog.route.EngineListener;
import kz.relog.route.EventType;
import kz.relog.route.PlanEvent;
import org.jspecify.annotations.Nullable;

/** Keeps the last word of the engine on each fix and each event. One thread. */
final class Recorder implements EngineListener {

  /** The name of an event within its plan. */
  private record Name(EventType type, int stopIndex, int occurrence) {}

  private final double[] alongMetres;
  private final boolean[] onRoute;
  private final Map<Name, PlanEvent> events = new LinkedHashMap<>();
  private @Nullable RuntimeException failure;

  /** For facts with sequence numbers from 0 to {@code facts} - 1. */
  Recorder(int facts) {
    alongMetres = new double[facts];
    onRoute = new boolean[facts];
    java.util.Arrays.fill(alongMetres, Double.NaN);
  }

  @Override
  public void onMatch(long planRef, long seq, long timeMs, double along, boolean on) {
    alongMetres[(int) seq] = along;
    onRoute[(int) seq] = on;
  }

  @Override
  public void onEvent(PlanEvent event) {
    Name name = new Name(event.type(), event.stopIndex(), event.occurrence());
    if (event.retracted()) {
      events.remove(name);
    } else {
      events.put(name, event);
    }
  }

  @Override
  public void onPlanFailed(long planRef, RuntimeException cause) {
    failure = cause;
  }

  /** Metres along the path; NaN unknown. */
  double along(int fact) {
    return alongMetres[fact];
  }

  boolean onRoute(int fact) {
    return onRoute[fact];
  }

  /** What holds in the end, in order of time. */
  List<PlanEvent> events() {
    List<PlanEvent> list = new ArrayList<>(events.values());
    list.sort(
        Comparator.comparingLong(PlanEvent::timeMs)
            .thenComparing(PlanEvent::type)
            .thenComparingInt(PlanEvent::stopIndex));
    return list;
  }

  @Nullable RuntimeException failure() {
    return failure;
  }
}

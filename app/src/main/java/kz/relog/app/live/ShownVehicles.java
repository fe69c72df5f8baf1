package kz.relog.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToIntFunction;
import kz.relog.api.spi.LiveSource.Glimpse;
import kz.relog.api.spi.VehicleView;

/**
 * What is shown of vehicles, each only as far as its person allows now. The feed's thread shows and
 * hides; any thread reads.
 */
final class ShownVehicles {
  private final Map<Long, Shown> shown = new ConcurrentHashMap<>();

  /** Tells what is open for a subject now; any thread may ask. */
  private volatile LongToIntFunction gate = subjectRef -> 0;

  /** What is shown of a vehicle, whose position that is, and what it may be used for. */
  private record Shown(long subjectRef, int purposes, VehicleView view) {}

  void askGate(LongToIntFunction openPurposes) {
    gate = openPurposes;
  }

  void show(long subjectRef, int purposes, VehicleView view) {
    shown.put(view.deviceRef(), new Shown(subjectRef, purposes, view));
  }

  void hide(long deviceRef) {
    shown.remove(deviceRef);
  }

  /** When the shown position of a device was; 0 if none is. */
  long lastFactMs(long deviceRef) {
    Shown last = shown.get(deviceRef);
    return last == null ? 0 : last.view.timeMs();
  }

  /** All that may be seen now for all the asked purposes. */
  List<VehicleView> allowed(int asked) {
    List<VehicleView> views = new ArrayList<>(shown.size());
    for (Shown last : shown.values()) {
      if (allows(last.subjectRef, last.purposes, asked)) {
        views.add(last.view);
      }
    }
    return views;
  }

  /** One vehicle, if it may be seen now for all the asked purposes. */
  Optional<Glimpse> find(long deviceRef, int asked) {
    return Optional.ofNullable(shown.get(deviceRef))
        .filter(last -> allows(last.subjectRef, last.purposes, asked))
        .map(last -> new Glimpse(last.view, last.subjectRef));
  }

  /**
   * Whether a fact may be seen for all the asked purposes. Asks the gate itself: what was withdrawn
   * is hidden before the feed has heard of it.
   *
   * @param purposes what the fact may be used for
   */
  boolean allows(long subjectRef, int purposes, int asked) {
    return (purposes & gate.applyAsInt(subjectRef) & asked) == asked;
  }
}

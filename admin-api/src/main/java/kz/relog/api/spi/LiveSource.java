package kz.relog.api.spi;

import java.util.List;
import java.util.Optional;

/** The fleet as it is now. */
public interface LiveSource {

  /**
   * The latest published state: every vehicle with a fact since the start or with a live plan. Any
   * thread, cheap, does not block; called once per second while somebody looks. An unchanged
   * vehicle should be an equal (best: the same) record as before.
   */
  LiveSnapshot snapshot();

  /**
   * Whether the last position of a vehicle, as {@link #snapshot()} shows it, may be shown to the
   * customers who wait: its person allows that now and did when it was stored. Any thread, cheap.
   */
  default boolean customersMaySee(long deviceRef) {
    return false;
  }

  /**
   * The last position of a vehicle and whose it is, when {@link #customersMaySee} holds of that
   * very position. Any thread, cheap; may wait a moment like {@link #snapshot()}.
   */
  default Optional<Glimpse> glimpse(long deviceRef) {
    return Optional.empty();
  }

  /**
   * A vehicle as a customer may see it.
   *
   * @param view its last position
   * @param subjectRef the person who drove then
   */
  record Glimpse(VehicleView view, long subjectRef) {
    @Override
    public String toString() {
      return "Glimpse";
    }
  }

  /**
   * All vehicles and the rates at one moment.
   *
   * @param timeMs Unix epoch ms UTC
   * @param vehicles any order, one per device
   */
  record LiveSnapshot(long timeMs, List<VehicleView> vehicles, Rates rates) {
    /** Copies the list of vehicles. */
    public LiveSnapshot {
      vehicles = List.copyOf(vehicles);
    }
  }

  /**
   * How fast the road runs.
   *
   * @param fixesPerSecond stored facts
   * @param ackP50Ms median time from frame to ack; NaN unknown
   * @param ackP99Ms the same, 99th percentile; NaN unknown
   */
  record Rates(double fixesPerSecond, double ackP50Ms, double ackP99Ms) {}
}

package kz.relog.api.report;

import java.util.List;
import java.util.Optional;
import kz.relog.api.plan.PlanPath;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;

/**
 * One plan against its facts. Immutable; its text form leaves out names and positions.
 *
 * @param head what the plan is
 * @param path the line to follow, or {@link PlanPath#NONE}
 * @param stops in planned order
 * @param fact plan against fact
 * @param events those that hold, in order of time
 * @param drive the facts, in order of time
 */
record PlanReport(
    Head head,
    PlanPath path,
    List<StopLine> stops,
    PlanFactView fact,
    List<PlanEvent> events,
    List<PlanReplay.Fact> drive) {

  PlanReport {
    stops = List.copyOf(stops);
    events = List.copyOf(events);
    drive = List.copyOf(drive);
  }

  /** The same without the facts to be drawn. */
  PlanReport withoutDrive() {
    return new PlanReport(head, path, stops, fact, events, List.of());
  }

  /**
   * What a plan is.
   *
   * @param planRef the plan
   * @param planId the planner's identifier
   * @param version the version compared
   * @param deviceRef the device that drives it
   * @param vehicle what people call the vehicle
   * @param startMs planned start, Unix epoch ms UTC; 0 unknown
   * @param endMs planned end, Unix epoch ms UTC; 0 unknown
   */
  record Head(
      long planRef,
      String planId,
      long version,
      long deviceRef,
      String vehicle,
      long startMs,
      long endMs) {
    @Override
    public String toString() {
      return "Head[version=" + version + "]";
    }
  }

  /** A span of time, Unix epoch ms UTC; {@code toMs} 0 while it lasts. */
  record Span(long fromMs, long toMs) {}

  /** When the vehicle was off its path. */
  List<Span> offRoute() {
    return spans(PlanEvent.Type.OFF_ROUTE, PlanEvent.Type.ON_ROUTE);
  }

  /** When the vehicle stood where no stop is. */
  List<Span> unplannedStops() {
    return fact.unplannedStops().stream()
        .map(stop -> new Span(stop.fromMs(), stop.toMs()))
        .toList();
  }

  /** The time of the first fact; empty without facts. */
  Optional<Long> firstFactMs() {
    return drive.isEmpty() ? Optional.empty() : Optional.of(drive.get(0).timeMs());
  }

  /** The time of the last fact; empty without facts. */
  Optional<Long> lastFactMs() {
    return drive.isEmpty() ? Optional.empty() : Optional.of(drive.get(drive.size() - 1).timeMs());
  }

  /** Sums over the stops and the drive. */
  Totals totals() {
    return Totals.of(this);
  }

  private List<Span> spans(PlanEvent.Type begin, PlanEvent.Type end) {
    List<PlanEvent> ends = events.stream().filter(event -> event.type() == end).toList();
    return events.stream()
        .filter(event -> event.type() == begin)
        .map(
            event ->
                new Span(
                    event.timeMs(),
                    ends.stream()
                        .mapToLong(PlanEvent::timeMs)
                        .filter(ms -> ms >= event.timeMs())
                        .min()
                        .orElse(0)))
        .toList();
  }

  @Override
  public String toString() {
    return "PlanReport[" + head + ", " + stops.size() + " stops]";
  }
}

package kz.relog.api.share;

import java.util.List;
import java.util.Optional;
import kz.relog.api.spi.LiveSource.Glimpse;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;
import kz.relog.api.spi.VehicleState;
import kz.relog.api.spi.VehicleView;

/** What a customer is shown at a moment. The one place that decides it. */
sealed interface Showing {

  /** When it is expected, as far as that is known; where it is, is not shown yet. */
  record Expected(Optional<EtaWindow> eta) implements Showing {}

  /** It is on its way from the stop before: its last position, if there is one of now. */
  record Approaching(Optional<EtaWindow> eta, Optional<VehicleView> position) implements Showing {}

  /** It is there, or was a while ago. */
  record Arrived() implements Showing {}

  /** Nothing can be shown now; why is not told. */
  record Unavailable() implements Showing {}

  /** There is nothing more to wait for. */
  record Over() implements Showing {}

  /**
   * Decides.
   *
   * @param plan how the plan goes
   * @param seq the customer's stop in that version of the plan, from 1
   * @param glimpse where the vehicle is, if its person lets customers see that now
   * @param nowMs Unix epoch ms UTC
   */
  static Showing of(PlanFactView plan, int seq, Optional<Glimpse> glimpse, long nowMs) {
    StopFact mine = plan.stops().get(seq - 1);
    long leftMs = Math.max(mine.departedMs(), mine.arrivedMs());
    if (mine.state() == StopState.DEPARTED
        && nowMs - leftMs > ShareLimits.AFTER_DEPARTURE.toMillis()) {
      return new Over();
    }
    boolean started = plan.state() != VehicleState.NOT_STARTED;
    if (plan.state() == VehicleState.NO_PLAN || (started && glimpse.isEmpty())) {
      return new Unavailable();
    }
    return switch (mine.state()) {
      case ARRIVED, DEPARTED -> new Arrived();
      case MISSED -> new Expected(Optional.empty());
      case PENDING -> {
        Optional<EtaWindow> eta = eta(mine, nowMs);
        yield isNext(plan, seq, nowMs)
            ? new Approaching(eta, glimpse.flatMap(seen -> position(plan, seq, seen, nowMs)))
            : new Expected(eta);
      }
    };
  }

  private static Optional<EtaWindow> eta(StopFact mine, long nowMs) {
    long etaMs = mine.etaMs() != 0 ? mine.etaMs() : mine.plannedArriveMs();
    return etaMs == 0 ? Optional.empty() : Optional.of(EtaWindow.around(etaMs, nowMs));
  }

  /** Whether the stop before is left, and nobody else is being served or comes first. */
  private static boolean isNext(PlanFactView plan, int seq, long nowMs) {
    boolean driving =
        plan.state() == VehicleState.ON_ROUTE || plan.state() == VehicleState.OFF_ROUTE;
    if (!driving || plan.nextStop() != seq) {
      return false;
    }
    List<StopFact> before = plan.stops().subList(0, seq - 1);
    boolean allDone =
        before.stream()
            .allMatch(
                stop -> stop.state() == StopState.DEPARTED || stop.state() == StopState.MISSED);
    boolean nobodyElse = plan.stops().stream().noneMatch(stop -> stop.state() == StopState.ARRIVED);
    long etaMs = plan.stops().get(seq - 1).etaMs();
    boolean cameFromAStop = before.stream().anyMatch(s -> s.state() == StopState.DEPARTED);
    boolean near = etaMs != 0 && etaMs - nowMs <= ShareLimits.FIRST_STOP_LEAD.toMillis();
    return allDone && nobodyElse && (cameFromAStop || near);
  }

  /** The last position, if it is of this drive, of now, and from after the stop before. */
  private static Optional<VehicleView> position(
      PlanFactView plan, int seq, Glimpse glimpse, long nowMs) {
    long leftMs =
        plan.stops().subList(0, seq - 1).stream().mapToLong(StopFact::departedMs).max().orElse(0);
    VehicleView view = glimpse.view();
    boolean fits =
        view.planRef() == plan.planRef()
            && view.timeMs() > leftMs
            && nowMs - view.timeMs() <= ShareLimits.POSITION_AGE_MAX.toMillis();
    return fits ? Optional.of(view) : Optional.empty();
  }
}

package kz.relog.api.report;

import java.time.ZoneId;
import java.util.List;
import kz.relog.api.spi.PlanReplay;

/**
 * Plans and facts of one scope in one period: everything that a report shows, whatever it is
 * written as. Immutable; its text form leaves out names and positions.
 *
 * @param scope whose plans these are
 * @param fromMs begin of the period, Unix epoch ms UTC
 * @param toMs end of the period, Unix epoch ms UTC
 * @param zone the time zone that times are shown in
 * @param madeMs when it was made: what it says holds as of then, Unix epoch ms UTC
 * @param plans in the order of their starts
 * @param drive facts of the period beside those of the plans, in order of time; empty when the
 *     plans hold them all
 */
record Report(
    Scope scope,
    long fromMs,
    long toMs,
    ZoneId zone,
    long madeMs,
    List<PlanReport> plans,
    List<PlanReplay.Fact> drive) {

  Report {
    plans = List.copyOf(plans);
    drive = List.copyOf(drive);
  }

  /** Sums over all plans. */
  Totals totals() {
    return plans.stream().map(PlanReport::totals).reduce(Totals.NONE, Totals::plus);
  }

  /**
   * Whose plans a report is about.
   *
   * @param kind what the scope is
   * @param id its id
   * @param name what people call it
   */
  record Scope(Kind kind, String id, String name) {
    @Override
    public String toString() {
      return "Scope[" + kind + " " + id + "]";
    }
  }

  /** What a report can be about. */
  enum Kind {
    /** One plan. */
    PLAN,
    /** All plans of a vehicle on a day. */
    VEHICLE,
    /** All plans of the devices that a driver had on a day, in the time in which they had them. */
    DRIVER,
    /** All plans of a company on a day. */
    COMPANY
  }

  @Override
  public String toString() {
    return "Report[" + scope + ", " + plans.size() + " plans]";
  }
}

package kz.relog.api.report;

import kz.relog.api.plan.StopRecord;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanFactView.StopFact;
import kz.relog.api.spi.PlanFactView.StopState;

/**
 * A stop as planned and as it was. Immutable; its text form leaves out name and position.
 *
 * @param plan as planned
 * @param fact as it was
 */
record StopLine(StopRecord plan, StopFact fact) {

  /** What the vehicle made of a stop. */
  enum Verdict {
    /** Served before its window. */
    EARLY,
    /** Served, and no time says otherwise. */
    SERVED,
    /** Served within its window. */
    ON_TIME,
    /** Served after its window. */
    LATE,
    /** Passed without a visit. */
    MISSED,
    /** Not reached yet. */
    OPEN
  }

  /** What the vehicle made of it. */
  Verdict verdict() {
    if (fact.state() == StopState.MISSED) {
      return Verdict.MISSED;
    }
    if (!isServed()) {
      return Verdict.OPEN;
    }
    return switch (fact.window()) {
      case EARLY -> Verdict.EARLY;
      case ON_TIME -> Verdict.ON_TIME;
      case LATE -> Verdict.LATE;
      case UNKNOWN -> Verdict.SERVED;
    };
  }

  /** Whether the vehicle arrived. */
  boolean isServed() {
    return fact.state() == StopState.ARRIVED || fact.state() == StopState.DEPARTED;
  }

  /** Seconds from arrival to departure; 0 unless both are known. */
  long stoodSeconds() {
    boolean both = fact.arrivedMs() != 0 && fact.departedMs() != 0;
    return both ? (fact.departedMs() - fact.arrivedMs()) / 1000 : 0;
  }

  /** Whether the lateness is known. */
  boolean hasLateness() {
    return fact.latenessSeconds() != PlanFactView.UNKNOWN;
  }

  /** What people call the stop: its name, else the planner's identifier, else its number. */
  String label() {
    if (!plan.name().isEmpty()) {
      return plan.name();
    }
    return plan.id().isEmpty() ? "Stop " + plan.seq() : plan.id();
  }

  @Override
  public String toString() {
    return "StopLine[" + plan.seq() + " " + verdict() + "]";
  }
}

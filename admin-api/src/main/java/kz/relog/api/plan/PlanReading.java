package kz.relog.api.plan;

import java.util.List;

/** What reading a plan document came to: a plan, or everything that is wrong with it. */
public sealed interface PlanReading {

  /** The document is a plan. */
  record Accepted(PlanRecord plan) implements PlanReading {}

  /** The document is not a plan; at least one problem, in the order of the document. */
  record Refused(List<PlanProblem> problems) implements PlanReading {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}

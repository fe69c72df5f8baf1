package kz.relog.app.planfact;

import java.util.List;

/** What became of one plan and its facts. */
public sealed interface CaseOutcome {

  /**
   * The results are written.
   *
   * @param facts facts read
   * @param stops planned stops
   * @param served stops arrived at
   * @param engineNs time spent in the engine, nanoseconds
   */
  record Done(int facts, int stops, int served, long engineNs) implements CaseOutcome {}

  /** Plan or facts are wrong; one line per problem, nothing written. */
  record Refused(List<String> problems) implements CaseOutcome {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}

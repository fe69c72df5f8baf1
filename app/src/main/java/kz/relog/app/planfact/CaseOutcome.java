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
   * @param explanation why the stop asked for was judged so, one sentence per line; empty when none
   *     was asked for
   */
  record Done(int facts, int stops, int served, long engineNs, List<String> explanation)
      implements CaseOutcome {
    /** Copies the list. */
    public Done {
      explanation = List.copyOf(explanation);
    }
  }

  /** Plan or facts are wrong; one line per problem, nothing written. */
  record Refused(List<String> problems) implements CaseOutcome {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}

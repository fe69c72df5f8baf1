package kz.relog.app.facts;

import java.util.List;

/** What reading a file of facts came to: the facts, or what is wrong. */
public sealed interface FactsReading {

  /** Problems told at once: enough to see a pattern. */
  int PROBLEMS_MAX = 20;

  /** All rows are facts, in the order of the file. */
  record Accepted(List<FactRow> facts) implements FactsReading {
    /** Copies the list. */
    public Accepted {
      facts = List.copyOf(facts);
    }
  }

  /** At least one problem, at most {@link #PROBLEMS_MAX}. */
  record Refused(List<FactsProblem> problems) implements FactsReading {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}

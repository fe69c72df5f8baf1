package kz.relog.fuzz;

import kz.relog.app.facts.FactRow;
import kz.relog.app.facts.FactsReading;

/** What may come out of a file of facts. */
final class FactLaw {
  private FactLaw() {}

  static void check(FactsReading reading) {
    if (reading instanceof FactsReading.Refused refused) {
      Law.hold(
          !refused.problems().isEmpty() && refused.problems().size() <= FactsReading.PROBLEMS_MAX,
          "a refusal tells 1 to 20 problems");
      refused.problems().forEach(problem -> Law.hold(problem.value().length() <= 81, "cut values"));
    } else if (reading instanceof FactsReading.Accepted accepted) {
      for (FactRow fact : accepted.facts()) {
        Law.hold(
            Math.abs((long) fact.latE7()) <= 900_000_000
                && Math.abs((long) fact.lonE7()) <= 1_800_000_000,
            "a position is on the world");
        Law.hold(fact.timeMs() > 0 && fact.receivedMs() > 0, "a time is after 1970");
        Law.hold(fact.courseDegrees() >= 0 && fact.courseDegrees() <= 360, "a course is 0 to 360");
        Law.hold(fact.speedDmps() >= -1 && fact.accuracyMetres() >= 0, "no negative values");
      }
    }
  }
}

package kz.relog.api.planning;

import java.util.List;
import kz.relog.api.call.Call;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.PlanRecords;
import kz.relog.api.store.StopText;

/** The stop that {@code /v1/plans/{id}/stops/{stop}} names. Any thread; blocks on the records. */
public final class NamedStop {
  private NamedStop() {}

  /**
   * By the planner's id, or else by its place in the plan, from 1.
   *
   * @throws kz.relog.api.problem.ProblemException 404 when the company has no such plan or the plan
   *     no such stop, 409 when several have this id
   */
  public static StopText find(PlanRecords plans, Call call) {
    long companyRef = call.caller().companyRef();
    long planRef = call.ref("plan");
    if (plans.find(companyRef, planRef).isEmpty()) {
      throw Problem.notFound("There is no such plan.").toException();
    }
    String wanted = call.word("stop");
    List<StopText> stops = plans.stops(companyRef, planRef);
    List<StopText> named = stops.stream().filter(stop -> stop.externalId().equals(wanted)).toList();
    if (named.size() > 1) {
      throw Problem.conflict("The plan has several stops of this id; name it by its place.")
          .toException();
    }
    return named.stream()
        .findFirst()
        .or(
            () ->
                stops.stream()
                    .filter(stop -> Integer.toString(stop.seq()).equals(wanted))
                    .findFirst())
        .orElseThrow(() -> Problem.notFound("There is no such stop.").toException());
  }
}

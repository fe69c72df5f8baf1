package kz.relog.api.erase;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Refs;
import kz.relog.api.planning.NamedStop;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.StopText;

/**
 * {@code /v1/plans/{id}/stops/{stop}/erasures}: who waits at a stop is erased apart from the plan,
 * and does not come back with its next version. Any thread.
 */
public final class CustomerEndpoints {
  private final AdminStore store;
  private final Erasing erasing;

  /** Endpoints over these erasures. */
  public CustomerEndpoints(Erasing erasing) {
    this.erasing = erasing;
    this.store = erasing.parts().store();
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            "/v1/plans/{id}/stops/{stop}/erasures",
            Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER),
            this::ask));
  }

  private HttpResponse ask(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    long planRef = call.ref("plan");
    StopText stop = NamedStop.find(store.plans(), call);
    long customerRef =
        store
            .plans()
            .customerAt(caller.companyRef(), planRef, stop.stopId())
            .orElseThrow(() -> Problem.notFound("There is no such plan.").toException());
    boolean known = !store.erasureRequests().ofSubject(caller.companyRef(), customerRef).isEmpty();
    if (!known && stop.name().isEmpty()) {
      throw Problem.conflict("Nothing is known of who waits at this stop.").toException();
    }
    store
        .shares()
        .endOfStop(caller.companyRef(), planRef, stop.stopId(), erasing.parts().clock().millis());
    ErasureRequest row = erasing.asking().askForCustomer(caller, customerRef);
    return Answers.at(
        HttpStatus.ACCEPTED,
        "/v1/erasures/" + Refs.text(row.requestRef()),
        ErasureView.of(
            row,
            erasing.parts().erasures().progress(row.erasureRef()),
            java.util.Optional.empty()));
  }
}

package kz.relog.api.erase;

import java.util.List;
import kz.relog.api.access.Role;
import kz.relog.api.access.Standing;
import kz.relog.api.access.StandingRule;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.State;
import kz.relog.api.store.ErasureRequestRecords;

/**
 * Keeps everybody out of a person who is blocked (423) or erased (410): the company from the moment
 * of the request on, the person from all but the own package and the erasure itself. Only an
 * auditor still reads what is blocked. Any thread.
 */
public final class Blocked {
  private static final String PERSON = "/v1/people/{id}";

  /** What goes on while a person is blocked: the erasure itself, and taking data along. */
  private static final List<String> ALLOWED = List.of(PERSON + "/erasures", PERSON + "/exports");

  private final ErasureRequestRecords records;

  /** Over these requests. */
  public Blocked(ErasureRequestRecords records) {
    this.records = records;
  }

  /** The rule, except that who is blocked has the standing of the blocked. */
  public StandingRule over(StandingRule rule) {
    return (companyRef, personRef) ->
        records.isBlocked(personRef) ? Standing.BLOCKED : rule.of(companyRef, personRef);
  }

  /** The endpoints, each that is about a person closed for people who are blocked or erased. */
  public List<Endpoint> before(List<Endpoint> endpoints) {
    return endpoints.stream().map(this::before).toList();
  }

  private Endpoint before(Endpoint endpoint) {
    if (!endpoint.path().startsWith(PERSON)) {
      return endpoint;
    }
    boolean allowed = ALLOWED.contains(endpoint.path());
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        endpoint.access(),
        endpoint.bodyBytesMax(),
        call -> {
          require(call, allowed);
          return endpoint.handler().handle(call);
        },
        endpoint.atDoor());
  }

  private void require(Call call, boolean allowed) {
    for (ErasureRequest row : whole(call.caller().companyRef(), call.ref("person"))) {
      if (row.state() == State.DONE && !call.headers().path().endsWith("/erasures")) {
        throw Problem.erased("This person is erased.").toException();
      }
      if (row.isOpen() && !allowed && call.caller().role() != Role.AUDITOR) {
        throw Problem.blocked(
                "This person's data is blocked for its erasure; GET /v1/erasures tells how far it"
                    + " is.")
            .toException();
      }
    }
  }

  private List<ErasureRequest> whole(long companyRef, long personRef) {
    return records.ofSubject(companyRef, personRef).stream()
        .filter(row -> row.scope().isWhole())
        .toList();
  }
}

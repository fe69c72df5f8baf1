package kz.relog.api.erase;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.ErasureRequest;
import kz.relog.api.store.ErasureRequest.Asker;
import kz.relog.api.store.PersonRow;

/**
 * {@code /v1/me/erasures}, {@code /v1/people/{id}/erasures}, {@code /v1/erasures} and {@code
 * /v1/erasure-certificates}: asked by the person, a dispatcher of a driver, or an owner. Who asked
 * may take it back within the window: the person alone what the person asked, the company what the
 * company asked. Any thread.
 */
public final class ErasureEndpoints {
  private static final String MINE = "/v1/me/erasures";
  private static final String ALL = "/v1/erasures";

  private final AdminStore store;
  private final Erasing erasing;
  private final WishReader reader;

  /** Endpoints over these erasures. */
  public ErasureEndpoints(Erasing erasing) {
    this.erasing = erasing;
    this.store = erasing.parts().store();
    this.reader = new WishReader(store.devices(), erasing.parts().clock());
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    // Also whose data is blocked, and who accepted nothing: deleting oneself is always allowed.
    Access self = Access.self().from(Standing.BLOCKED).alsoAfterEnd();
    Access desk = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER);
    Access readers = Access.of(Scope.PEOPLE, Role.OWNER, Role.DISPATCHER, Role.AUDITOR);
    return List.of(
        Endpoint.post(MINE, self, this::askMine),
        Endpoint.get(MINE, self, this::listMine),
        Endpoint.get(MINE + "/{id}", self, this::showMine),
        Endpoint.post(MINE + "/{id}/cancel", self, this::cancelMine),
        Endpoint.post("/v1/people/{id}/erasures", desk, this::askTheirs),
        Endpoint.get(ALL, readers, this::listAll),
        Endpoint.get(ALL + "/{id}", readers, this::showTheirs),
        Endpoint.post(ALL + "/{id}/cancel", desk, this::cancelTheirs),
        Endpoint.get("/v1/erasure-certificates/{id}", Access.open(), this::certificate));
  }

  private HttpResponse askMine(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    Body body = call.json();
    Asking.Wish wish = reader.read(caller.companyRef(), body, false);
    PersonRow person = person(caller.companyRef(), caller.personRef());
    return asked(erasing.asking().ask(caller, person, wish), MINE);
  }

  private HttpResponse askTheirs(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller caller = call.caller();
    PersonRow person = person(caller.companyRef(), call.ref("person"));
    Body body = call.json();
    Asking.Wish wish = reader.read(caller.companyRef(), body, true);
    if (caller.personRef() == person.personRef()) {
      throw Problem.conflict("Ask for your own erasure with POST " + MINE + ".").toException();
    }
    if (caller.role() == Role.DISPATCHER && person.role() != Role.DRIVER) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "forbidden",
              "Not allowed",
              "Dispatchers have drivers erased; others are erased by the owner, or by themselves.")
          .toException();
    }
    return asked(erasing.asking().ask(caller, person, wish), ALL);
  }

  private HttpResponse asked(ErasureRequest row, String path) {
    return Answers.at(HttpStatus.ACCEPTED, path + "/" + Refs.text(row.requestRef()), view(row));
  }

  private HttpResponse listMine(Call call) {
    Caller caller = call.caller();
    return list(call, Optional.of(caller.personRef()));
  }

  private HttpResponse listAll(Call call) {
    return list(call, Optional.empty());
  }

  private HttpResponse list(Call call, Optional<Long> subject) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long before = query.cursor();
    query.finish();
    long companyRef = call.caller().companyRef();
    List<ErasureRequest> rows =
        subject.isPresent()
            ? store.erasureRequests().list(companyRef, subject.get(), before, limit + 1)
            : store.erasureRequests().list(companyRef, before, limit + 1);
    return Answers.ok(Page.of(rows, limit, ErasureRequest::number).map(this::view));
  }

  private HttpResponse showMine(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(view(mine(call)));
  }

  private HttpResponse showTheirs(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(view(theirs(call)));
  }

  private HttpResponse cancelMine(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    ErasureRequest row = mine(call);
    if (row.asker() != Asker.PERSON) {
      throw Problem.conflict(
              "Your company ordered this erasure, so it takes it back or nobody. You can take your"
                  + " data along until the window ends.")
          .toException();
    }
    return Answers.ok(view(erasing.asking().cancel(call.caller(), row)));
  }

  private HttpResponse cancelTheirs(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    ErasureRequest row = theirs(call);
    if (row.asker() == Asker.PERSON) {
      throw Problem.conflict("The person asked for this erasure, and alone takes it back.")
          .toException();
    }
    return Answers.ok(view(erasing.asking().cancel(call.caller(), row)));
  }

  /** Who knows the number may see it: it tells nothing of anybody, and the person has no login. */
  private HttpResponse certificate(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    String certificate =
        store
            .erasureRequests()
            .certificate(call.ref("certificate"))
            .orElseThrow(
                () ->
                    Problem.notFound(
                            "There is no such certificate; it is written when all is erased.")
                        .toException());
    // Byte for byte what was signed.
    return Answers.bytes(
        HttpStatus.OK, MediaType.JSON, certificate.getBytes(StandardCharsets.UTF_8));
  }

  private ErasureView view(ErasureRequest row) {
    return ErasureView.of(
        row,
        erasing.parts().erasures().progress(row.erasureRef()),
        store.holds().on(row.companyRef(), row.subjectRef()).stream().findFirst());
  }

  private ErasureRequest mine(Call call) {
    Caller caller = call.caller();
    return store
        .erasureRequests()
        .find(caller.companyRef(), call.ref("erasure"))
        .filter(row -> row.subjectRef() == caller.personRef())
        .orElseThrow(() -> Problem.notFound("There is no such erasure.").toException());
  }

  private ErasureRequest theirs(Call call) {
    return store
        .erasureRequests()
        .find(call.caller().companyRef(), call.ref("erasure"))
        .orElseThrow(() -> Problem.notFound("There is no such erasure.").toException());
  }

  private PersonRow person(long companyRef, long personRef) {
    return store
        .people()
        .find(companyRef, personRef)
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}

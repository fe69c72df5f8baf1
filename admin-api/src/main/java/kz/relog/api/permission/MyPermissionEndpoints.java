package kz.relog.api.permission;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.store.PermissionRecords;
import kz.relog.api.store.PermissionRow;

/** {@code /v1/me/permissions} and {@code /v1/me/private-trip}: a person's own switches. */
final class MyPermissionEndpoints {
  private static final String PATH = "/v1/me/permissions";

  /** Whoever lost the standing to use the product keeps the right to withdraw. */
  private static final Access OWN = Access.self().from(Standing.DOCUMENTS_DUE);

  private static final List<String> STATES = List.of("granted", "withdrawn");

  private final Permissions permissions;
  private final PermissionRecords records;

  MyPermissionEndpoints(Permissions permissions, PermissionRecords records) {
    this.permissions = permissions;
    this.records = records;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, OWN, this::list),
        Endpoint.get(PATH + "/history", OWN.alsoAfterEnd(), this::history),
        Endpoint.put(PATH + "/{purpose}", OWN, this::put),
        Endpoint.get("/v1/me/private-trip", OWN, this::privateTrip),
        Endpoint.post("/v1/me/private-trip", OWN, this::changePrivateTrip));
  }

  private HttpResponse list(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    Caller me = person(call);
    return Answers.ok(
        Map.of(
            "privateTrip",
            tripState(me),
            "items",
            permissions.switches(me.companyRef(), me.personRef())));
  }

  private HttpResponse history(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long skipped = query.cursor();
    query.finish();
    Caller me = person(call);
    List<PermissionRow> rows = records.history(me.companyRef(), me.personRef(), skipped, limit + 1);
    return Answers.ok(
        Page.of(rows, limit, last -> skipped + limit).map(row -> PermissionView.of(row, false)));
  }

  private HttpResponse put(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    boolean granted = body.word("state", STATES).equals("granted");
    Optional<String> document = body.hash("document");
    if (granted && document.isEmpty()) {
      body.refuseAt("/document", "the SHA-256 of the privacy policy that the person saw");
    }
    body.finish();
    PermissionPurpose purpose =
        PermissionPurpose.of(call.word("purpose"))
            .orElseThrow(() -> Problem.notFound("There is no such purpose.").toException());
    Caller me = person(call);
    boolean visible;
    if (granted) {
      requireStanding(me);
      visible = permissions.grant(me, purpose, document.orElse(""));
    } else {
      visible = permissions.withdraw(me, purpose);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    permissions.switches(me.companyRef(), me.personRef()).stream()
        .filter(one -> one.purpose().equals(purpose.word()))
        .forEach(one -> answer.put("permission", one));
    if (!granted) {
      answer.put("objection", permissions.isOtherBasis(me.companyRef(), me.personRef(), purpose));
      answer.put("stored", StoredBefore.of(purpose));
    }
    return Answers.json(visible ? HttpStatus.OK : HttpStatus.ACCEPTED, answer);
  }

  private HttpResponse privateTrip(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return Answers.ok(Map.of("state", tripState(person(call))));
  }

  private HttpResponse changePrivateTrip(Call call) throws InterruptedException {
    call.withoutQuery().accepted(MediaType.JSON);
    Body body = call.json();
    boolean on = body.word("state", List.of("on", "off")).equals("on");
    body.finish();
    Caller me = person(call);
    boolean visible = permissions.pause(me, on);
    return Answers.json(
        visible ? HttpStatus.OK : HttpStatus.ACCEPTED, Map.of("state", on ? "on" : "off"));
  }

  private String tripState(Caller me) {
    return records.paused(me.companyRef(), me.personRef()).isEmpty() ? "off" : "on";
  }

  /** A machine's token speaks for no person. */
  private static Caller person(Call call) {
    Caller caller = call.caller();
    if (caller.personRef() == 0) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "forbidden",
              "Not allowed",
              "Only a person's own session decides here.")
          .toException();
    }
    return caller;
  }

  private static void requireStanding(Caller me) {
    if (me.standing() != Standing.FULL) {
      throw Problem.of(
              HttpStatus.FORBIDDEN, "forbidden", "Not allowed", OWN.from(Standing.FULL).whyNot(me))
          .toException();
    }
  }
}

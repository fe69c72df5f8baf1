package kz.relog.api;

import static kz.relog.api.access.Role.AUDITOR;
import static kz.relog.api.access.Role.DISPATCHER;
import static kz.relog.api.access.Role.DRIVER;
import static kz.relog.api.access.Role.OPERATOR;
import static kz.relog.api.access.Role.OWNER;
import static kz.relog.api.access.Scope.FLEET_READ;
import static kz.relog.api.access.Scope.FLEET_WRITE;
import static kz.relog.api.access.Scope.PEOPLE;
import static kz.relog.api.access.Scope.TRACKS;
import static kz.relog.api.access.Standing.DOCUMENTS_DUE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.access.Standing;

/**
 * Who may call what: one line per endpoint, declared apart from the code that enforces it. {@link
 * AccessMatrixIT} tries every line with every kind of caller.
 *
 * <p>A new endpoint needs a line: {@code row} for roles with a scope, {@code self} for whoever has
 * a session of their own, {@code open} for all. {@code at} gives the id that stands in its path (of
 * the company that must be kept from the foreign one), {@code with} a query, {@code body} what is
 * sent (whatever passes the access check will do: a 422 counts as allowed).
 */
final class AccessMatrix {
  private AccessMatrix() {}

  static final List<Row> ROWS =
      List.of(
          // Devices.
          row("POST /v1/devices", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER).body("{}"),
          row("POST /v1/devices:batch", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/devices", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/devices/{id}", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device),
          row("POST /v1/devices/{id}/revoke", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          // Plans.
          row("POST /v1/plans", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/plans", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/plans/{id}", FLEET_READ, OPERATOR, OWNER, DISPATCHER).at(AccessWorld::plan),
          row("PUT /v1/plans/{id}", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{}"),
          row("PATCH /v1/plans/{id}", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"stops\":[]}"),
          row("PUT /v1/plans/{id}/device", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"device\":7}"),
          row("GET /v1/plans/{id}/plan-fact", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan)
              .purpose(),
          // Positions.
          row("GET /v1/devices/{id}/track", TRACKS, OPERATOR, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device)
              .purpose(),
          row("GET /v1/plans/{id}/report", TRACKS, OPERATOR, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan)
              .purpose(),
          row("GET /v1/devices/{id}/report", TRACKS, OPERATOR, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device)
              .purpose(),
          row("GET /v1/live", TRACKS, OPERATOR, OWNER, DISPATCHER),
          row("GET /v1/events", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/events/stream", FLEET_READ, OPERATOR, OWNER, DISPATCHER, AUDITOR).endless(),
          // Companies, logins, people.
          open("POST /v1/companies").body("{}"),
          open("POST /v1/email-verifications").body("{}"),
          open("POST /v1/email-verifications:resend").body("{}"),
          open("POST /v1/sessions").body("{}"),
          self("GET /v1/sessions"),
          self("DELETE /v1/sessions"),
          self("DELETE /v1/sessions/current"),
          self("DELETE /v1/sessions/{id}").at(AccessWorld::session).perhapsAbsent(),
          self("GET /v1/me"),
          row("POST /v1/invitations", PEOPLE, OWNER, DISPATCHER).body("{}"),
          row("DELETE /v1/invitations/{id}", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::freshInvitation),
          open("POST /v1/invitations:show").body("{}"),
          open("POST /v1/invitations:accept").body("{}"),
          // Permissions.
          self("GET /v1/me/permissions").from(DOCUMENTS_DUE),
          self("GET /v1/me/permissions/history").from(DOCUMENTS_DUE),
          self("PUT /v1/me/permissions/{purpose}")
              .from(DOCUMENTS_DUE)
              .body("{\"state\":\"withdrawn\"}"),
          self("GET /v1/me/private-trip").from(DOCUMENTS_DUE),
          self("POST /v1/me/private-trip").from(DOCUMENTS_DUE).body("{\"state\":\"off\"}"),
          self("GET /v1/me/tracking").from(DOCUMENTS_DUE),
          self("GET /v1/me/track").from(DOCUMENTS_DUE),
          self("GET /v1/me/plans").from(DOCUMENTS_DUE),
          row("POST /v1/people/{id}/permissions", PEOPLE, OWNER)
              .at(AccessWorld::driver)
              .body(
                  "{\"purpose\":\"plan-fact\",\"basis\":\"contract\",\"assessment\":{\"date\":"
                      + "\"2026-03-02\",\"text\":\"Needed.\"},\"told\":\"2f3c5a7190be4d61\"}"),
          row("DELETE /v1/people/{id}/permissions/{purpose}", PEOPLE, OWNER)
              .at(AccessWorld::driver)
              .perhapsAbsent(),
          row("POST /v1/people/{id}/told", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::driver)
              .body(
                  "{\"at\":\"2026-03-02T07:00:00Z\",\"how\":\"in-person\",\"document\":\""
                      + "0".repeat(64)
                      + "\"}"),
          row("GET /v1/people/{id}/told", PEOPLE, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::driver),
          row("GET /v1/people:not-told", PEOPLE, OWNER, AUDITOR),
          // Tracking hours.
          row("GET /v1/company/tracking-hours", PEOPLE, OWNER, DISPATCHER, AUDITOR),
          row("PUT /v1/company/tracking-hours", PEOPLE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/people/{id}/tracking-hours", PEOPLE, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::driver),
          row("PUT /v1/people/{id}/tracking-hours", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::driver)
              .body("{}"),
          // Vehicles and shifts.
          row("POST /v1/vehicles", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/vehicles", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/vehicles/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::freshVehicle),
          row("PUT /v1/vehicles/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshVehicle)
              .body("{\"name\":\"Van\"}"),
          row("POST /v1/vehicles/{id}/retire", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshVehicle),
          row("GET /v1/vehicles/{id}/shifts", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::freshVehicle),
          row("POST /v1/vehicles/{id}/shifts", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshVehicle)
              .body("{\"driver\":\"2f3c5a7190be4d61\"}")
              .perhapsAbsent(),
          row("GET /v1/shifts/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::freshShift),
          row("PUT /v1/shifts/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshShift)
              .body("{\"driver\":\"2f3c5a7190be4d61\",\"from\":\"2026-03-04T08:00:00Z\"}")
              .perhapsAbsent(),
          row("DELETE /v1/shifts/{id}", FLEET_WRITE, OWNER, DISPATCHER).at(AccessWorld::freshShift),
          row("POST /v1/shifts/{id}/end", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshShift),
          // Enrolment.
          row("POST /v1/enrolments", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/enrolments/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshEnrolment),
          row("GET /v1/enrolments/{id}/qr.svg", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshEnrolment),
          open("POST /v1/enrolments:redeem").body("{}"),
          row("POST /v1/devices/{id}/unbind", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          row("POST /v1/devices/{id}/rotate-key", FLEET_WRITE, OPERATOR, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          // Customers' links and disclosures.
          row("POST /v1/plans/{id}/stops/{stop}/share-links", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"language\":\"no\"}"),
          row("GET /v1/plans/{id}/stops/{stop}/share-links", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan),
          row("DELETE /v1/share-links/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::shareLink),
          row("GET /v1/company/sharing", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("PUT /v1/company/sharing", PEOPLE, OWNER).body("{\"showVehicleName\":false}"),
          open("POST /v1/share:view").body("{}"),
          // The audit.
          row("GET /v1/audit", PEOPLE, OPERATOR, OWNER, AUDITOR),
          row("GET /v1/me/audit", PEOPLE, OWNER, DISPATCHER, DRIVER, AUDITOR),
          // Documents, receipts, questions.
          open("GET /v1/documents"),
          row("POST /v1/documents", PEOPLE, OPERATOR).body("{}"),
          open("GET /v1/documents/{id}").at(AccessWorld::document).shared(),
          row("GET /v1/documents/{id}/announcements", PEOPLE, OPERATOR)
              .at(AccessWorld::document)
              .shared(),
          due("GET /v1/me/acceptances"),
          due("POST /v1/me/acceptances").body("{\"hash\":7}"),
          due("GET /v1/me/receipts"),
          due("GET /v1/me/receipts/{id}").at(AccessWorld::device).perhapsAbsent(),
          open("GET /v1/receipts/key"),
          due("GET /v1/me/questions"),
          due("POST /v1/me/questions").body("{}"),
          row("GET /v1/questions", PEOPLE, OWNER),
          row("POST /v1/questions/{id}/answer", PEOPLE, OWNER)
              .at(AccessWorld::question)
              .body("{\"text\":\"Soon.\"}"),
          // Notices.
          row("GET /v1/me/notices", PEOPLE, OWNER, DISPATCHER, DRIVER, AUDITOR),
          row("POST /v1/me/notices/{id}/read", PEOPLE, OWNER, DISPATCHER, DRIVER, AUDITOR)
              .at(AccessWorld::device)
              .perhapsAbsent(),
          open("GET /v1/opt-out").with("?token=" + AccessWorld.OPT_OUT),
          open("POST /v1/opt-out").with("?token=" + AccessWorld.OPT_OUT),
          row("POST /v1/campaigns", PEOPLE, OPERATOR).body("{}"),
          // The installation.
          open("GET /health"),
          open("GET /v1/openapi.yaml"),
          row("GET /metrics", FLEET_READ, OPERATOR));

  /** An operation for these roles with a full standing. */
  static Row row(String operation, Scope scope, Role first, Role... others) {
    Set<Role> roles = EnumSet.of(first, others);
    return new Row(operation, roles, Standing.FULL, scope, AccessWorld::none, "", "", Set.of());
  }

  /** An operation for any person's own session, at whatever standing. */
  static Row self(String operation) {
    Set<Role> roles = EnumSet.complementOf(EnumSet.of(OPERATOR));
    return new Row(operation, roles, Standing.PENDING, PEOPLE, AccessWorld::none, "", "", Set.of());
  }

  /** An operation for any person's own session, also before the documents are accepted. */
  static Row due(String operation) {
    return self(operation).from(Standing.DOCUMENTS_DUE);
  }

  /** An operation for whoever comes. */
  static Row open(String operation) {
    Set<Role> roles = EnumSet.allOf(Role.class);
    return new Row(
        operation,
        roles,
        Standing.PENDING,
        FLEET_READ,
        AccessWorld::none,
        "",
        "",
        Set.of(Trait.OPEN));
  }

  /** What is special about an operation. */
  enum Trait {
    /** No login is needed. */
    OPEN,
    /** The answer never ends, so that only its head is asked for. */
    ENDLESS,
    /** The thing may be another's of the same company, who may not know of it either. */
    PERHAPS_ABSENT,
    /** The thing is the installation's: all find the same. */
    SHARED
  }

  /**
   * A line of the matrix.
   *
   * @param operation "METHOD path"
   * @param roles who may
   * @param least the least standing
   * @param scope what a token must be for
   * @param id what stands for {@code {id}}
   * @param query with its question mark
   * @param body JSON; "" for none
   * @param traits what is special
   */
  record Row(
      String operation,
      Set<Role> roles,
      Standing least,
      Scope scope,
      Function<AccessWorld, String> id,
      String query,
      String body,
      Set<Trait> traits) {

    /** For callers of less standing too: people who have not accepted yet. */
    Row from(Standing standing) {
      return new Row(operation, roles, standing, scope, id, query, body, traits);
    }

    Row at(Function<AccessWorld, String> thing) {
      return new Row(operation, roles, least, scope, thing, query, body, traits);
    }

    /** Names a purpose that the caller's role may have. */
    Row purpose() {
      return with("?purpose=PURPOSE");
    }

    Row with(String question) {
      return new Row(operation, roles, least, scope, id, question, body, traits);
    }

    Row body(String json) {
      return new Row(operation, roles, least, scope, id, query, json, traits);
    }

    Row endless() {
      return with(Trait.ENDLESS);
    }

    Row shared() {
      return with(Trait.SHARED);
    }

    Row perhapsAbsent() {
      return with(Trait.PERHAPS_ABSENT);
    }

    private Row with(Trait trait) {
      Set<Trait> more = EnumSet.of(trait);
      more.addAll(traits);
      return new Row(operation, roles, least, scope, id, query, body, more);
    }

    boolean is(Trait trait) {
      return traits.contains(trait);
    }

    /** Whether it names one thing, which a foreign company must not find. */
    boolean hasId() {
      return operation.contains("{id}") && !is(Trait.SHARED);
    }

    String method() {
      return is(Trait.ENDLESS) ? "HEAD" : operation.substring(0, operation.indexOf(' '));
    }

    String path(AccessWorld world, Role role) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      String purpose = role == AUDITOR ? "audit-of-complaint" : "plan-fact";
      return path.replace("{id}", id.apply(world))
              .replace("{purpose}", "marketing")
              .replace("{stop}", "c-118")
          + query.replace("PURPOSE", purpose);
    }

    @Override
    public String toString() {
      return operation;
    }
  }
}

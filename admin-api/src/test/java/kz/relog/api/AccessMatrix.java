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
          row("POST /v1/devices", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("POST /v1/devices:batch", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/devices", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/devices/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device),
          row("POST /v1/devices/{id}/revoke", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          row("POST /v1/devices/{id}/unbind", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          row("POST /v1/devices/{id}/rotate-key", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshDevice),
          // Enrolment, vehicles, shifts, hours.
          row("POST /v1/enrolments", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/enrolments/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshEnrolment),
          row("GET /v1/enrolments/{id}/qr.svg", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshEnrolment)
              .perhapsAbsent(),
          open("POST /v1/enrolments:redeem").body("{}"),
          row("POST /v1/vehicles", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/vehicles", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/vehicles/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::vehicle),
          row("PUT /v1/vehicles/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::vehicle)
              .body("{\"name\":\"Canary van 2\",\"plate\":null}"),
          row("POST /v1/vehicles/{id}/retire", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshVehicle),
          row("GET /v1/vehicles/{id}/shifts", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::vehicle),
          row("POST /v1/vehicles/{id}/shifts", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::vehicle)
              .body("{\"driver\":\"DRIVER\"}"),
          row("GET /v1/shifts/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR).at(AccessWorld::shift),
          row("PUT /v1/shifts/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::shift)
              .body("{\"x\":1}")
              .bodyFirst(),
          row("DELETE /v1/shifts/{id}", FLEET_WRITE, OWNER, DISPATCHER).at(AccessWorld::shift),
          row("POST /v1/shifts/{id}/end", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::shift)
              .body("{\"x\":1}")
              .bodyFirst(),
          row("POST /v1/shifts/{id}/corrections", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::shift)
              .body("{\"x\":1}")
              .bodyFirst(),
          row("GET /v1/corrections/{id}", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::nothing)
              .perhapsAbsent(),
          row("GET /v1/company/tracking-hours", PEOPLE, OWNER, DISPATCHER, AUDITOR),
          row("PUT /v1/company/tracking-hours", PEOPLE, OWNER, DISPATCHER).body("{\"x\":1}"),
          row("GET /v1/people/{id}/tracking-hours", PEOPLE, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::person),
          row("PUT /v1/people/{id}/tracking-hours", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::person)
              .body("{\"x\":1}")
              .bodyFirst(),
          // Permission and own data.
          due("GET /v1/me/permissions"),
          due("GET /v1/me/permissions/history").afterEnd(),
          due("PUT /v1/me/permissions/{purpose}").body("{\"x\":1}"),
          due("GET /v1/me/private-trip"),
          due("POST /v1/me/private-trip").body("{\"x\":1}"),
          due("GET /v1/me/tracking"),
          due("GET /v1/me/track").afterEnd(),
          due("GET /v1/me/plans"),
          due("GET /v1/me/devices").afterEnd(),
          due("GET /v1/me/told").afterEnd(),
          row("POST /v1/people/{id}/permissions", PEOPLE, OWNER)
              .at(AccessWorld::person)
              .body("{\"x\":1}")
              .bodyFirst(),
          row("DELETE /v1/people/{id}/permissions/{purpose}", PEOPLE, OWNER)
              .at(AccessWorld::person)
              .perhapsAbsent(),
          row("POST /v1/people/{id}/told", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::person)
              .body("{\"x\":1}")
              .bodyFirst(),
          row("GET /v1/people/{id}/told", PEOPLE, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::person),
          row("GET /v1/people:not-told", PEOPLE, OWNER, AUDITOR),
          // Plans.
          row("POST /v1/plans", FLEET_WRITE, OWNER, DISPATCHER).body("{}"),
          row("GET /v1/plans", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/plans/{id}", FLEET_READ, OWNER, DISPATCHER).at(AccessWorld::plan),
          row("PUT /v1/plans/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{}"),
          row("PATCH /v1/plans/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"stops\":[]}"),
          row("PUT /v1/plans/{id}/device", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"device\":7}"),
          row("GET /v1/plans/{id}/plan-fact", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan)
              .purpose(),
          // Positions.
          row("GET /v1/devices/{id}/track", TRACKS, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device)
              .purpose(),
          row("GET /v1/plans/{id}/report", TRACKS, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan)
              .purpose(),
          row("GET /v1/devices/{id}/report", TRACKS, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::device)
              .purpose(),
          row("GET /v1/live", TRACKS, OWNER, DISPATCHER),
          row("GET /v1/events", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/events/stream", FLEET_READ, OWNER, DISPATCHER, AUDITOR).endless(),
          row("GET /v1/people/{id}/report", TRACKS, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::person)
              .purpose(),
          row("GET /v1/company/report", TRACKS, OWNER, DISPATCHER, AUDITOR).purpose(),
          // Companies, logins, people.
          open("POST /v1/companies").body("{}"),
          row("GET /v1/companies", FLEET_READ, OPERATOR).listsCompanies(),
          row("GET /v1/company", PEOPLE, OWNER, DISPATCHER, AUDITOR),
          row("PATCH /v1/company", PEOPLE, OWNER).body("{\"x\":1}"),
          row("POST /v1/companies/{id}/take-over", FLEET_READ, OPERATOR).at(AccessWorld::nothing),
          open("POST /v1/email-verifications").body("{}"),
          open("POST /v1/email-verifications:resend").body("{}"),
          open("POST /v1/sessions").body("{}"),
          blocked("GET /v1/sessions"),
          blocked("DELETE /v1/sessions"),
          blocked("DELETE /v1/sessions/current"),
          blocked("DELETE /v1/sessions/{id}").at(AccessWorld::session).perhapsAbsent(),
          blocked("GET /v1/me"),
          row("POST /v1/invitations", PEOPLE, OWNER, DISPATCHER).body("{}"),
          row("DELETE /v1/invitations/{id}", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::freshInvitation),
          open("POST /v1/invitations:show").body("{}"),
          open("POST /v1/invitations:accept").body("{}"),
          self("PATCH /v1/me").body("{\"x\":1}"),
          self("GET /v1/me/history").afterEnd(),
          self("POST /v1/me/leave").with("?x=1"),
          self("POST /v1/me/email").body("{}"),
          self("PUT /v1/me/password").body("{}"),
          open("POST /v1/password-resets").body("{}"),
          open("POST /v1/password-resets:confirm").body("{}"),
          row("GET /v1/people", PEOPLE, OWNER, DISPATCHER),
          row("GET /v1/people/{id}", PEOPLE, OWNER, DISPATCHER).at(AccessWorld::person),
          row("POST /v1/people/{id}/end", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::person)
              .body("{\"x\":1}"),
          row("PUT /v1/people/{id}/role", PEOPLE, OWNER).at(AccessWorld::person).body("{\"x\":1}"),
          row("POST /v1/api-tokens", PEOPLE, OWNER).body("{}"),
          row("GET /v1/api-tokens", PEOPLE, OWNER),
          row("DELETE /v1/api-tokens/{id}", PEOPLE, OWNER).at(AccessWorld::freshToken),
          // Documents, receipts, notices, questions.
          open("GET /v1/documents"),
          row("POST /v1/documents", PEOPLE, OPERATOR).body("{}"),
          open("GET /v1/documents/{id}").at(AccessWorld::nothing).perhapsAbsent(),
          row("GET /v1/documents/{id}/announcements", PEOPLE, OPERATOR).at(AccessWorld::nothing),
          self("GET /v1/me/acceptances").from(Standing.DOCUMENTS_DUE),
          self("POST /v1/me/acceptances").from(Standing.DOCUMENTS_DUE).body("{}"),
          self("GET /v1/me/receipts").from(Standing.DOCUMENTS_DUE).afterEnd(),
          self("GET /v1/me/receipts/{id}")
              .from(Standing.DOCUMENTS_DUE)
              .at(AccessWorld::nothing)
              .perhapsAbsent()
              .afterEnd(),
          open("GET /v1/receipts/key"),
          member("GET /v1/me/notices").afterEnd(),
          member("POST /v1/me/notices/{id}/read")
              .at(AccessWorld::nothing)
              .perhapsAbsent()
              .afterEnd(),
          row("POST /v1/campaigns", PEOPLE, OPERATOR).body("{}"),
          open("GET /v1/opt-out").perhapsAbsent(),
          open("POST /v1/opt-out").perhapsAbsent(),
          self("POST /v1/me/questions").from(Standing.DOCUMENTS_DUE).body("{}"),
          self("GET /v1/me/questions").from(Standing.DOCUMENTS_DUE),
          row("GET /v1/questions", PEOPLE, OWNER),
          row("POST /v1/questions/{id}/answer", PEOPLE, OWNER)
              .at(AccessWorld::freshQuestion)
              .body("{\"text\":\"Thirty days.\"}"),
          // Customers' links.
          row("POST /v1/plans/{id}/stops/{stop}/share-links", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::plan)
              .body("{\"language\":\"no\"}"),
          row("GET /v1/plans/{id}/stops/{stop}/share-links", FLEET_READ, OWNER, DISPATCHER, AUDITOR)
              .at(AccessWorld::plan),
          row("DELETE /v1/share-links/{id}", FLEET_WRITE, OWNER, DISPATCHER)
              .at(AccessWorld::freshShareLink),
          row("GET /v1/company/sharing", FLEET_READ, OWNER, DISPATCHER, AUDITOR),
          row("PUT /v1/company/sharing", PEOPLE, OWNER).body("{\"showVehicleName\":false}"),
          open("POST /v1/share:view").body("{}"),
          row("GET /v1/disclosures", PEOPLE, OWNER, AUDITOR),
          self("GET /v1/me/disclosures").afterEnd(),
          row("POST /v1/disclosures/requests", PEOPLE, OWNER).body("{}"),
          row("GET /v1/disclosures/requests", PEOPLE, OWNER, AUDITOR),
          row("GET /v1/disclosures/requests/{id}", PEOPLE, OWNER, AUDITOR)
              .at(AccessWorld::freshLawfulRequest),
          row("POST /v1/disclosures/requests/{id}/release", PEOPLE, OWNER, AUDITOR)
              .at(AccessWorld::freshLawfulRequest),
          row("POST /v1/disclosures/requests/{id}/refusal", PEOPLE, OWNER, AUDITOR)
              .at(AccessWorld::freshLawfulRequest)
              .body("{}"),
          row("POST /v1/disclosures/requests/{id}/package", PEOPLE, OWNER)
              .at(AccessWorld::freshLawfulRequest),
          row("POST /v1/business-transfers", PEOPLE, OPERATOR).body("{}"),
          // The audit.
          row("GET /v1/audit", PEOPLE, OPERATOR, OWNER, AUDITOR),
          row("GET /v1/me/audit", PEOPLE, OWNER, DISPATCHER, DRIVER, AUDITOR).afterEnd(),
          // Access requests, retention and holds.
          blocked("POST /v1/me/exports"),
          blocked("GET /v1/me/exports"),
          blocked("GET /v1/me/exports/{id}").at(AccessWorld::export).perhapsAbsent(),
          blocked("POST /v1/me/exports/{id}/download-links")
              .at(AccessWorld::export)
              .perhapsAbsent()
              .afterEnd(),
          row("POST /v1/people/{id}/exports", PEOPLE, OWNER)
              .at(AccessWorld::driver)
              .body("{\"way\":\"letter\"}"),
          row("GET /v1/people/{id}/exports", PEOPLE, OWNER).at(AccessWorld::driver),
          open("POST /v1/exports:download").body("{}"),
          // Erasures.
          blocked("POST /v1/me/erasures").body("{\"x\":1}"),
          blocked("GET /v1/me/erasures"),
          blocked("GET /v1/me/erasures/{id}").at(AccessWorld::erasure).perhapsAbsent(),
          blocked("POST /v1/me/erasures/{id}/cancel").at(AccessWorld::erasure).perhapsAbsent(),
          row("POST /v1/people/{id}/erasures", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::driver)
              .body("{\"x\":1}"),
          row("GET /v1/erasures", PEOPLE, OWNER, DISPATCHER, AUDITOR),
          row("GET /v1/erasures/{id}", PEOPLE, OWNER, DISPATCHER, AUDITOR).at(AccessWorld::erasure),
          row("POST /v1/erasures/{id}/cancel", PEOPLE, OWNER, DISPATCHER).at(AccessWorld::erasure),
          row("POST /v1/plans/{id}/stops/{stop}/erasures", PEOPLE, OWNER, DISPATCHER)
              .at(AccessWorld::plan),
          open("GET /v1/erasure-certificates/{id}").at(AccessWorld::nothing).perhapsAbsent(),
          row("GET /v1/retention", FLEET_READ, OPERATOR),
          row("POST /v1/retention:confirm-clock", FLEET_READ, OPERATOR),
          row("POST /v1/holds", PEOPLE, OWNER).body("{}"),
          row("GET /v1/holds", PEOPLE, OWNER, AUDITOR),
          row("DELETE /v1/holds/{id}", PEOPLE, OWNER).at(AccessWorld::hold),
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

  /** The same, also while the person's data is blocked. */
  static Row blocked(String operation) {
    return self(operation).from(Standing.BLOCKED).afterEnd();
  }

  /** The same, once the address is verified. */
  static Row due(String operation) {
    return self(operation).from(Standing.DOCUMENTS_DUE);
  }

  /** The same, once they may all that their role allows. */
  static Row member(String operation) {
    return self(operation).from(Standing.FULL);
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
    /** What is sent is looked at before the thing is looked for. */
    BODY_FIRST,
    /** It shows references of all companies, and nothing else of them. */
    LISTS_COMPANIES,
    /** Also for people whose membership has ended. */
    AFTER_END,
    /** The thing may be another's of the same company, who may not know of it either. */
    PERHAPS_ABSENT
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

    Row listsCompanies() {
      return with(Trait.LISTS_COMPANIES);
    }

    Row perhapsAbsent() {
      return with(Trait.PERHAPS_ABSENT);
    }

    Row bodyFirst() {
      return with(Trait.BODY_FIRST);
    }

    Row afterEnd() {
      return with(Trait.AFTER_END);
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
      return operation.contains("{id}");
    }

    String method() {
      return is(Trait.ENDLESS) ? "HEAD" : operation.substring(0, operation.indexOf(' '));
    }

    String path(AccessWorld world, Role role) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      String purpose = role == AUDITOR ? "audit-of-complaint" : "plan-fact";
      path = path.replace("{purpose}", "plan-fact").replace("{stop}", "c-118");
      return path.replace("{id}", id.apply(world)) + query.replace("PURPOSE", purpose);
    }

    @Override
    public String toString() {
      return operation;
    }
  }
}

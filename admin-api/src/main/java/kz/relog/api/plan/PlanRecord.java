package kz.relog.api.plan;

import java.util.List;

/**
 * A checked plan as the planner wrote it, times in Unix epoch ms UTC. Immutable; its text form
 * holds no position and no name.
 *
 * @param planId the planner's identifier, unique in an installation
 * @param startMs when the plan starts; 0 unknown
 * @param endMs when the plan ends; 0 unknown
 * @param path the line to follow, or {@link PlanPath#NONE}
 * @param stops at least one, ordered, {@code seq} 1..N without a gap
 */
public record PlanRecord(
    String planId, long startMs, long endMs, PlanPath path, List<StopRecord> stops) {

  /** Copies the list of stops. */
  public PlanRecord {
    stops = List.copyOf(stops);
  }

  @Override
  public String toString() {
    return "PlanRecord[" + stops.size() + " stops, " + path.vertexCount() + " vertices]";
  }
}

package kz.relog.api.store;

/**
 * A plan as the records show it, without its positions. Immutable; its text form leaves out the
 * names.
 *
 * @param planRef the plan
 * @param planId the planner's identifier
 * @param deviceRef the device that drives it; 0 nobody
 * @param version counts its changes from 1
 * @param startMs Unix epoch ms UTC; 0 unknown
 * @param endMs Unix epoch ms UTC; 0 unknown
 * @param stopCount number of stops
 * @param vertexCount vertices of its path; 0 without a path
 * @param createdSeq the journal seq that made it; lists are in this order
 * @param createdMs Unix epoch ms UTC
 * @param changedMs Unix epoch ms UTC
 */
public record PlanRow(
    long planRef,
    String planId,
    long deviceRef,
    long version,
    long startMs,
    long endMs,
    int stopCount,
    int vertexCount,
    long createdSeq,
    long createdMs,
    long changedMs) {

  /** The same plan under this identifier of the planner. */
  PlanRow named(String id) {
    return new PlanRow(
        planRef,
        id,
        deviceRef,
        version,
        startMs,
        endMs,
        stopCount,
        vertexCount,
        createdSeq,
        createdMs,
        changedMs);
  }

  @Override
  public String toString() {
    return "PlanRow[createdSeq=" + createdSeq + ", version=" + version + "]";
  }
}

package kz.relog.api.store;

/**
 * The words of one stop in one version of its plan. Immutable; its text form leaves them out.
 *
 * @param seq place in the order of the plan, from 1
 * @param stopId the number the road knows it by
 * @param externalId the planner's identifier; "" none
 * @param name what people call it; "" none
 */
public record StopText(int seq, int stopId, String externalId, String name) {

  @Override
  public String toString() {
    return "StopText[seq=" + seq + "]";
  }
}

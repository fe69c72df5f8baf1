package kz.relog.route;

/**
 * One reason why a plan cannot be followed; a value, so that all reasons are told at once.
 *
 * @param field name of the offending field: {@code path}, {@code stops}, {@code stop.arrive}, …
 * @param index number of the vertex or stop, from 0; -1 when the plan as a whole is meant
 * @param found what was given, without a position
 * @param allowed what would be accepted
 */
public record PlanProblem(String field, int index, String found, String allowed) {

  /** One line for a person. */
  public String message() {
    String place = index < 0 ? field : field + "[" + index + "]";
    return place + " is " + found + ", allowed: " + allowed;
  }
}

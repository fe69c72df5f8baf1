package kz.relog.api.plan;

/**
 * One thing that is wrong in a plan document. It may quote the author's own value, so it belongs
 * into the answer to the author and never into a log.
 *
 * @param pointer JSON pointer (RFC 6901) to the place, for example {@code
 *     /features/3/properties/arrive}
 * @param field the plain name of the field, for example {@code arrive}
 * @param value the value found, cut to 80 characters; "" when the field is missing
 * @param allowed what is allowed instead, one sentence
 */
public record PlanProblem(String pointer, String field, String value, String allowed) {

  /** One line for a person: pointer, value and what is allowed. */
  public String message() {
    String where = pointer.isEmpty() ? "document" : pointer;
    return where + (value.isEmpty() ? " is missing" : " is " + value) + ": " + allowed;
  }

  @Override
  public String toString() {
    return "PlanProblem[" + pointer + "]";
  }
}

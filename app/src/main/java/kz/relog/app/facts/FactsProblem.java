package kz.relog.app.facts;

/**
 * One thing that is wrong in a file of facts. It may quote the author's own value, so it belongs
 * into the answer to the author and never into a log.
 *
 * @param line line in the file, from 1
 * @param column name of the column or element
 * @param value what was found, cut to 80 characters; empty when missing
 * @param allowed what is allowed instead
 */
public record FactsProblem(long line, String column, String value, String allowed) {

  private static final int VALUE_CHARS_MAX = 80;

  /** Cuts the value. */
  public FactsProblem {
    value = value.length() > VALUE_CHARS_MAX ? value.substring(0, VALUE_CHARS_MAX) + "…" : value;
  }

  /** One line for a person. */
  public String message() {
    String found = value.isEmpty() ? " is missing" : " is " + value;
    return "line " + line + ", " + column + found + ", allowed: " + allowed;
  }

  @Override
  public String toString() {
    return "FactsProblem[line " + line + ", " + column + "]";
  }
}

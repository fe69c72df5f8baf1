package kz.relog.api.live;

import com.linecorp.armeria.common.HttpStatus;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.EventRecords;

/**
 * The place up to which a reader has the events: the name of the records and the number of the last
 * event read, as in {@code 9f31c2aa-1042}. Stateless; any thread.
 */
final class EventCursor {
  /** Longest text that can be one. */
  static final int CHARS_MAX = 64;

  /** The word for the place after the newest event. */
  static final String LATEST = "latest";

  private EventCursor() {}

  static String text(EventRecords records, long number) {
    return records.logId() + "-" + number;
  }

  /**
   * The number to go on after. One of other records gives the oldest event that is kept: events
   * come at least once.
   *
   * @throws kz.relog.api.problem.ProblemException 410 when events after it were deleted
   */
  static long number(EventRecords records, String cursor) {
    if (cursor.equals(LATEST)) {
      return records.lastNumber();
    }
    String prefix = records.logId() + "-";
    String digits = cursor.startsWith(prefix) ? cursor.substring(prefix.length()) : "";
    boolean ours = digits.matches("\\d{1,18}") && Long.parseLong(digits) <= records.lastNumber();
    if (!ours) {
      return records.keptFrom() - 1;
    }
    long number = Long.parseLong(digits);
    if (number < records.keptFrom() - 1) {
      throw Problem.of(
              HttpStatus.GONE,
              "events-gone",
              "Events gone",
              "Events after this cursor were deleted for their age. Read the plan-facts of the"
                  + " plans you show, then go on without a cursor, or with after=latest.")
          .toException();
    }
    return number;
  }
}

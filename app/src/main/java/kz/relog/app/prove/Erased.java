package kz.relog.app.prove;

import java.util.Set;

/**
 * Who has been erased. Immutable.
 *
 * @param person the driver, and the subject on the road
 * @param account the driver's login
 * @param customer at the stop
 * @param things what else stands for them in the rows of the records: phone, link
 */
record Erased(long person, long account, long customer, Set<Long> things) {
  Erased {
    things = Set.copyOf(things);
  }

  /** Who had keys. */
  Set<Long> subjects() {
    return Set.of(person, account, customer);
  }

  /** Whether a number in a row stands for one of them. */
  boolean has(long ref) {
    return subjects().contains(ref) || things.contains(ref);
  }
}

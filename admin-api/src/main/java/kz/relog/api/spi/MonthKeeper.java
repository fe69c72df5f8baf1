package kz.relog.api.spi;

import java.util.List;
import java.util.OptionalInt;

/** The months of positions that are kept, each under a key of its own. Any thread; blocks. */
public interface MonthKeeper {

  /**
   * A month of a person.
   *
   * @param subjectRef whose
   * @param month months since January 1970, UTC
   */
  record Month(long subjectRef, int month) {}

  /**
   * Every month of anybody up to this one that has a key or rows of the archive; none that the
   * journal may still hold.
   */
  List<Month> upTo(int month);

  /** The last month in which a person has a key for positions; empty without any. */
  OptionalInt last(long subjectRef);

  /**
   * Destroys the key of a month, for good, and then deletes its rows. May be repeated.
   *
   * @throws RuntimeException when it could not be done now; what was done stays done
   */
  void forget(Month month);
}

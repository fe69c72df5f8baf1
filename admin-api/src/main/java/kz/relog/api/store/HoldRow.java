package kz.relog.api.store;

import java.util.Optional;

/**
 * A legal hold: what must be kept although its term is over. Times are Unix epoch ms UTC.
 *
 * @param number place in lists
 * @param holdRef names it
 * @param companyRef whose
 * @param personRef whose data is kept; 0 for everything of the company
 * @param ownerRef the person who answers for it
 * @param placedByRef who placed it
 * @param placedMs since when
 * @param reviewMs when it must be looked at again
 * @param endedMs until when; 0 while it holds
 * @param reason why; empty when the company's key is gone
 */
public record HoldRow(
    long number,
    long holdRef,
    long companyRef,
    long personRef,
    long ownerRef,
    long placedByRef,
    long placedMs,
    long reviewMs,
    long endedMs,
    Optional<String> reason) {

  /** The same with a reason. */
  HoldRow because(Optional<String> why) {
    return new HoldRow(
        number,
        holdRef,
        companyRef,
        personRef,
        ownerRef,
        placedByRef,
        placedMs,
        reviewMs,
        endedMs,
        why);
  }

  @Override
  public String toString() {
    return "HoldRow[" + number + "]";
  }
}

package kz.relog.api.purpose;

import kz.relog.api.access.Purpose;
import kz.relog.api.access.Role;
import kz.relog.api.call.Call;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ErasureRequestRecords;

/**
 * Closes drives of people whose positions are blocked for an erasure, and those of people who are
 * erased. Only an auditor who looks into a complaint still reads what is blocked. Any thread.
 */
public final class BlockedDrives {
  private final ErasureRequestRecords records;

  /** Over these requests. */
  public BlockedDrives(ErasureRequestRecords records) {
    this.records = records;
  }

  /**
   * Lets a read of a device's drives go on.
   *
   * @param fromMs Unix epoch ms UTC
   * @param toMs exclusive
   * @throws kz.relog.api.problem.ProblemException 423 when somebody blocked drove then, 410 when
   *     the device was that of somebody erased
   */
  public void require(Call call, Purpose purpose, long deviceRef, long fromMs, long toMs) {
    if (records.isOfErased(deviceRef)) {
      throw Problem.erased("The person whose device this was is erased.").toException();
    }
    if (!looksIntoComplaint(call, purpose) && records.isBlocked(deviceRef, fromMs, toMs)) {
      throw Problem.blocked(
              "Somebody drove in this time whose data is blocked for its erasure. Ask for another"
                  + " time.")
          .toException();
    }
  }

  /** Whether {@link #require} would let the read go on: for what is left out of a larger one. */
  public boolean isOpen(Call call, Purpose purpose, long deviceRef, long fromMs, long toMs) {
    return !records.isOfErased(deviceRef)
        && (looksIntoComplaint(call, purpose) || !records.isBlocked(deviceRef, fromMs, toMs));
  }

  private static boolean looksIntoComplaint(Call call, Purpose purpose) {
    return call.caller().role() == Role.AUDITOR && purpose == Purpose.AUDIT_OF_COMPLAINT;
  }
}

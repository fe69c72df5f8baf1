package kz.relog.journal;

import java.time.LocalDate;

/**
 * What an ERASE entry covers: facts of a subject that are gone for good, and sections whose keys
 * may be destroyed and whose bytes may be zeros. Immutable.
 *
 * <p>Keys are per month, so all sections of the months that a range touches may be gone: facts of
 * them that stay are in the archive. What is sealed under month 0 (permissions, bindings, records)
 * goes only with everything. A plan is a subject of its own, and all it has is under month 0.
 *
 * @param subjectRef whose
 * @param deviceRef only of this device, 0 of all
 * @param fromMs facts from this time on, Unix epoch
 * @param toMs facts before this time; Long.MAX_VALUE for ever
 * @param categories bits of what is concerned, 0 everything
 */
public record ErasedRange(long subjectRef, long deviceRef, long fromMs, long toMs, int categories) {

  /** The category of facts, as a bit. */
  public static final int TRACKS = 1;

  /** The category of what the stops of a plan are called, as a bit: it is in the records alone. */
  public static final int WORDS = 8;

  /** The category of a plan, as a bit: its route and its stops, and their words. */
  public static final int PLAN = 16;

  /** All bits there are: those not named here are categories of the records, of no concern here. */
  private static final int CATEGORIES = 31;

  private static final int MONTH_MAX = 0xFFFF;
  private static final long DAY_MS = 86_400_000;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the subject is not above zero, the range is empty, or a
   *     category is unknown
   */
  public ErasedRange {
    if (subjectRef <= 0
        || deviceRef < 0
        || fromMs < 0
        || fromMs >= toMs
        || categories < 0
        || categories > CATEGORIES) {
      throw new IllegalArgumentException("an erasure covers a range of one subject");
    }
  }

  /** Everything of a subject. */
  public static ErasedRange whole(long subjectRef) {
    return new ErasedRange(subjectRef, 0, 0, Long.MAX_VALUE, 0);
  }

  /** All of a plan, or what its stops are called. */
  public static ErasedRange ofPlan(long planRef, int category) {
    return new ErasedRange(planRef, 0, 0, Long.MAX_VALUE, category);
  }

  /** Whether it is everything. */
  public boolean isWhole() {
    return deviceRef == 0 && fromMs == 0 && toMs == Long.MAX_VALUE && categories == 0;
  }

  /** Whether facts are concerned; if not, neither keys nor sections nor rows of facts go. */
  public boolean concernsFacts() {
    return categories == 0 || (categories & TRACKS) != 0;
  }

  /** Whether its subject is a plan. */
  public boolean isOfPlan() {
    return (categories & (PLAN | WORDS)) != 0;
  }

  /** Whether the key of a plan goes, and with it what the journal has of it. */
  public boolean concernsPlan() {
    return (categories & PLAN) != 0;
  }

  /** The first month that it touches. */
  public int fromMonth() {
    return isWhole() || isOfPlan() ? 0 : Math.max(1, monthOf(fromMs));
  }

  /** The last month that it touches, itself included. */
  public int toMonth() {
    return isOfPlan() ? 0 : Math.max(fromMonth(), monthOf(toMs - 1));
  }

  /** Whether it touches a key month. */
  public boolean covers(int keyMonth) {
    return (concernsFacts() || concernsPlan()) && keyMonth >= fromMonth() && keyMonth <= toMonth();
  }

  /** Whether a fact is in it. */
  public boolean coversFact(long ofDeviceRef, long timeMs) {
    return concernsFacts()
        && (deviceRef == 0 || deviceRef == ofDeviceRef)
        && timeMs >= fromMs
        && timeMs < toMs;
  }

  private static int monthOf(long timeMs) {
    if (timeMs / DAY_MS > 1_000_000) {
      return MONTH_MAX;
    }
    LocalDate day = LocalDate.ofEpochDay(timeMs / DAY_MS);
    return Math.min(MONTH_MAX, (day.getYear() - 1970) * 12 + day.getMonthValue() - 1);
  }
}

package kz.relog.device.spool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a device must know again after a restart, besides its batches. Immutable.
 *
 * @param trackingOff the server's last word
 * @param paused the person paused on this device
 * @param withdrawn the person withdrew on this device
 * @param wishes changes of consent that have no batch number yet, oldest first
 * @param budgetDay days since 1970 to which {@code budgetBytes} belongs, UTC
 * @param budgetBytes bytes that the device may have used on that day
 */
public record SpoolState(
    boolean trackingOff,
    boolean paused,
    boolean withdrawn,
    List<Wish> wishes,
    long budgetDay,
    long budgetBytes) {
  /** Of a device that has never heard a server. */
  public static final SpoolState FIRST =
      new SpoolState(false, false, false, Collections.emptyList(), 0, 0);

  /** Keeps its own copy of the wishes. */
  public SpoolState {
    wishes = Collections.unmodifiableList(new ArrayList<>(wishes));
  }

  /**
   * A change of consent.
   *
   * @param action number of a {@code ConsentChange.Action}
   * @param purpose 0 every purpose, else one
   */
  public record Wish(int action, int purpose) {}

  /** The same with another word of the server. */
  public SpoolState withTrackingOff(boolean off) {
    return new SpoolState(off, paused, withdrawn, wishes, budgetDay, budgetBytes);
  }

  /** The same with another local decision of the person. */
  public SpoolState withPerson(boolean nowPaused, boolean nowWithdrawn, List<Wish> nowWishes) {
    return new SpoolState(trackingOff, nowPaused, nowWithdrawn, nowWishes, budgetDay, budgetBytes);
  }

  /** The same with another reading of the meter. */
  public SpoolState withBudget(long day, long bytes) {
    return new SpoolState(trackingOff, paused, withdrawn, wishes, day, bytes);
  }
}

package kz.relog.api.track;

/**
 * A stretch of time in which a person had a device. Immutable.
 *
 * @param deviceRef the device
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs Unix epoch ms UTC, exclusive
 */
public record Drive(long deviceRef, long fromMs, long toMs) {

  /** The part of it that lies in another stretch; empty (from not before to) when none does. */
  public Drive within(long otherFromMs, long otherToMs) {
    return new Drive(deviceRef, Math.max(fromMs, otherFromMs), Math.min(toMs, otherToMs));
  }

  /** Whether nothing lies in it. */
  public boolean isEmpty() {
    return fromMs >= toMs;
  }
}

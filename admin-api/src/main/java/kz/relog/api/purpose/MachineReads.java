package kz.relog.api.purpose;

import kz.relog.api.access.Caller;
import kz.relog.api.access.Purpose;
import kz.relog.api.access.Sight;

/**
 * Hears that a machine's token is about to read what shows where people were: whatever it is handed
 * leaves this server. Any thread; may block; what it throws ends the read.
 */
@FunctionalInterface
public interface MachineReads {

  /**
   * Called before anything is handed over.
   *
   * @param machine the bearer of a token
   * @param sight what is read
   */
  void onRead(Caller machine, Purpose purpose, Sight sight, Extent extent);

  /**
   * Whose and which positions.
   *
   * @param deviceRef the device; 0 for all of the company
   * @param fromMs Unix epoch ms UTC, inclusive
   * @param toMs exclusive
   */
  record Extent(long deviceRef, long fromMs, long toMs) {
    /** All of the company, now. */
    public static Extent now(long nowMs) {
      return new Extent(0, nowMs, nowMs + 1);
    }

    /** A device for as long as a plan may be driven; a time that is not known sets no end. */
    public static Extent plan(long deviceRef, long startMs, long endMs) {
      return new Extent(deviceRef, startMs, endMs == 0 ? Long.MAX_VALUE : endMs);
    }
  }
}

package kz.relog.device;

import java.util.function.LongSupplier;
import kz.relog.device.spool.SpoolState;

/**
 * Counts the bytes of a day against a budget. Counted are the frames both ways and the headers of
 * IP and UDP or TCP that go with each; handshakes, bare TCP acknowledgements and what the link adds
 * are not. The day begins at midnight UTC, whatever the device's zone.
 *
 * <p>The reading is saved ahead of use, in strides: a run that is killed counts the rest of its
 * stride as used, so that the budget holds over restarts. One thread.
 */
final class ByteMeter {
  /** A day of nothing but questions once an hour must fit. */
  static final long BUDGET_BYTES_MIN = 8 << 10;

  /** IPv4 and UDP headers of a datagram. */
  static final int UDP_OVERHEAD_BYTES = 28;

  /** IPv4 and TCP headers of a segment, and the frame's length. */
  static final int TCP_OVERHEAD_BYTES = 42;

  private static final long DAY_MS = 86_400_000;

  private final long budgetBytes;
  private final long strideBytes;
  private final LongSupplier clockMs;
  private long day;
  private long usedBytes;
  private long savedBytes;
  private int overheadBytes = UDP_OVERHEAD_BYTES;

  ByteMeter(long budgetBytes, LongSupplier clockMs, SpoolState state) {
    this.budgetBytes = budgetBytes;
    this.strideBytes = Math.max(1024, budgetBytes / 64);
    this.clockMs = clockMs;
    this.day = state.budgetDay();
    this.usedBytes = state.budgetBytes();
    this.savedBytes = usedBytes;
  }

  /** How frames travel from now on. */
  void carriage(ServerAddress.Carriage carriage) {
    overheadBytes =
        carriage == ServerAddress.Carriage.TCP ? TCP_OVERHEAD_BYTES : UDP_OVERHEAD_BYTES;
  }

  /** Whether a frame of so many bytes, and an answer to it, fit the day's budget. */
  boolean allows(int frameBytes) {
    turnDay();
    return budgetBytes == 0 || usedBytes + 2 * ((long) frameBytes + overheadBytes) <= budgetBytes;
  }

  /** Counts a frame, either way. */
  void count(int frameBytes) {
    turnDay();
    usedBytes += frameBytes + overheadBytes;
  }

  /** Whether the reading must be saved before more is used. */
  boolean isSaveDue() {
    return budgetBytes > 0 && usedBytes >= savedBytes;
  }

  /** The state with the reading, one stride ahead. */
  SpoolState ahead(SpoolState state) {
    savedBytes = Math.max(usedBytes, Math.min(budgetBytes, usedBytes + strideBytes));
    return state.withBudget(day, savedBytes);
  }

  /** The state with the reading as it is, for an orderly end. */
  SpoolState exact(SpoolState state) {
    return state.withBudget(day, usedBytes);
  }

  /** Milliseconds to the next day. */
  long msToNextDay() {
    return DAY_MS - Math.floorMod(clockMs.getAsLong(), DAY_MS);
  }

  long budgetBytes() {
    return budgetBytes;
  }

  /** Bytes of the present day. */
  long usedBytes() {
    turnDay();
    return usedBytes;
  }

  private void turnDay() {
    long today = Math.floorDiv(clockMs.getAsLong(), DAY_MS);
    // A clock that is set back opens no new day.
    if (today > day) {
      day = today;
      usedBytes = 0;
      savedBytes = 0;
    }
  }
}

package kz.relog.device;

import java.io.IOException;

/**
 * One device with a thread of its own that sends, hears acks and resends. Any thread may call any
 * method.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DeviceClient implements AutoCloseable {
  private DeviceClient() {}

  /**
   * Starts a device.
   *
   * @param store remembers this key's counters; the client closes it
   * @param listener called on the client's own thread
   * @throws IOException if no socket can be opened
   */
  public static DeviceClient open(
      DeviceIdentity identity, CounterStore store, FleetConfig config, DeviceListener listener)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Offers one fix; never waits.
   *
   * @param timeMs Unix epoch milliseconds, UTC
   * @param latE7 10^-7 degrees
   * @param lonE7 10^-7 degrees
   * @param speedDmps 0.1 m/s, -1 unknown
   * @param courseDegrees 0 to 359, 360 unknown
   * @param accuracyMetres 0 unknown
   * @return whether it was taken, and why not
   */
  public OfferResult offer(
      long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #offer}, but while the window is full waits up to the time given for room. */
  public OfferResult offerWaiting(
      long timeoutMs,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Closes and sends the open batch. */
  public void flush() {
    throw new UnsupportedOperationException();
  }

  /** Asks the server for the device's state without telling a position. */
  public void hello() {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until everything offered is settled or the device has stopped; false when the time is
   * over first.
   */
  public boolean awaitSettled(long timeoutMs) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Whether the device sends, and why not. */
  public SenderState state() {
    throw new UnsupportedOperationException();
  }

  /** Counts since the start. */
  public DeviceStats stats() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the thread and closes socket and store. What is unsettled is lost: {@link #awaitSettled}
   * first.
   */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}

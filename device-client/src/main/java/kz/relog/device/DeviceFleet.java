package kz.relog.device;

import java.io.IOException;

/**
 * Many devices on one thread and one selector: over UDP they share a few sockets, over TCP each has
 * a connection. One thread owns a fleet and makes every call except {@link #wakeup}; several fleets
 * run side by side on several threads.
 *
 * <p>Offers only collect; {@link #poll} sends what is due, reads acks and resends. Call it often:
 * its return tells whether there was work.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DeviceFleet implements AutoCloseable {
  private DeviceFleet() {}

  /**
   * Opens the sockets. Over TCP a connection is made when a device first has something to send.
   *
   * @param listener told on the polling thread what becomes of batches
   * @throws IOException if no socket can be opened
   */
  public static DeviceFleet open(FleetConfig config, DeviceListener listener) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds a device.
   *
   * @param store of this device alone; the fleet closes it
   * @return its index: 0, 1, 2 …
   * @throws IllegalArgumentException if the fleet has a device of this key id
   */
  public int add(DeviceIdentity identity, CounterStore store) {
    throw new UnsupportedOperationException();
  }

  /** Devices added. */
  public int size() {
    throw new UnsupportedOperationException();
  }

  /**
   * Offers one fix of a device. Allocates nothing once warm.
   *
   * @param device index from {@link #add}
   * @param timeMs Unix epoch milliseconds, UTC
   * @param latE7 10^-7 degrees
   * @param lonE7 10^-7 degrees
   * @param speedDmps 0.1 m/s, -1 unknown
   * @param courseDegrees 0 to 359, 360 unknown
   * @param accuracyMetres 0 unknown
   * @return whether it was taken, and why not
   */
  public OfferResult offer(
      int device,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres) {
    throw new UnsupportedOperationException();
  }

  /**
   * Tells what the vehicle counts and switches; goes out with the next batch that is closed.
   *
   * @param odometerMetres at the last fix offered; 0 unknown
   * @param inputs bit 0 ignition known, bit 1 ignition on
   */
  public void vehicle(int device, long odometerMetres, int inputs) {
    throw new UnsupportedOperationException();
  }

  /** Closes the open batch of a device, so that the next {@link #poll} sends it. */
  public void flush(int device) {
    throw new UnsupportedOperationException();
  }

  /** Closes the open batches of all devices. */
  public void flushAll() {
    throw new UnsupportedOperationException();
  }

  /** Asks the server for the device's state, without a position, at the next {@link #poll}. */
  public void hello(int device) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends what is due, reads acks, reconnects.
   *
   * @param waitMs longest wait for something to do, milliseconds; 0 returns at once
   * @return frames sent and acks received; 0 when there was nothing to do
   * @throws IOException if the selector fails; faults of the network and of peers never throw, they
   *     are counted
   */
  public int poll(long waitMs) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Ends a waiting {@link #poll} early. Any thread. */
  public void wakeup() {
    throw new UnsupportedOperationException();
  }

  /** Whether the device sends, and why not. */
  public SenderState state(int device) {
    throw new UnsupportedOperationException();
  }

  /** Unsettled batches of a device, 0 to 64. */
  public int unsettled(int device) {
    throw new UnsupportedOperationException();
  }

  /** True when no device has an open batch or an unsettled one. Constant time. */
  public boolean isSettled() {
    throw new UnsupportedOperationException();
  }

  /**
   * Polls until {@link #isSettled}, having closed all open batches, or until the time is over; true
   * if all is settled.
   */
  public boolean settle(long timeoutMs) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Counts of all devices together. */
  public DeviceStats stats() {
    throw new UnsupportedOperationException();
  }

  /** Closes sockets and counter stores. What is unsettled is lost: {@link #settle} first. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}

package kz.relog.device;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One device with a thread of its own that sends, hears acks and resends. Any thread may call any
 * method.
 */
public final class DeviceClient implements AutoCloseable {
  private static final int DEVICE = 0;
  private static final long NS_PER_MS = 1_000_000;

  /** Longest rest of the thread; whatever happens earlier wakes it. */
  private static final long REST_MS_MAX = 10_000;

  private static final long CLOSED = -1;

  private final DeviceFleet fleet;
  private final Thread thread;

  /** Guards the fleet, except while its selector waits. */
  private final Object lock = new Object();

  private boolean closed;
  private @Nullable IOException failure;

  private DeviceClient(DeviceFleet fleet, String name) {
    this.fleet = fleet;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

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
    DeviceFleet fleet = DeviceFleet.open(config, listener);
    fleet.add(identity, store);
    DeviceClient client = new DeviceClient(fleet, "relog-device-" + identity.keyIdText());
    client.thread.start();
    return client;
  }

  /**
   * Starts a device that keeps what is unsettled on its disk: the next run goes on with it, however
   * this one ends.
   *
   * @param home the device's files; the client closes it
   * @param listener called on the client's own thread; for recovered batches on this one
   * @throws IOException if no socket can be opened
   */
  public static DeviceClient open(DeviceHome home, FleetConfig config, DeviceListener listener)
      throws IOException {
    DeviceFleet fleet = DeviceFleet.open(config, listener);
    fleet.add(home);
    DeviceClient client = new DeviceClient(fleet, "relog-device-" + home.identity().keyIdText());
    client.thread.start();
    return client;
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
    synchronized (lock) {
      if (closed || failure != null) {
        return OfferResult.STOPPED;
      }
      OfferResult result =
          fleet.offer(DEVICE, timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
      fleet.wakeup();
      return result;
    }
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
    long endNs = System.nanoTime() + timeoutMs * NS_PER_MS;
    synchronized (lock) {
      while (true) {
        OfferResult result = offer(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
        long leftMs = (endNs - System.nanoTime()) / NS_PER_MS;
        if (result != OfferResult.WINDOW_FULL || leftMs <= 0) {
          return result;
        }
        lock.wait(leftMs);
      }
    }
  }

  /** Closes and sends the open batch. */
  public void flush() {
    synchronized (lock) {
      if (!closed) {
        fleet.flush(DEVICE);
        fleet.wakeup();
      }
    }
  }

  /** Asks the server for the device's state without telling a position. */
  public void hello() {
    synchronized (lock) {
      if (!closed) {
        fleet.hello(DEVICE);
        fleet.wakeup();
      }
    }
  }

  /**
   * Waits until everything offered is settled or the device has stopped; false when the time is
   * over first.
   */
  public boolean awaitSettled(long timeoutMs) throws InterruptedException {
    long endNs = System.nanoTime() + timeoutMs * NS_PER_MS;
    synchronized (lock) {
      while (!fleet.isSettled()) {
        long leftMs = (endNs - System.nanoTime()) / NS_PER_MS;
        if (leftMs <= 0 || closed || failure != null) {
          return false;
        }
        lock.wait(leftMs);
      }
      return true;
    }
  }

  /** As {@link DeviceFleet#withdraw}. */
  public void withdraw(int purpose) throws IOException {
    change(() -> fleet.withdraw(DEVICE, purpose));
  }

  /** As {@link DeviceFleet#pause}. */
  public void pause(int purpose) throws IOException {
    change(() -> fleet.pause(DEVICE, purpose));
  }

  /** As {@link DeviceFleet#resume}. */
  public void resume(int purpose) throws IOException {
    change(() -> fleet.resume(DEVICE, purpose));
  }

  /** As {@link DeviceFleet#granted}. */
  public void granted() throws IOException {
    change(() -> fleet.granted(DEVICE));
  }

  /** As {@link DeviceFleet#server}. */
  public void server(ServerAddress address) throws IOException {
    change(() -> fleet.server(address));
  }

  /** What was used of today's budget. */
  public ByteBudget budget() {
    synchronized (lock) {
      return fleet.budget(DEVICE);
    }
  }

  /** Whether the device sends, and why not. */
  public SenderState state() {
    synchronized (lock) {
      return fleet.state(DEVICE);
    }
  }

  /**
   * What stopped the client from inside: counters that could not be stored, or a selector that
   * failed.
   */
  public Optional<IOException> failure() {
    synchronized (lock) {
      return failure != null ? Optional.of(failure) : fleet.storeFailure(DEVICE);
    }
  }

  /** Counts since the start. */
  public DeviceStats stats() {
    synchronized (lock) {
      return fleet.stats();
    }
  }

  /**
   * Ends the thread and closes socket and files. What is unsettled waits in the spool; without one
   * it is lost: {@link #awaitSettled} first.
   */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      lock.notifyAll();
    }
    fleet.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the thread ends by itself within one turn
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    fleet.close();
  }

  private interface Change {
    void make() throws IOException;
  }

  private void change(Change change) throws IOException {
    synchronized (lock) {
      if (!closed) {
        change.make();
        fleet.wakeup();
      }
    }
  }

  private void run() {
    try {
      long restMs = turn();
      while (restMs != CLOSED) {
        fleet.select(restMs);
        restMs = turn();
      }
    } catch (IOException e) {
      synchronized (lock) {
        failure = e;
        lock.notifyAll();
      }
    }
  }

  /** Does all that can be done at once; how long to rest then, or {@link #CLOSED}. */
  private long turn() throws IOException {
    synchronized (lock) {
      int work;
      do {
        work = closed ? 0 : fleet.work();
        lock.notifyAll();
      } while (work > 0);
      return closed ? CLOSED : Math.max(0, fleet.restMs(REST_MS_MAX));
    }
  }
}

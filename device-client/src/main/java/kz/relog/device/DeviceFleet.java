package kz.relog.device;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import kz.relog.device.ServerAddress.Carriage;

/**
 * Many devices on one thread and one selector: over UDP they share a few sockets, over TCP each has
 * a connection. One thread owns a fleet and makes every call except {@link #wakeup}; several fleets
 * run side by side on several threads.
 *
 * <p>Offers only collect; {@link #poll} sends what is due, reads acks and resends. Call it often:
 * its return tells whether there was work.
 */
public final class DeviceFleet implements AutoCloseable {
  /** Frames sent before acks are read again. */
  private static final int SENDS_MAX = 256;

  private static final long NS_PER_MS = 1_000_000;

  private final FleetConfig config;
  private final LongSupplier clockNs;
  private final Selector selector;
  private final Carrier carrier;
  private final Tally tally = new Tally();
  private final Sender.Shared shared;
  private final Inbound inbound = new Inbound();
  private final KeyIdMap devices = new KeyIdMap();
  private final DueHeap due = new DueHeap();
  private final List<Sender> senders = new ArrayList<>();

  private DeviceFleet(FleetConfig config, DeviceListener listener, LongSupplier clockNs)
      throws IOException {
    this.config = config;
    this.clockNs = clockNs;
    Random random = new Random(config.seed());
    this.shared = new Sender.Shared(new SealKit(), tally, random, listener);
    this.selector = Selector.open();
    try {
      this.carrier = carrier(config, random);
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  /**
   * Opens the sockets. Over TCP a connection is made when a device first has something to send.
   *
   * @param listener told on the polling thread what becomes of batches
   * @throws IOException if no socket can be opened
   */
  public static DeviceFleet open(FleetConfig config, DeviceListener listener) throws IOException {
    return new DeviceFleet(config, listener, System::nanoTime);
  }

  /**
   * Adds a device.
   *
   * @param store of this device alone; the fleet closes it
   * @return its index: 0, 1, 2 …
   * @throws IllegalArgumentException if the fleet has a device of this key id
   */
  public int add(DeviceIdentity identity, CounterStore store) {
    if (devices.find(identity.keyId()) != KeyIdMap.ABSENT) {
      throw new IllegalArgumentException("this key id is in the fleet already");
    }
    int device = senders.size();
    senders.add(new Sender(device, identity, store, config, shared));
    devices.put(identity.keyId(), device);
    due.add();
    carrier.add();
    return device;
  }

  /**
   * Adds a device that keeps what is unsettled on its disk; batches of earlier runs are told to the
   * listener and sent again.
   *
   * @param home the device's files; the fleet closes it
   * @return its index: 0, 1, 2 …
   * @throws IllegalArgumentException if the fleet has a device of this key id
   */
  public int add(DeviceHome home) {
    return add(home.identity(), home.counters());
  }

  /** Devices added. */
  public int size() {
    return senders.size();
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
    Sender sender = senders.get(device);
    long nowNs = clockNs.getAsLong();
    OfferResult result =
        sender.offer(nowNs, timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
    reschedule(device, sender, nowNs);
    return result;
  }

  /**
   * Tells what the vehicle counts and switches; goes out with the next batch that is closed.
   *
   * @param odometerMetres at the last fix offered; 0 unknown
   * @param inputs bit 0 ignition known, bit 1 ignition on
   */
  public void vehicle(int device, long odometerMetres, int inputs) {
    senders.get(device).vehicle(odometerMetres, inputs);
  }

  /** Closes the open batch of a device, so that the next {@link #poll} sends it. */
  public void flush(int device) {
    flush(device, clockNs.getAsLong());
  }

  /** Closes the open batches of all devices. */
  public void flushAll() {
    long nowNs = clockNs.getAsLong();
    for (int device = 0; device < senders.size(); device++) {
      flush(device, nowNs);
    }
  }

  /** Asks the server for the device's state, without a position, at the next {@link #poll}. */
  public void hello(int device) {
    Sender sender = senders.get(device);
    sender.hello();
    reschedule(device, sender, clockNs.getAsLong());
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
    int work = work();
    if (work > 0 || waitMs <= 0) {
      return work;
    }
    select(restMs(waitMs));
    return work();
  }

  /** Ends a waiting {@link #poll} early. Any thread. */
  public void wakeup() {
    selector.wakeup();
  }

  /** Whether the device sends, and why not. */
  public SenderState state(int device) {
    return senders.get(device).state();
  }

  /** Why a device is in {@link SenderState#STORE_FAILED}; empty in any other state. */
  public Optional<IOException> storeFailure(int device) {
    return Optional.ofNullable(senders.get(device).storeFailure());
  }

  /** Unsettled batches of a device, 0 to 64. */
  public int unsettled(int device) {
    return senders.get(device).unsettled();
  }

  /** True when no device has an open batch or an unsettled one. Constant time. */
  public boolean isSettled() {
    return tally.fixesOpen == 0 && tally.batchesUnsettled == 0;
  }

  /**
   * Polls until {@link #isSettled}, having closed all open batches, or until the time is over; true
   * if all is settled.
   */
  public boolean settle(long timeoutMs) throws IOException {
    long endNs = clockNs.getAsLong() + timeoutMs * NS_PER_MS;
    flushAll();
    while (!isSettled()) {
      long leftMs = (endNs - clockNs.getAsLong()) / NS_PER_MS;
      if (leftMs <= 0) {
        return false;
      }
      poll(Math.min(leftMs, 100));
    }
    return true;
  }

  /** Counts of all devices together. */
  public DeviceStats stats() {
    return tally.snapshot();
  }

  /** Closes sockets and counter stores. What is unsettled is lost: {@link #settle} first. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Sender sender : senders) {
      try {
        sender.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    carrier.close();
    selector.close();
    if (failure != null) {
      throw failure;
    }
  }

  /** Sends and reads what is possible at once; how many frames. */
  int work() throws IOException {
    long nowNs = clockNs.getAsLong();
    int work = carrier.receive(nowNs, inbound);
    int sent = 0;
    while (sent < SENDS_MAX && due.firstDueNs() <= nowNs) {
      int device = due.first();
      Sender sender = senders.get(device);
      int frames = carrier.send(device, sender, nowNs);
      if (frames == Carrier.BLOCKED) {
        break;
      }
      sent += frames;
      long next = carrier.dueNs(device, sender, nowNs);
      // Nothing sent: whatever the reason, let the others have this turn.
      due.update(device, frames == 0 ? Math.max(next, nowNs + 1) : next);
    }
    return work + sent;
  }

  /** How long {@link #select} may wait: until the first device is due, at most {@code mostMs}. */
  long restMs(long mostMs) {
    long firstNs = due.firstDueNs();
    if (firstNs == Sender.NEVER) {
      return mostMs;
    }
    return Math.min(mostMs, (firstNs - clockNs.getAsLong() + NS_PER_MS - 1) / NS_PER_MS);
  }

  /** Waits until a socket is ready, {@link #wakeup} is called or the time is over. */
  void select(long waitMs) throws IOException {
    if (waitMs > 0) {
      selector.select(waitMs);
    } else {
      selector.selectNow();
    }
    if (config.server().carriage() == Carriage.UDP) {
      selector.selectedKeys().clear(); // the sockets are few and all are read anyway
    }
  }

  private Carrier carrier(FleetConfig config, Random random) throws IOException {
    InetSocketAddress server = config.server().socket();
    if (server.isUnresolved()) {
      server = new InetSocketAddress(server.getHostString(), server.getPort());
    }
    return switch (config.server().carriage()) {
      case UDP -> new UdpCarrier(server, config.udpSockets(), selector, tally);
      case TCP -> new TcpCarrier(server, config.retry(), selector, tally, random);
    };
  }

  private void flush(int device, long nowNs) {
    Sender sender = senders.get(device);
    sender.flush(nowNs);
    reschedule(device, sender, nowNs);
  }

  private void reschedule(int device, Sender sender, long nowNs) {
    long next = carrier.dueNs(device, sender, nowNs);
    // A device that is due already keeps its place in the queue.
    if (next > nowNs || due.dueNs(device) > nowNs) {
      due.update(device, next);
    }
  }

  private final class Inbound implements Carrier.Sink {
    @Override
    public int deviceOf(long keyId) {
      return devices.find(keyId);
    }

    @Override
    public Sender sender(int device) {
      return senders.get(device);
    }

    @Override
    public boolean onFrame(int device, byte[] bytes, int offset, int length, long nowNs) {
      Sender sender = senders.get(device);
      boolean obeyed = sender.onFrame(nowNs, bytes, offset, length);
      reschedule(device, sender, nowNs);
      return obeyed;
    }

    @Override
    public void onStray() {
      tally.acksForged++;
    }

    @Override
    public void onChanged(int device, long nowNs) {
      reschedule(device, senders.get(device), nowNs);
    }
  }
}

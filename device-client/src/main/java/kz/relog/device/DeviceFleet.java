package kz.relog.device;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.device.spool.Spool;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.v1.ConsentChange;

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

  private final LongSupplier clockNs;
  private final Selector selector;
  private final Random random;
  private final Tally tally = new Tally();
  private final Sender.Shared shared;
  private final Inbound inbound = new Inbound();
  private final KeyIdMap devices = new KeyIdMap();
  private final DueHeap due = new DueHeap();
  private final List<Sender> senders = new ArrayList<>();
  private FleetConfig config;
  private Carrier carrier;

  private DeviceFleet(
      FleetConfig config, DeviceListener listener, LongSupplier clockNs, LongSupplier clockMs)
      throws IOException {
    this.config = config;
    this.clockNs = clockNs;
    this.random = new Random(config.seed());
    this.shared = new Sender.Shared(new SealKit(), tally, random, listener, clockMs, devices);
    this.selector = Selector.open();
    this.carrier = carrier(config);
  }

  /**
   * Begins a fleet without devices. Sockets are opened when a device first has something to send,
   * and again as long as that fails: a phone may start without a network.
   *
   * @param listener told on the polling thread what becomes of batches
   * @throws IOException if the platform gives no selector
   */
  public static DeviceFleet open(FleetConfig config, DeviceListener listener) throws IOException {
    return open(config, listener, System::currentTimeMillis);
  }

  /** As {@link #open}, with a wall clock of its own, Unix epoch ms. */
  static DeviceFleet open(FleetConfig config, DeviceListener listener, LongSupplier clockMs)
      throws IOException {
    return new DeviceFleet(config, listener, System::nanoTime, clockMs);
  }

  /**
   * Adds a device.
   *
   * @param store of this device alone; the fleet closes it
   * @return its index: 0, 1, 2 …
   * @throws IllegalArgumentException if the fleet has a device of this key id
   */
  public int add(DeviceIdentity identity, CounterStore store) {
    KeyChange change = store instanceof MemoryCounterStore ? new MemoryKeyChange() : KeyChange.NONE;
    return add(new DeviceHome.Parts(identity, store, Spool.NONE, change));
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
    return add(home.parts());
  }

  private int add(DeviceHome.Parts parts) {
    long keyId = parts.identity().keyId();
    if (devices.find(keyId) != KeyIdMap.ABSENT) {
      throw new IllegalArgumentException("this key id is in the fleet already");
    }
    int device = senders.size();
    devices.put(keyId, device);
    long nowNs = clockNs.getAsLong();
    Sender sender = new Sender(device, parts, config, shared, nowNs);
    senders.add(sender);
    due.add();
    carrier.add();
    reschedule(device, sender, nowNs);
    return device;
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

  /**
   * The person stops what they allowed. For every purpose (0) the device stops at once, destroys
   * what is not settled, in memory and in the spool, and goes on only after {@link #granted}; for
   * one purpose the server decides what that means, and nothing is destroyed.
   *
   * @param purpose 0 every purpose, 1 plan-fact, 2 live view, 3 customer view
   * @throws IOException if the disk refused it: the withdrawal holds for this run and is sent, but
   *     a restart may not know it; call again
   */
  public void withdraw(int device, int purpose) throws IOException {
    consent(device, ConsentChange.Action.WITHDRAW, purpose);
  }

  /**
   * The person pauses. For every purpose (0) the device stops at once, whatever the server says,
   * until {@link #resume}; what it holds waits.
   *
   * @param purpose as of {@link #withdraw}
   * @throws IOException as {@link #withdraw}
   */
  public void pause(int device, int purpose) throws IOException {
    consent(device, ConsentChange.Action.PAUSE, purpose);
  }

  /**
   * The person ends a pause.
   *
   * @param purpose as of {@link #withdraw}
   * @throws IOException as {@link #withdraw}
   */
  public void resume(int device, int purpose) throws IOException {
    consent(device, ConsentChange.Action.RESUME, purpose);
  }

  /**
   * After a withdrawal the person granted anew, in a session of their own: the device asks the
   * server and goes on when it says so.
   *
   * @throws IOException if what the withdrawal must destroy cannot be destroyed; call again
   */
  public void granted(int device) throws IOException {
    Sender sender = senders.get(device);
    sender.granted();
    reschedule(device, sender, clockNs.getAsLong());
  }

  /**
   * From now on the server is somewhere else. What is not settled is sent there again.
   *
   * @throws IllegalArgumentException if batches may be too long for the new carriage
   * @throws IOException if the old sockets cannot be closed
   */
  public void server(ServerAddress address) throws IOException {
    FleetConfig next = config.withServer(address);
    if (address.carriage() != Carriage.TCP
        && config.server().carriage() == Carriage.TCP
        && config.batch().frameBytesMax() > address.carriage().frameBytesMax()) {
      throw new IllegalArgumentException(
          "frames of this device may be longer than a datagram; it must stay on TCP");
    }
    carrier.close();
    config = next;
    carrier = carrier(next);
    long nowNs = clockNs.getAsLong();
    for (int device = 0; device < senders.size(); device++) {
      carrier.add();
      Sender sender = senders.get(device);
      sender.onDisconnected(nowNs);
      due.update(device, carrier.dueNs(device, sender, nowNs));
    }
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

  /** True when no device has anything left to hand over. Constant time. */
  public boolean isSettled() {
    return tally.isSettled();
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

  /** What a device has used of its budget today. */
  public ByteBudget budget(int device) {
    return ByteBudget.of(senders.get(device).meter());
  }

  /** Counts of all devices together. */
  public DeviceStats stats() {
    return tally.snapshot();
  }

  /**
   * Closes sockets, counter stores and spools. What is unsettled waits in the spool; of a device
   * without one it is lost: {@link #settle} first.
   */
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
    if (config.server().carriage() == Carriage.UDP && !config.server().fallback().isPresent()) {
      selector.selectedKeys().clear(); // the sockets are few and all are read anyway
    }
  }

  private Carrier carrier(FleetConfig to) {
    ServerAddress server = to.server();
    RetryPolicy retry = to.retry();
    if (server.carriage() == Carriage.TCP) {
      return new TcpCarrier(server, retry, selector, tally, random);
    }
    UdpCarrier udp = new UdpCarrier(server, retry, to.udpSockets(), selector, tally);
    return server.fallback().isPresent()
        ? new AutoCarrier(
            udp, new TcpCarrier(server, retry, selector, tally, random), retry, tally, random)
        : udp;
  }

  private void consent(int device, ConsentChange.Action action, int purpose) throws IOException {
    if (purpose < 0 || purpose > FixLimits.PURPOSE_MAX) {
      throw new IllegalArgumentException("a purpose is 0 to 3, not " + purpose);
    }
    Sender sender = senders.get(device);
    try {
      sender.consent(action, purpose);
    } finally {
      reschedule(device, sender, clockNs.getAsLong());
    }
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

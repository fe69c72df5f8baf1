package kz.relog.app.drill.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.app.client.AdminClient.NewDevice;
import kz.relog.app.drill.ledger.AckLedger;
import kz.relog.app.drill.ledger.FixPattern;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceFleet;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.ServerAddress;
import org.HdrHistogram.Histogram;

/**
 * Devices in the drill's own process, which lives on whatever happens to the server. A thread of
 * its own sends as fast as the stated rate and the windows allow, and writes down every ack.
 */
public final class Witness implements AutoCloseable {
  /** Short batches: more of them, more chances to lose one. */
  private static final BatchPolicy BATCHES = new BatchPolicy(5, 200, 6, 1000);

  private static final RetryPolicy RETRIES = new RetryPolicy(200, 1_000, 1_000, 1_000);

  /** Below the window of 64, so that no offer is refused for long. */
  private static final int UNSETTLED_MAX = 56;

  private final AckLedger ledger;
  private final double fixesPerSecond;
  private final List<DeviceFleet> fleets = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final Histogram ackMicros = new Histogram(600_000_000L, 3);
  private final Set<String> frozenInFault = ConcurrentHashMap.newKeySet();
  private final AtomicLong early = new AtomicLong();
  private final Thread thread;
  private volatile int fixesPerDevice = Integer.MAX_VALUE;
  private volatile boolean fault;
  private volatile boolean offering = true;
  private volatile boolean closing;
  private volatile boolean settled;

  /** One device and how far it is. */
  private static final class Device {
    final DeviceFleet fleet;
    final int index;
    final long ref;
    final FixPattern pattern;
    int next;

    Device(DeviceFleet fleet, int index, long ref, FixPattern pattern) {
      this.fleet = fleet;
      this.index = index;
      this.ref = ref;
      this.pattern = pattern;
    }
  }

  /**
   * Opens the sockets; sends nothing before {@link #start}.
   *
   * @param servers where devices send; device i sends to address i modulo their number
   * @param devices their keys
   * @param firstNumber number of the first device in the drill
   * @param startMs time of every device's first fix, a whole second
   * @param fixesPerSecond of all devices together
   * @param seed of the resends' jitter
   */
  public Witness(
      List<ServerAddress> servers,
      List<NewDevice> devices,
      int firstNumber,
      long startMs,
      double fixesPerSecond,
      long seed,
      AckLedger ledger)
      throws IOException {
    this.ledger = ledger;
    this.fixesPerSecond = fixesPerSecond;
    this.thread = new Thread(this::run, "witness");
    this.thread.setDaemon(true);
    List<List<Long>> refs = new ArrayList<>();
    for (ServerAddress server : servers) {
      List<Long> refsHere = new ArrayList<>();
      refs.add(refsHere);
      fleets.add(
          DeviceFleet.open(
              FleetConfig.to(server).withBatch(BATCHES).withRetry(RETRIES).withSeed(seed),
              new Notes(refsHere)));
    }
    for (int i = 0; i < devices.size(); i++) {
      DeviceFleet fleet = fleets.get(i % fleets.size());
      long ref = Long.parseUnsignedLong(devices.get(i).id(), 16);
      FixPattern pattern = new FixPattern(firstNumber + i, startMs);
      ledger.device(ref, pattern);
      refs.get(i % fleets.size()).add(ref);
      int index = fleet.add(devices.get(i).identity(), new MemoryCounterStore());
      this.devices.add(new Device(fleet, index, ref, pattern));
    }
  }

  /** Sends no more than so many fixes of each device. */
  public Witness limit(int fixes) {
    fixesPerDevice = fixes;
    return this;
  }

  /** Begins to send. */
  public Witness start() {
    thread.start();
    return this;
  }

  /** Writes down what one fleet hears. Called by the witness's thread. */
  private final class Notes implements DeviceListener {
    private final List<Long> refs;

    Notes(List<Long> refs) {
      this.refs = refs;
    }

    @Override
    public void onFrozen(int device, long batchSeq, int fixes, long firstMs, long lastMs) {
      ledger.sent(refs.get(device), batchSeq, fixes, firstMs, lastMs);
      if (fault) {
        frozenInFault.add(refs.get(device) + "/" + batchSeq);
      }
    }

    @Override
    public void onSettled(int device, long batchSeq, int fixes, int refused, long latencyNs) {
      ledger.acked(refs.get(device), batchSeq, fixes, refused);
      ackMicros.recordValue(Math.min(600_000_000L, latencyNs / 1000));
      if (frozenInFault.remove(refs.get(device) + "/" + batchSeq) && fault) {
        early.incrementAndGet();
      }
    }

    @Override
    public void onRefused(int device, long batchSeq, int refused) {
      ledger.refused(refs.get(device), batchSeq, refused);
    }
  }

  private void run() {
    long startNs = System.nanoTime();
    long offered = 0;
    int turn = 0;
    try {
      while (!closing) {
        long due = (long) ((System.nanoTime() - startNs) / 1e9 * fixesPerSecond);
        if (!offering) {
          offered = due;
        }
        for (int tried = 0; offered < due && tried < devices.size(); tried++) {
          Device device = devices.get(turn++ % devices.size());
          if (offer(device)) {
            offered++;
            tried = 0;
          }
        }
        offered = Math.max(offered, due - (long) fixesPerSecond); // never catches up for more
        int work = 0;
        boolean all = true;
        for (DeviceFleet fleet : fleets) {
          work += fleet.poll(0);
          all &= fleet.isSettled();
        }
        settled = all && !offering;
        if (work == 0) {
          fleets.get(0).poll(1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the witness cannot use its sockets", e);
    }
  }

  private boolean offer(Device device) {
    if (device.next >= fixesPerDevice || device.fleet.unsettled(device.index) >= UNSETTLED_MAX) {
      return false;
    }
    int i = device.next;
    FixPattern fix = device.pattern;
    ledger.offered(device.ref, i + 1);
    OfferResult result =
        device.fleet.offer(
            device.index,
            fix.timeMs(i),
            fix.latE7(i),
            fix.lonE7(i),
            fix.speedDmps(i),
            fix.courseDegrees(i),
            FixPattern.ACCURACY_METRES);
    if (result != OfferResult.ACCEPTED) {
      return false;
    }
    device.next++;
    return true;
  }

  /** From now on no batch that is closed may be settled: nothing can become durable. */
  public void faultBegins() {
    frozenInFault.clear();
    fault = true;
  }

  /** What was closed since then may be settled from now on. */
  public void faultEnds() {
    fault = false;
  }

  /** Batches that were settled although nothing could become durable. */
  public long earlyAcks() {
    return early.get();
  }

  /** Goes on or stops to offer fixes; resends go on. */
  public void offer(boolean on) {
    if (on) {
      settled = false;
    }
    offering = on;
  }

  /** Stops offering and waits until all is settled; false when the time is over first. */
  public boolean settle(long timeoutMs) {
    settled = false;
    offering = false;
    return Pause.until(timeoutMs, () -> settled || !thread.isAlive()) && thread.isAlive();
  }

  /** Longest time from first send to ack, ms. Only when closed or settled. */
  public double ackMaxMs() {
    return ackMicros.getMaxValue() / 1e3;
  }

  /** Fixes offered so far by all devices. */
  public long offered() {
    return devices.stream().mapToLong(device -> device.next).sum();
  }

  @Override
  public void close() {
    closing = true;
    try {
      if (thread.isAlive()) {
        thread.join();
      }
      for (DeviceFleet fleet : fleets) {
        fleet.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the witness's sockets cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package kz.relog.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.relog.device.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * One sender on a table: a clock that the test moves, a model server, and what the listener heard.
 */
final class Bench {
  static final long SECOND = 1_000_000_000L;
  static final long DAY_ONE_MS = 1_790_000_000_000L;

  final DeviceIdentity identity;
  final WireModel server;
  final WireModel.Device device;
  final Tally tally = new Tally();
  final Heard heard = new Heard();
  final Sender sender;
  final byte[] frame = new byte[4096];
  long nowNs;
  int offered;

  Bench(BatchPolicy batch) {
    this(batch, "udp://127.0.0.1:9", new MemoryCounterStore());
  }

  Bench(BatchPolicy batch, String to, CounterStore store) {
    this(
        FleetConfig.to(ServerAddress.parse(to)).withBatch(batch).withRetry(RetryPolicy.STANDARD),
        new DeviceHome.Parts(identity(1), store, Spool.NONE, new MemoryKeyChange()));
  }

  /** A device with what it keeps. */
  Bench(FleetConfig config, DeviceHome.Parts parts) {
    this(config, parts, new WireModel(), 5 * SECOND);
  }

  /** The next run of a device, with the same server and a clock that went on. */
  Bench(FleetConfig config, DeviceHome.Parts parts, WireModel server, long nowNs) {
    this.server = server;
    this.nowNs = nowNs;
    identity = parts.identity();
    Sender.Shared shared =
        new Sender.Shared(new SealKit(), tally, new Random(1), heard, this::wallMs, new KeyIdMap());
    sender = new Sender(0, parts, config, shared, nowNs);
    device = server.enrol(identity);
  }

  /** The wall clock goes with the other one. */
  long wallMs() {
    return DAY_ONE_MS + nowNs / 1_000_000;
  }

  static DeviceIdentity identity(long keyId) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) (keyId * 31 + 7));
    secret[0] = (byte) (keyId >>> 8);
    return new DeviceIdentity(keyId, secret);
  }

  static BatchPolicy batchesOf(int fixes) {
    return new BatchPolicy(fixes, 60_000, 7, 1000);
  }

  /** Offers the next fix of a quiet drive, one per second. */
  OfferResult offer() {
    OfferResult result =
        sender.offer(
            nowNs,
            DAY_ONE_MS + offered * 1000L,
            432_000_000 + offered * 900,
            769_000_000,
            90,
            0,
            5);
    if (result == OfferResult.ACCEPTED) {
      offered++;
    }
    return result;
  }

  void offer(int fixes) {
    for (int i = 0; i < fixes; i++) {
      if (offer() != OfferResult.ACCEPTED) {
        throw new IllegalStateException("fix " + i + " was not taken");
      }
    }
  }

  /** The next frame that is due, empty if none is. */
  byte[] next() {
    return Arrays.copyOf(frame, sender.nextFrame(nowNs, frame, 0, frame.length));
  }

  /** Sends one frame to the server and brings back its ack; false if none was due. */
  boolean exchange() {
    byte[] up = next();
    if (up.length == 0) {
      return false;
    }
    deliver(server.answer(up, up.length));
    return true;
  }

  boolean deliver(byte @Nullable [] down) {
    return down != null && sender.onFrame(nowNs, down, 0, down.length);
  }

  void exchangeAll() {
    while (exchange()) {}
  }

  void pass(long seconds) {
    nowNs += seconds * SECOND;
  }

  /** Everything the listener was told. */
  static final class Heard implements DeviceListener {
    final List<Long> frozen = new ArrayList<>();
    final List<Long> settled = new ArrayList<>();
    final List<Long> latencies = new ArrayList<>();
    final List<Long> dropped = new ArrayList<>();
    final List<SenderState> states = new ArrayList<>();
    final List<Long> recovered = new ArrayList<>();
    int refused;
    int untold;

    @Override
    public void onFrozen(int device, long batchSeq, int fixes, long firstMs, long lastMs) {
      frozen.add(batchSeq);
    }

    @Override
    public void onSettled(int device, long batchSeq, int fixes, int refusedFixes, long latencyNs) {
      settled.add(batchSeq);
      latencies.add(latencyNs);
      if (refusedFixes == REFUSED_UNKNOWN) {
        untold++;
      } else {
        refused += refusedFixes;
      }
    }

    @Override
    public void onRefused(int device, long batchSeq, int refusedFixes) {
      untold--;
      refused += refusedFixes;
    }

    @Override
    public void onRecovered(int device, long batchSeq, int fixes, long firstMs, long lastMs) {
      recovered.add(batchSeq);
    }

    @Override
    public void onDropped(int device, long batchSeq, int fixes) {
      dropped.add(batchSeq);
    }

    @Override
    public void onState(int device, SenderState state) {
      states.add(state);
    }
  }
}

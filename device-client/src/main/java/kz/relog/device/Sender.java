package kz.relog.device;

import java.io.IOException;
import java.util.Random;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import org.jspecify.annotations.Nullable;

/**
 * What one device owes the server: collects fixes into batches, freezes them, and gives out frames
 * until each batch is settled. Knows no socket and no clock; times are nanoseconds of the caller's
 * monotonic clock. One thread owns it, together with all senders of the same {@link SealKit}.
 */
final class Sender {
  /** When nothing will be due until something else happens. */
  static final long NEVER = Long.MAX_VALUE;

  /** How long a batch waits for a person to bind the device to a driver. */
  static final long UNBOUND_NS_MAX = 12L * 3600 * 1_000_000_000;

  /** SLOW_DOWN that does not say how long: the field was left out to keep the ack short. */
  private static final int SLOW_DOWN_S_DEFAULT = 60;

  /** No server keeps a device away for longer than a day. */
  private static final int SLOW_DOWN_S_MAX = 86_400;

  private static final long NS_PER_MS = 1_000_000;

  private final int device;
  private final long keyId;
  private final FrameKeys keys;
  private final BatchPolicy batching;
  private final RetryPolicy retrying;
  private final int messageBytesMax;
  private final Numbers numbers;
  private final BatchSpool spool;
  private final SealKit kit;
  private final Tally tally;
  private final Random random;
  private final DeviceListener listener;

  private final OpenBatch open = new OpenBatch();
  private final SendWindow window;
  private final RecentCounters recent = new RecentCounters();
  private final AckReader acks;

  private SenderState state = SenderState.SENDING;
  private @Nullable IOException storeFailure;
  private long odometerMetres;
  private int inputs;
  private boolean closeWanted;
  private boolean helloWanted;
  private long openDueNs = NEVER;
  private long nextUnsent;
  private long retryDueNs = NEVER;
  private long helloDueNs = NEVER;
  private long pausedUntilNs = Long.MIN_VALUE;

  Sender(
      int device, DeviceIdentity identity, CounterStore store, FleetConfig config, Shared shared) {
    this.device = device;
    this.keyId = identity.keyId();
    this.keys = identity.keys();
    this.batching = config.batch();
    this.retrying = config.retry();
    this.messageBytesMax =
        config.server().carriage().frameBytesMax() - FrameDescriptor.OVERHEAD_BYTES;
    this.numbers = new Numbers(store);
    this.spool = BatchSpool.MEMORY;
    this.kit = shared.kit();
    this.tally = shared.tally();
    this.random = shared.random();
    this.listener = shared.listener();
    this.window = new SendWindow(numbers.peekBatchSeq());
    this.nextUnsent = window.end();
    this.acks = new AckReader(keyId, keys, kit, tally, recent);
  }

  /** What the senders of one thread have in common. */
  record Shared(SealKit kit, Tally tally, Random random, DeviceListener listener) {}

  OfferResult offer(
      long nowNs,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres) {
    if (state != SenderState.SENDING) {
      return state == SenderState.TRACKING_OFF ? OfferResult.TRACKING_OFF : OfferResult.STOPPED;
    }
    if (!FixBounds.hold(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres)) {
      return OfferResult.INVALID;
    }
    if (open.count() >= batching.fixesMax()) {
      closeDue(nowNs);
      if (open.count() >= batching.fixesMax()) {
        return state.isFinal() ? OfferResult.STOPPED : OfferResult.WINDOW_FULL;
      }
    }
    if (open.count() == 0) {
      openDueNs = nowNs + batching.ageMaxMs() * NS_PER_MS;
    }
    open.add(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
    tally.fixesOffered++;
    tally.fixesOpen++;
    if (open.count() == batching.fixesMax()) {
      closeDue(nowNs);
    }
    return OfferResult.ACCEPTED;
  }

  void vehicle(long metres, int bits) {
    if (metres < 0 || metres > FixLimits.ODOMETER_METRES_MAX || bits < 0 || bits > 3) {
      throw new IllegalArgumentException("an odometer has 0 to 2^40-1 metres, inputs are 0 to 3");
    }
    odometerMetres = metres;
    inputs = bits;
  }

  void flush(long nowNs) {
    closeWanted = open.count() > 0;
    closeDue(nowNs);
  }

  void hello() {
    helloWanted = true;
  }

  SenderState state() {
    return state;
  }

  @Nullable IOException storeFailure() {
    return storeFailure;
  }

  int unsettled() {
    return window.count();
  }

  boolean isSettled() {
    return open.count() == 0 && window.count() == 0;
  }

  /**
   * When {@link #nextFrame} will have something to do, {@link #NEVER} if only an offer or an ack
   * can bring it.
   */
  long dueNs(long nowNs) {
    if (state.isFinal()) {
      return NEVER;
    }
    long due = helloWanted ? nowNs : NEVER;
    if (state == SenderState.TRACKING_OFF) {
      due = Math.min(due, helloDueNs);
    } else {
      if (nextUnsent < window.end()) {
        due = nowNs;
      }
      due = Math.min(due, retryDueNs);
      if (open.count() > 0 && window.hasRoom()) {
        due = Math.min(due, closeWanted ? nowNs : openDueNs);
      }
    }
    return Math.max(due, pausedUntilNs);
  }

  /**
   * Seals the next frame that is due.
   *
   * @param frame array to write to, with room for the carriage's longest frame
   * @return its length, 0 when none is due
   */
  int nextFrame(long nowNs, byte[] frame, int offset) {
    if (state.isFinal() || nowNs < pausedUntilNs) {
      return 0;
    }
    try {
      closeDue(nowNs);
      if (helloWanted || (state == SenderState.TRACKING_OFF && helloDueNs <= nowNs)) {
        return sealHello(nowNs, frame, offset);
      }
      if (state != SenderState.SENDING) {
        return 0;
      }
      FrozenBatch batch = retryDueNs <= nowNs ? findRetry(nowNs) : null;
      if (batch == null) {
        batch = findUnsent();
      }
      return batch == null ? 0 : sealBatch(batch, nowNs, frame, offset);
    } catch (IOException e) {
      storeFailed(e);
      return 0;
    }
  }

  /** Takes bytes that came from the server for this key; true when they were an ack to obey. */
  boolean onFrame(long nowNs, byte[] bytes, int offset, int length) {
    if (state.isFinal()) {
      return false;
    }
    long answered = acks.open(bytes, offset, length);
    if (answered == AckReader.NOTHING) {
      return false;
    }
    obey(kit.ack, answered, nowNs);
    return true;
  }

  /**
   * The connection is gone, and with it all that was sent on it and not acked: send that again on
   * the next.
   */
  void onDisconnected(long nowNs) {
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && batch.unboundAnswers == 0) {
        batch.dueNs = nowNs;
        retryDueNs = Math.min(retryDueNs, nowNs);
      }
    }
  }

  void close() throws IOException {
    if (storeFailure == null) {
      numbers.close();
    }
  }

  private void obey(AckDecoder ack, long answered, long nowNs) {
    switch (ack.status()) {
      case REVOKED -> stop(SenderState.REVOKED);
      case ERASED -> stop(SenderState.ERASED);
      default -> {
        if (highestSettled(ack) >= nextUnsent) {
          stop(SenderState.STATE_LOST);
          return;
        }
        FrozenBatch batch = carriedBy(answered);
        if (batch != null) {
          batch.refused = Math.min(batch.fixes, Math.max(batch.refused, ack.refused()));
        }
        settle(ack, nowNs);
        follow(ack, carriedBy(answered), nowNs);
      }
    }
  }

  private void settle(AckDecoder ack, long nowNs) {
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && ack.isSettled(seq)) {
        tally.fixesSettled += batch.fixes;
        tally.fixesRefused += batch.refused;
        tally.batchesSettled++;
        release(batch);
        listener.onSettled(device, seq, batch.fixes, batch.refused, nowNs - batch.firstSentNs);
      } else if (batch != null && batch.silentSends > 1 && batch.unboundAnswers == 0) {
        // The server is within reach again: what waited long for it need not wait on.
        batch.silentSends = 1;
        batch.dueNs = Math.min(batch.dueNs, nowNs + waitNs(retrying.firstMs(), 0));
        retryDueNs = Math.min(retryDueNs, batch.dueNs);
      }
    }
    if (window.count() == 0) {
      retryDueNs = NEVER;
    }
  }

  /** Status and tracking; {@code batch} is the one answered if it is still unsettled. */
  private void follow(AckDecoder ack, @Nullable FrozenBatch batch, long nowNs) {
    switch (ack.status()) {
      case SLOW_DOWN -> {
        int told = ack.retryAfterSeconds();
        int seconds = told > 0 ? Math.min(told, SLOW_DOWN_S_MAX) : SLOW_DOWN_S_DEFAULT;
        long waitNs = seconds * 1000L * NS_PER_MS;
        pausedUntilNs = nowNs + waitNs + (long) (waitNs * 0.25 * random.nextDouble());
      }
      case UNBOUND -> {
        if (batch != null) {
          batch.dueNs = nowNs + waitNs(retrying.unboundMs(), batch.unboundAnswers++);
          retryDueNs = Math.min(retryDueNs, batch.dueNs);
        }
      }
      default -> {}
    }
    if (ack.trackingOn()) {
      enter(SenderState.SENDING);
    } else {
      helloDueNs = nowNs + Backoff.spreadNs(retrying.helloMs(), random);
      enter(SenderState.TRACKING_OFF);
    }
  }

  private @Nullable FrozenBatch carriedBy(long counter) {
    int batch = recent.batchOf(counter);
    if (batch == RecentCounters.NO_BATCH) {
      return null;
    }
    // The window spans 64 numbers, so the low 31 bits name one.
    long seq = window.low() + ((batch - (int) window.low()) & Integer.MAX_VALUE);
    return window.find(seq);
  }

  private static long highestSettled(AckDecoder ack) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(ack.durableAbove());
    long highest = bits == 0 ? ack.durableSeq() : ack.durableSeq() + 1 + bits;
    return ack.durableSeq() < 0 ? Long.MAX_VALUE : highest;
  }

  /** Closes the open batch if it is full, old enough or asked for, and there is room. */
  private void closeDue(long nowNs) {
    boolean all = closeWanted || openDueNs <= nowNs;
    while (open.count() > 0
        && (all || open.count() >= batching.fixesMax())
        && window.hasRoom()
        && !state.isFinal()) {
      try {
        freeze();
      } catch (IOException e) {
        storeFailed(e);
      }
    }
    if (open.count() == 0) {
      closeWanted = false;
      openDueNs = NEVER;
    }
  }

  private void freeze() throws IOException {
    long seq = numbers.takeBatchSeq();
    int held = (int) (seq - window.low());
    int fixes = kit.encode(open, batching, seq, held, odometerMetres, inputs, messageBytesMax);
    FrozenBatch batch = window.append();
    batch.freeze(seq, FrameKind.FACTS, fixes, kit.message, kit.messageBytes);
    spool.frozen(batch);
    open.removeFirst(fixes);
    tally.fixesOpen -= fixes;
    tally.fixesUnsettled += fixes;
    tally.batchesUnsettled++;
    listener.onFrozen(device, seq, fixes, kit.firstMs, kit.lastMs);
  }

  private @Nullable FrozenBatch findUnsent() {
    return nextUnsent < window.end() ? window.find(nextUnsent) : null;
  }

  /** The lowest batch whose retry is due; drops those that waited too long for a driver. */
  private @Nullable FrozenBatch findRetry(long nowNs) {
    long next = NEVER;
    FrozenBatch found = null;
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch == null) {
        continue;
      }
      if (batch.unboundAnswers > 0 && nowNs - batch.firstSentNs > UNBOUND_NS_MAX) {
        drop(batch);
      } else if (batch.dueNs <= nowNs && found == null) {
        found = batch;
      } else {
        next = Math.min(next, batch.dueNs);
      }
    }
    retryDueNs = next;
    return found;
  }

  private int sealBatch(FrozenBatch batch, long nowNs, byte[] frame, int offset)
      throws IOException {
    long counter = numbers.takeCounter();
    recent.sent(counter, batch.batchSeq);
    if (batch.attempts == 0) {
      batch.firstSentNs = nowNs;
      nextUnsent++;
      tally.batchesSent++;
      tally.fixesSent += batch.fixes;
    } else {
      tally.framesRetried++;
    }
    batch.dueNs = nowNs + waitNs(retrying.firstMs(), batch.silentSends++);
    batch.attempts++;
    retryDueNs = Math.min(retryDueNs, batch.dueNs);
    return seal(batch.kind, counter, batch.content, batch.contentBytes, frame, offset);
  }

  private int sealHello(long nowNs, byte[] frame, int offset) throws IOException {
    long counter = numbers.takeCounter();
    recent.sentWithoutBatch(counter);
    helloWanted = false;
    helloDueNs = nowNs + Backoff.spreadNs(retrying.helloMs(), random);
    tally.hellosSent++;
    int length = HelloCodec.encode(kit.message, 0);
    return seal(FrameKind.HELLO, counter, kit.message, length, frame, offset);
  }

  private int seal(int kind, long counter, byte[] plain, int length, byte[] frame, int offset) {
    int bytes = kit.cipher.sealUp(keys, kind, keyId, counter, plain, 0, length, frame, offset);
    tally.framesSent++;
    tally.bytesSent += bytes;
    return bytes;
  }

  private long waitNs(long firstMs, int tries) {
    return Backoff.waitNs(firstMs, Math.max(firstMs, retrying.capMs()), tries, random);
  }

  private void drop(FrozenBatch batch) {
    tally.fixesDropped += batch.fixes;
    release(batch);
    listener.onDropped(device, batch.batchSeq, batch.fixes);
  }

  private void release(FrozenBatch batch) {
    tally.fixesUnsettled -= batch.fixes;
    tally.batchesUnsettled--;
    spool.released(batch);
    window.remove(batch);
  }

  private void storeFailed(IOException e) {
    storeFailure = e;
    stop(SenderState.STORE_FAILED);
  }

  private void stop(SenderState last) {
    tally.fixesOpen -= open.count();
    tally.fixesDropped += open.count();
    open.destroy();
    for (long seq = window.low(); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null) {
        batch.destroy();
        drop(batch);
      }
    }
    spool.destroyed();
    enter(last);
  }

  private void enter(SenderState next) {
    if (state != next) {
      state = next;
      listener.onState(device, next);
    }
  }
}

package kz.relog.device;

import java.io.IOException;
import java.util.Random;
import java.util.function.LongSupplier;
import kz.relog.device.spool.Spool;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.fix.HelloCodec;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import org.jspecify.annotations.Nullable;

/**
 * What one device owes the server, and what it may do now: obeys acks and the person, and gives out
 * frames until each batch is settled. {@link Collector} makes the batches, {@link Outbox} keeps the
 * numbered ones, {@link KeyRing} seals. Knows no socket; times are nanoseconds of the caller's
 * monotonic clock. One thread owns it, together with all senders of the same {@link SealKit}.
 */
final class Sender {
  /** When nothing will be due until something else happens. */
  static final long NEVER = Long.MAX_VALUE;

  static final long NS_PER_MS = 1_000_000;

  private final int device;
  private final RetryPolicy retrying;
  private final Spool spool;
  private final SealKit kit;
  private final Tally tally;
  private final Random random;
  private final DeviceListener listener;
  private final LongSupplier clockMs;
  private final KeyRing ring;
  private final Outbox outbox;
  private final Collector collector;
  private final Silence silence;
  private final ByteMeter meter;
  private final ConsentDesk consents;

  private SenderState state;
  private @Nullable IOException storeFailure;
  private boolean helloWanted;

  /** The hello asks what became of a change of consent; no budget keeps it back. */
  private boolean helloUrgent;

  private long helloDueNs = NEVER;
  private long pausedUntilNs = Long.MIN_VALUE;
  private long budgetFromNs = Long.MIN_VALUE;

  Sender(int device, DeviceHome.Parts parts, FleetConfig config, Shared shared, long nowNs) {
    this.device = device;
    this.retrying = config.retry();
    this.spool = parts.spool();
    this.kit = shared.kit();
    this.tally = shared.tally();
    this.random = shared.random();
    this.listener = shared.listener();
    this.clockMs = shared.clockMs();
    this.consents = new ConsentDesk(spool, tally);
    this.ring = new KeyRing(device, parts, shared);
    this.outbox = new Outbox(device, retrying, spool, ring, shared);
    this.collector = new Collector(device, config, spool, ring, outbox, shared);
    this.silence = new Silence(retrying, random);
    this.meter = new ByteMeter(config.budgetBytesPerDay(), clockMs, consents.memory());
    this.state = consents.state();
    this.helloWanted = state == SenderState.TRACKING_OFF;
    outbox.recover(nowNs, clockMs.getAsLong());
    collector.recover(nowNs);
  }

  /**
   * What the senders of one thread have in common.
   *
   * @param kit ciphers and codecs
   * @param tally counts
   * @param random of the jitter
   * @param listener told what becomes of batches
   * @param clockMs the wall clock, Unix epoch ms
   * @param devices which device a key id belongs to
   */
  record Shared(
      SealKit kit,
      Tally tally,
      Random random,
      DeviceListener listener,
      LongSupplier clockMs,
      KeyIdMap devices) {}

  OfferResult offer(
      long nowNs,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres) {
    if (state != SenderState.SENDING) {
      return state.isFinal() ? OfferResult.STOPPED : OfferResult.TRACKING_OFF;
    }
    if (!FixBounds.hold(timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres)) {
      return OfferResult.INVALID;
    }
    try {
      return collector.offer(nowNs, timeMs, latE7, lonE7, speedDmps, courseDegrees, accuracyMetres);
    } catch (IOException e) {
      storeFailed(e);
      return OfferResult.STOPPED;
    }
  }

  void vehicle(long metres, int bits) {
    Collector.requireVehicle(metres, bits);
    collector.vehicle(metres, bits);
  }

  void flush(long nowNs) {
    collector.flush();
    closeDue(nowNs);
  }

  void hello() {
    helloWanted = true;
  }

  /**
   * The person changes what they allow. For every purpose (0) it takes effect here at once; a
   * withdrawal destroys every fix that is not settled.
   *
   * @throws IOException if the change could not be stored: it holds for this run, and is sent, but
   *     a restart may not know it
   */
  void consent(ConsentChange.Action action, int purpose) throws IOException {
    if (state.isFinal()) {
      return;
    }
    if (consents.change(action, purpose)) {
      outbox.destroy(true);
      collector.destroy();
    }
    enter(consents.state());
    consents.store();
  }

  /**
   * The person granted anew, elsewhere: asks the server whether tracking is on.
   *
   * @throws IOException if what the withdrawal destroys could not be destroyed yet
   */
  void granted() throws IOException {
    if (!state.isFinal() && consents.grant()) {
      helloWanted = true;
      enter(consents.state());
      consents.store();
    }
  }

  SenderState state() {
    return state;
  }

  @Nullable IOException storeFailure() {
    return storeFailure;
  }

  int unsettled() {
    return outbox.count();
  }

  Silence silence() {
    return silence;
  }

  ByteMeter meter() {
    return meter;
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
    if (state == SenderState.SENDING) {
      if (outbox.hasUnsent()) {
        due = nowNs;
      }
      due = Math.min(due, Math.min(outbox.retryDueNs(), collector.dueNs(nowNs)));
    } else {
      due = Math.min(due, helloDueNs);
    }
    due = Math.max(due, budgetFromNs);
    if (consents.hasWishes() && outbox.hasRoom()) {
      due = nowNs;
    } else if (state != SenderState.SENDING || budgetFromNs > nowNs) {
      due = helloUrgent ? nowNs : Math.min(due, outbox.consentDueNs());
    }
    return Math.max(silence.dueNs(due), pausedUntilNs);
  }

  /**
   * Seals the next frame that is due.
   *
   * @param frame array to write to, with room for the carriage's longest frame
   * @param frameBytesMax longest frame that the way takes
   * @return its length, 0 when none is due
   */
  int nextFrame(long nowNs, byte[] frame, int offset, int frameBytesMax) {
    if (state.isFinal() || nowNs < pausedUntilNs) {
      return 0;
    }
    boolean silent = silence.isSilent(nowNs);
    if (silent && nowNs < silence.dueNs(nowNs)) {
      return 0;
    }
    try {
      if (!consents.freeze(outbox, ring.numbers(), kit, nowNs, clockMs.getAsLong())) {
        pausedUntilNs = nowNs + retrying.firstMs() * NS_PER_MS;
        return 0;
      }
      if (!spool.isDurable()) {
        collector.closeDue(nowNs);
      }
      int length = sealNext(nowNs, frame, offset, frameBytesMax, silent);
      if (length > 0) {
        silence.onSent(nowNs);
        counted(length);
      }
      return length;
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
    DeviceKey key = ring.toOpen(bytes, offset, length);
    long answered = key.open(bytes, offset, length);
    if (answered == AckReader.NOTHING) {
      return false;
    }
    meter.count(length);
    silence.onHeard();
    ring.onHeard(key, kit.ack);
    if (kit.ack.status() == Ack.Status.REVOKED && ring.isReplaced(key)) {
      return true;
    }
    obey(kit.ack, key.recent.batchOf(answered), nowNs);
    return true;
  }

  /**
   * The connection is gone, and with it all that was sent on it and not acked: send that again on
   * the next.
   */
  void onDisconnected(long nowNs) {
    outbox.onDisconnected(nowNs);
    silence.onNewWay(nowNs);
  }

  void close() throws IOException {
    try {
      if (spool.isDurable() && !state.isFinal() && meter.budgetBytes() > 0) {
        spool.save(meter.exact(consents.memory()));
      }
    } finally {
      try {
        spool.close();
      } finally {
        if (storeFailure == null) {
          ring.close();
        }
      }
    }
  }

  /**
   * Seals a question for the state, to see whether a way to the server works.
   *
   * @return its length, 0 when none may be sent now
   */
  int probeFrame(long nowNs, byte[] frame, int offset) {
    if (state.isFinal() || nowNs < pausedUntilNs || nowNs < budgetFromNs) {
      return 0;
    }
    try {
      if (!allowed(FrameDescriptor.HELLO_FRAME_BYTES_MIN, nowNs)) {
        return 0;
      }
      return counted(sealHello(nowNs, frame, offset));
    } catch (IOException e) {
      storeFailed(e);
      return 0;
    }
  }

  private int counted(int length) {
    meter.count(length);
    tally.framesSent++;
    tally.bytesSent += length;
    return length;
  }

  private int sealNext(long nowNs, byte[] frame, int offset, int frameBytesMax, boolean silent)
      throws IOException {
    boolean sending = state == SenderState.SENDING;
    boolean budget = nowNs >= budgetFromNs;
    if (helloUrgent || (budget && (helloWanted || (!sending && helloDueNs <= nowNs)))) {
      return helloUrgent || allowed(FrameDescriptor.HELLO_FRAME_BYTES_MIN, nowNs)
          ? sealHello(nowNs, frame, offset)
          : 0;
    }
    FrozenBatch batch;
    if (silent) {
      batch = outbox.findProbe(!sending || !budget);
    } else if (sending && budget) {
      batch = outbox.findDue(nowNs);
    } else {
      batch = outbox.findConsentDue(nowNs);
    }
    if (batch == null && sending && budget && spool.isDurable()) {
      collector.freezeNext(nowNs, clockMs.getAsLong());
      batch = outbox.findDue(nowNs);
    }
    while (batch != null && batch.contentBytes + FrameDescriptor.OVERHEAD_BYTES > frameBytesMax) {
      outbox.drop(batch); // frozen for TCP by an earlier run, and this way takes datagrams only
      batch = outbox.findDue(nowNs);
    }
    if (batch != null
        && batch.isFacts()
        && !allowed(batch.contentBytes + FrameDescriptor.OVERHEAD_BYTES, nowNs)) {
      batch = outbox.findConsentDue(nowNs); // what the person says is no matter of budgets
    }
    if (batch == null) {
      return 0;
    }
    int length = ring.toSeal().sealBatch(batch, frame, offset);
    outbox.onSending(batch, nowNs);
    return length;
  }

  private int sealHello(long nowNs, byte[] frame, int offset) throws IOException {
    int length = HelloCodec.encode(kit.message, 0);
    int bytes = ring.toSeal().sealMessage(FrameKind.HELLO, kit.message, length, frame, offset);
    helloWanted = false;
    helloUrgent = false;
    helloDueNs = nowNs + Backoff.spreadNs(retrying.helloMs(), random);
    tally.hellosSent++;
    return bytes;
  }

  /**
   * Whether the budget has room for a frame; if not, nothing but consent goes out till tomorrow.
   */
  private boolean allowed(int frameBytes, long nowNs) throws IOException {
    if (!meter.allows(frameBytes)) {
      budgetFromNs = nowNs + meter.msToNextDay() * NS_PER_MS;
      return false;
    }
    if (spool.isDurable() && meter.isSaveDue()) {
      consents.meter(meter);
    }
    return true;
  }

  private void obey(AckDecoder ack, int batch, long nowNs) {
    switch (ack.status()) {
      case REVOKED -> stop(SenderState.REVOKED);
      case ERASED -> stop(SenderState.ERASED);
      default -> {
        if (outbox.isAhead(ack)) {
          stop(SenderState.STATE_LOST);
          return;
        }
        outbox.noteRefused(batch, ack);
        outbox.settle(ack, nowNs);
        follow(ack, batch, nowNs);
      }
    }
  }

  private void follow(AckDecoder ack, int batch, long nowNs) {
    if (ack.status() == Ack.Status.SLOW_DOWN) {
      pausedUntilNs = nowNs + Backoff.slowDownNs(ack.retryAfterSeconds(), random);
    } else if (ack.status() == Ack.Status.UNBOUND) {
      outbox.onUnbound(batch, nowNs);
    } else if (outbox.isConsent(batch)) {
      // The frame was too short for an ack that says more than durable_seq: a longer one is not.
      helloWanted = true;
      helloUrgent = true;
    }
    if (!ack.trackingOn()) {
      helloDueNs = nowNs + Backoff.spreadNs(retrying.helloMs(), random);
    }
    consents.tracking(ack.trackingOn());
    enter(consents.state());
  }

  private void closeDue(long nowNs) {
    if (!spool.isDurable() && !state.isFinal()) {
      try {
        collector.closeDue(nowNs);
      } catch (IOException e) {
        storeFailed(e);
      }
    }
  }

  private void storeFailed(IOException e) {
    storeFailure = e;
    stop(SenderState.STORE_FAILED);
  }

  private void stop(SenderState last) {
    boolean keep =
        spool.isDurable() && (last == SenderState.STORE_FAILED || last == SenderState.STATE_LOST);
    if (keep) {
      collector.keep();
      outbox.keep();
    } else {
      collector.destroy();
      outbox.destroy(false);
      try {
        spool.destroy();
      } catch (IOException e) {
        tally.spoolErrors++;
      }
    }
    consents.end();
    enter(last);
  }

  private void enter(SenderState next) {
    if (state != next) {
      state = next;
      listener.onState(device, next);
    }
  }
}

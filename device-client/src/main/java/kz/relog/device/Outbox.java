package kz.relog.device;

import java.io.IOException;
import java.util.Random;
import kz.relog.device.spool.Spool;
import kz.relog.device.spool.SpooledBatch;
import kz.relog.proto.fix.AckDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The numbered batches that the server has not settled: when each is sent, what acks say of them,
 * and when one is given up. Keeps spool, counts and listener in step. One thread.
 */
final class Outbox {
  /** How long a batch waits for a person to bind the device to a driver. */
  static final long UNBOUND_NS_MAX = 12L * 3600 * 1_000_000_000;

  private final int device;
  private final RetryPolicy retrying;
  private final Spool spool;
  private final KeyRing ring;
  private final Tally tally;
  private final Random random;
  private final DeviceListener listener;
  private final SendWindow window;
  private final Untold untold = new Untold();
  private long nextUnsent;
  private long lastProbed;
  private long retryDueNs = Sender.NEVER;

  Outbox(int device, RetryPolicy retrying, Spool spool, KeyRing ring, Sender.Shared shared) {
    this.device = device;
    this.retrying = retrying;
    this.spool = spool;
    this.ring = ring;
    this.tally = shared.tally();
    this.random = shared.random();
    this.listener = shared.listener();
    this.window = new SendWindow(ring.numbers().peekBatchSeq());
    this.nextUnsent = window.end();
  }

  /** Takes over what an earlier run froze; it may have been sent, so it is sent as a retry. */
  void recover(long nowNs, long wallMs) {
    for (SpooledBatch old : spool.recoverBatches()) {
      if (!window.hasRoomFor(old.batchSeq())) {
        throw new IllegalStateException("the spool holds batches more than 64 numbers apart");
      }
      FrozenBatch batch = window.append(old.batchSeq());
      long ageMs = Math.max(0, wallMs - old.bornMs());
      batch.freeze(old.batchSeq(), old.kind(), old.fixes(), old.content(), old.length(), nowNs);
      batch.bornNs = nowNs - Math.min(UNBOUND_NS_MAX, ageMs * Sender.NS_PER_MS);
      tally.fixesRecovered += old.fixes();
      tally.fixesUnsettled += old.fixes();
      tally.batchesUnsettled++;
      retryDueNs = nowNs;
      listener.onRecovered(device, old.batchSeq(), old.fixes(), old.firstMs(), old.lastMs());
    }
    // Higher ones may have been settled and forgotten.
    nextUnsent = ring.numbers().peekBatchSeq();
  }

  int count() {
    return window.count();
  }

  boolean hasRoom() {
    return window.hasRoomFor(ring.numbers().peekBatchSeq());
  }

  /** How many numbers below the next batch's may still be sent. */
  int held() {
    return window.heldAt(ring.numbers().peekBatchSeq());
  }

  /**
   * Freezes a message under the number that was prepared.
   *
   * @param fixThrough the spool's number of its last fix when it comes from the open batch, else 0
   * @param wallMs the device's clock, Unix epoch ms
   * @throws IOException if the spool cannot keep it: nothing has happened
   */
  void freeze(
      int kind,
      int fixes,
      SealKit kit,
      long fixThrough,
      boolean fromBacklog,
      long nowNs,
      long wallMs)
      throws IOException {
    Numbers numbers = ring.numbers();
    long seq = numbers.prepareBatchSeq();
    if (spool.isDurable()) {
      spool.freeze(
          new SpooledBatch(
              seq, kind, fixes, kit.firstMs, kit.lastMs, wallMs, kit.message, kit.messageBytes),
          fixThrough,
          fromBacklog,
          numbers.batchSeqEnd());
    }
    numbers.batchSeqTaken();
    window.append(seq).freeze(seq, kind, fixes, kit.message, kit.messageBytes, nowNs);
    tally.fixesUnsettled += fixes;
    tally.batchesUnsettled++;
    listener.onFrozen(device, seq, fixes, kit.firstMs, kit.lastMs);
  }

  boolean hasUnsent() {
    return nextUnsent < window.end();
  }

  /** When the first retry is due, of any batch. */
  long retryDueNs() {
    return retryDueNs;
  }

  /** When the first change of consent is due. */
  long consentDueNs() {
    long due = Sender.NEVER;
    for (long seq = window.low(); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && !batch.isFacts()) {
        due = Math.min(due, batch.dueNs);
      }
    }
    return due;
  }

  /** The batch to send now: the lowest retry that is due, or the first that was never sent. */
  @Nullable FrozenBatch findDue(long nowNs) {
    FrozenBatch batch = retryDueNs <= nowNs ? findRetry(nowNs) : null;
    return batch == null ? findUnsent() : batch;
  }

  /** The change of consent that is due, lowest first. */
  @Nullable FrozenBatch findConsentDue(long nowNs) {
    for (long seq = window.low(); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && !batch.isFacts() && batch.dueNs <= nowNs) {
        return batch;
      }
    }
    return null;
  }

  /**
   * The batch to send into the silence: each in turn, so that one that the server never answers
   * does not stand in the way of the others.
   */
  @Nullable FrozenBatch findProbe(boolean consentOnly) {
    for (long seq = Math.max(window.low(), lastProbed + 1); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && !(consentOnly && batch.isFacts())) {
        lastProbed = seq;
        return batch;
      }
    }
    if (lastProbed == 0) {
      return null;
    }
    lastProbed = 0;
    return findProbe(consentOnly);
  }

  /** A batch goes out. */
  void onSending(FrozenBatch batch, long nowNs) {
    if (batch.attempts++ == 0) {
      batch.firstSentNs = nowNs;
      nextUnsent = Math.max(nextUnsent, batch.batchSeq + 1);
      tally.batchesSent++;
      tally.fixesSent += batch.fixes;
    } else {
      tally.framesRetried++;
    }
    batch.dueNs = nowNs + waitNs(retrying.firstMs(), batch.silentSends++);
    retryDueNs = Math.min(retryDueNs, batch.dueNs);
  }

  /** The connection is gone, and with it all that was sent on it and not acked. */
  void onDisconnected(long nowNs) {
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && batch.unboundAnswers == 0) {
        batch.dueNs = nowNs;
        retryDueNs = Math.min(retryDueNs, nowNs);
      }
    }
  }

  /** Whether the ack tells of batches that this device never sent. */
  boolean isAhead(AckDecoder ack) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(ack.durableAbove());
    long highest = bits == 0 ? ack.durableSeq() : ack.durableSeq() + 1 + bits;
    return ack.durableSeq() < 0 || highest >= nextUnsent;
  }

  /**
   * Notes how many fixes were refused of the batch that an ack answers, if the ack settles it.
   *
   * @param batch as {@link RecentCounters} has it
   */
  void noteRefused(int batch, AckDecoder ack) {
    if (batch == RecentCounters.NO_BATCH) {
      return;
    }
    FrozenBatch waiting = findLow31(batch);
    if (waiting != null) {
      if (ack.isSettled(waiting.batchSeq)) {
        waiting.refused = Math.min(waiting.fixes, ack.refused());
      }
      return;
    }
    int fixes = untold.take(batch);
    if (fixes > 0) {
      int told = Math.min(fixes, ack.refused());
      tally.fixesUntold -= fixes;
      tally.fixesRefused += told;
      listener.onRefused(device, untold.batchSeq(), told);
    }
  }

  /** Forgets what is settled; hurries what waited long, since the server is heard. */
  void settle(AckDecoder ack, long nowNs) {
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && ack.isSettled(seq)) {
        settle(batch, nowNs);
      } else if (batch != null && batch.silentSends > 1 && batch.unboundAnswers == 0) {
        batch.silentSends = 1;
        batch.dueNs = Math.min(batch.dueNs, nowNs + waitNs(retrying.firstMs(), 0));
        retryDueNs = Math.min(retryDueNs, batch.dueNs);
      }
    }
    if (window.count() == 0) {
      retryDueNs = Sender.NEVER;
    }
  }

  /** The server knows no driver for the batch of this answer: it waits for one. */
  void onUnbound(int low31, long nowNs) {
    FrozenBatch batch = low31 == RecentCounters.NO_BATCH ? null : findLow31(low31);
    if (batch != null) {
      batch.dueNs = nowNs + waitNs(retrying.unboundMs(), batch.unboundAnswers++);
      retryDueNs = Math.min(retryDueNs, batch.dueNs);
    }
  }

  /**
   * Whether an unsettled change of consent is meant; {@code low31} as {@link RecentCounters} has
   * it.
   */
  boolean isConsent(int low31) {
    FrozenBatch batch = low31 == RecentCounters.NO_BATCH ? null : findLow31(low31);
    return batch != null && !batch.isFacts();
  }

  /** Gives a batch up. */
  void drop(FrozenBatch batch) {
    tally.fixesDropped += batch.fixes;
    int fixes = batch.fixes;
    long seq = batch.batchSeq;
    release(batch);
    listener.onDropped(device, seq, fixes);
  }

  /** Gives up every batch of facts, or every batch; overwrites its content. */
  void destroy(boolean factsOnly) {
    for (long seq = window.low(); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null && (batch.isFacts() || !factsOnly)) {
        batch.destroy();
        drop(batch);
      }
    }
  }

  /** Leaves every batch to the next run. */
  void keep() {
    tally.batchesUnsettled -= window.count();
    for (long seq = window.low(); seq < window.end(); seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch != null) {
        tally.fixesKept += batch.fixes;
        tally.fixesUnsettled -= batch.fixes;
        window.remove(batch);
      }
    }
  }

  private void settle(FrozenBatch batch, long nowNs) {
    int told = batch.isFacts() ? batch.refused : 0;
    tally.fixesSettled += batch.fixes;
    tally.batchesSettled++;
    if (told == DeviceListener.REFUSED_UNKNOWN) {
      tally.fixesUntold += batch.fixes;
      untold.put(batch.batchSeq, batch.fixes);
    } else {
      tally.fixesRefused += told;
    }
    // The listener first: a kill in between brings the batch again, it never hides it.
    listener.onSettled(device, batch.batchSeq, batch.fixes, told, nowNs - batch.firstSentNs);
    release(batch);
  }

  private void release(FrozenBatch batch) {
    tally.fixesUnsettled -= batch.fixes;
    tally.batchesUnsettled--;
    try {
      spool.release(batch.batchSeq);
    } catch (IOException e) {
      tally.spoolErrors++; // the next run sends it again, and the server knows it
    }
    window.remove(batch);
  }

  /** The lowest batch whose retry is due; drops those that waited too long for a driver. */
  private @Nullable FrozenBatch findRetry(long nowNs) {
    long next = Sender.NEVER;
    FrozenBatch found = null;
    for (long seq = window.low(); seq < nextUnsent; seq++) {
      FrozenBatch batch = window.find(seq);
      if (batch == null) {
        continue;
      }
      if (batch.unboundAnswers > 0 && nowNs - batch.bornNs > UNBOUND_NS_MAX) {
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

  private @Nullable FrozenBatch findUnsent() {
    while (nextUnsent < window.end()) {
      FrozenBatch batch = window.find(nextUnsent);
      if (batch != null) {
        return batch;
      }
      nextUnsent++;
    }
    return null;
  }

  /** The window spans 64 numbers, so the low 31 bits name one. */
  private @Nullable FrozenBatch findLow31(int batch) {
    long seq = window.low() + ((batch - (int) window.low()) & Integer.MAX_VALUE);
    return window.find(seq);
  }

  private long waitNs(long firstMs, int tries) {
    return Backoff.waitNs(firstMs, Math.max(firstMs, retrying.capMs()), tries, random);
  }
}

package kz.relog.device;

import java.io.IOException;
import kz.relog.device.spool.FileSpool;
import kz.relog.device.spool.Spool;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKind;

/**
 * Makes batches of fixes: collects them, thins them if asked, closes a batch by count, age or
 * bytes. Without a spool a closed batch gets its number at once, as long as there is room in the
 * window. With one it gets it when it is to be sent; until then it waits in the spool's backlog,
 * where it may still be thinned. One thread.
 */
final class Collector implements Spool.Losses {
  /** Fixes that one batch may be thinned from: a bound for what the spool keeps singly. */
  private static final int RAW_FIXES_MAX = 4096;

  /** Less room than this in a frame is not worth a look. */
  private static final int ROOM_BYTES_MIN = 32;

  /** When the spool's disk refused a write, how long to leave it alone. */
  private static final long SPOOL_RETRY_NS = 5_000_000_000L;

  private final int device;
  private final BatchPolicy batching;
  private final int messageBytesMax;
  private final Spool spool;
  private final KeyRing ring;
  private final Outbox outbox;
  private final SealKit kit;
  private final Tally tally;
  private final DeviceListener listener;
  private final OpenBatch open = new OpenBatch();
  private final BatchLength length;

  private long odometerMetres;
  private int inputs;
  private boolean closeWanted;
  private int rawFixes;
  private long openDueNs = Sender.NEVER;
  private long spoolRetryNs = Long.MIN_VALUE;

  Collector(
      int device,
      FleetConfig config,
      Spool spool,
      KeyRing ring,
      Outbox outbox,
      Sender.Shared shared) {
    this.device = device;
    this.batching = config.batch();
    int frameBytesMax =
        Math.min(batching.frameBytesMax(), config.server().carriage().frameBytesMax());
    this.messageBytesMax = frameBytesMax - FrameDescriptor.OVERHEAD_BYTES;
    this.spool = spool;
    this.ring = ring;
    this.outbox = outbox;
    this.kit = shared.kit();
    this.tally = shared.tally();
    this.listener = shared.listener();
    this.length = new BatchLength(batching);
    spool.losses(this);
  }

  /** Takes over the fixes and batches without a number of an earlier run. */
  void recover(long nowNs) {
    tally.fixesRecovered += spool.backlogFixes();
    tally.fixesBacklog += spool.backlogFixes();
    spool.recoverFixes(
        (number, timeMs, latE7, lonE7, speed, course, accuracy) -> {
          tally.fixesRecovered++;
          add(nowNs, number, timeMs, latE7, lonE7, speed, course, accuracy);
          if (isFull()) {
            pend(nowNs);
          }
        });
  }

  void vehicle(long metres, int bits) {
    odometerMetres = metres;
    inputs = bits;
  }

  /** Takes a fix whose values are in range. */
  OfferResult offer(
      long nowNs, long timeMs, int latE7, int lonE7, int speed, int course, int accuracy)
      throws IOException {
    if (isFull()) {
      if (spool.isDurable()) {
        pend(nowNs);
      } else {
        closeDue(nowNs);
      }
      if (open.count() >= BatchPolicy.FIXES_MAX || (isFull() && !spool.isDurable())) {
        return spool.isDurable() ? OfferResult.NO_ROOM : OfferResult.WINDOW_FULL;
      }
    }
    long number;
    try {
      number = spool.addFix(timeMs, latE7, lonE7, speed, course, accuracy);
    } catch (IOException e) {
      tally.spoolErrors++;
      return OfferResult.NO_ROOM;
    }
    tally.fixesOffered++;
    add(nowNs, number, timeMs, latE7, lonE7, speed, course, accuracy);
    if (isFull() && !spool.isDurable()) {
      closeDue(nowNs);
    }
    return OfferResult.ACCEPTED;
  }

  /** The open batch is to be closed whatever it holds. */
  void flush() {
    closeWanted = open.count() > 0;
  }

  /** When there will be a batch to freeze, if there is room for it. */
  long dueNs(long nowNs) {
    if (!outbox.hasRoom()) {
      return Sender.NEVER;
    }
    long due = Sender.NEVER;
    if (spool.backlogBatches() > 0 || isFull()) {
      due = nowNs;
    } else if (open.count() > 0) {
      due = openDueNs;
    }
    return due == Sender.NEVER ? due : Math.max(due, spoolRetryNs);
  }

  /**
   * Without a spool: freezes what is due as long as there is room.
   *
   * @throws IOException if the counters cannot be stored
   */
  void closeDue(long nowNs) throws IOException {
    boolean all = closeWanted || openDueNs <= nowNs;
    while (open.count() > 0 && (all || isFull()) && outbox.hasRoom()) {
      freezeOpen(nowNs, 0);
    }
  }

  /**
   * With a spool: freezes the batch that is to be sent next, if one is due and there is room.
   *
   * @throws IOException if the counters cannot be stored
   */
  void freezeNext(long nowNs, long wallMs) throws IOException {
    if (nowNs < spoolRetryNs || !outbox.hasRoom()) {
      return;
    }
    ring.numbers().prepareBatchSeq(); // what fails from here on is the spool
    try {
      if (spool.backlogBatches() > 0) {
        freezeBacklog(nowNs, wallMs);
      } else if (isFull() || (open.count() > 0 && openDueNs <= nowNs)) {
        freezeOpen(nowNs, wallMs);
      }
    } catch (IOException e) {
      spoolRefused(nowNs);
    }
  }

  /** Gives up every fix that has no number. */
  void destroy() {
    long gone = open.count() + tally(spool.backlogFixes());
    tally.fixesOpen -= open.count();
    tally.fixesDropped += gone;
    openGone();
  }

  /** Leaves every fix to the next run. */
  void keep() {
    tally.fixesKept += open.count() + tally(spool.backlogFixes());
    tally.fixesOpen -= open.count();
    openGone();
  }

  @Override
  public void onThinned(int fixes) {
    tally.fixesBacklog -= fixes;
    tally.fixesThinned += fixes;
    listener.onThinned(device, fixes);
  }

  @Override
  public void onOverflow(int fixes) {
    tally.fixesBacklog -= fixes;
    tally.fixesDropped += fixes;
    listener.onOverflow(device, fixes);
  }

  private long tally(long backlogFixes) {
    tally.fixesBacklog -= backlogFixes;
    return backlogFixes;
  }

  private void add(
      long nowNs,
      long number,
      long timeMs,
      int latE7,
      int lonE7,
      int speed,
      int course,
      int accuracy) {
    if (open.count() == 0) {
      openDueNs = nowNs + batching.ageMaxMs() * Sender.NS_PER_MS;
      length.clear();
      rawFixes = 0;
    }
    open.add(number, timeMs, latE7, lonE7, speed, course, accuracy);
    length.add(open, open.count() - 1);
    rawFixes++;
    tally.fixesOpen++;
    if (length.bytes() > messageBytesMax) {
      int exact = kit.measure(open, batching);
      if (exact + ROOM_BYTES_MIN <= messageBytesMax) {
        length.correct(exact);
      }
    }
    if (batching.thinMetres() > 0 && isFull()) {
      thin();
      // What thinning has made room for is filled, unless it is hardly anything.
      closeWanted |= open.count() > batching.fixesMax() / 4 * 3;
      closeWanted |= length.bytes() > messageBytesMax / 4 * 3 || rawFixes >= RAW_FIXES_MAX;
    }
  }

  private boolean isFull() {
    return open.count() > 0
        && (closeWanted || open.count() >= batching.fixesMax() || length.bytes() > messageBytesMax);
  }

  private void thin() {
    int out = open.thin(kit.thinner, batching.thinnerMetres());
    if (out > 0) {
      tally.fixesOpen -= out;
      tally.fixesThinned += out;
      length.recount(open);
      listener.onThinned(device, out);
    }
  }

  private void freezeOpen(long nowNs, long wallMs) throws IOException {
    if (batching.thinMetres() > 0) {
      thin();
    }
    long seq = ring.numbers().prepareBatchSeq();
    int fixes =
        kit.encode(open, batching, seq, outbox.held(), odometerMetres, inputs, messageBytesMax);
    outbox.freeze(FrameKind.FACTS, fixes, kit, open.number(fixes - 1), false, nowNs, wallMs);
    openTaken(fixes);
  }

  private void freezeBacklog(long nowNs, long wallMs) throws IOException {
    kit.messageBytes = spool.readOldest(kit.message);
    int fixes = kit.renumber(ring.numbers().peekBatchSeq(), outbox.held());
    if (fixes == 0) {
      spool.dropOldest();
      return;
    }
    outbox.freeze(FrameKind.FACTS, fixes, kit, 0, true, nowNs, wallMs);
    tally.fixesBacklog -= fixes;
  }

  /** Moves the open batch to the backlog, in parts if it needs several. */
  private void pend(long nowNs) {
    if (nowNs < spoolRetryNs) {
      return;
    }
    if (batching.thinMetres() > 0) {
      thin();
    }
    int bytesMax = Math.min(messageBytesMax, FileSpool.PENDING_BYTES_MAX);
    try {
      while (isFull()) {
        int fixes = kit.encode(open, batching, 1, 0, odometerMetres, inputs, bytesMax);
        spool.pend(
            open.number(fixes - 1), fixes, kit.firstMs, kit.lastMs, kit.message, kit.messageBytes);
        tally.fixesBacklog += fixes;
        openTaken(fixes);
      }
    } catch (IOException e) {
      spoolRefused(nowNs);
    }
  }

  private void openTaken(int fixes) {
    open.removeFirst(fixes);
    tally.fixesOpen -= fixes;
    length.recount(open);
    if (open.count() == 0) {
      openGone();
    }
  }

  private void openGone() {
    open.destroy();
    closeWanted = false;
    openDueNs = Sender.NEVER;
    rawFixes = 0;
  }

  private void spoolRefused(long nowNs) {
    tally.spoolErrors++;
    spoolRetryNs = nowNs + SPOOL_RETRY_NS;
  }

  /** A purpose or an altitude is no concern here; the range of each value is. */
  static void requireVehicle(long metres, int bits) {
    if (metres < 0 || metres > FixLimits.ODOMETER_METRES_MAX || bits < 0 || bits > 3) {
      throw new IllegalArgumentException("an odometer has 0 to 2^40-1 metres, inputs are 0 to 3");
    }
  }
}

package kz.relog.ingest.sequence;

import java.util.Arrays;
import kz.relog.ingest.FixOutcome;
import kz.relog.ingest.FrameOutcome;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.admit.RingEntry;
import kz.relog.ingest.count.Counters;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.FrameTags;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.device.SettledWindow;
import kz.relog.ingest.gate.Binding;
import kz.relog.ingest.gate.Purposes;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.Ack;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;

/**
 * Judges admitted frames in order: replay, revocation, dedupe, the gate; then appends. Thread: the
 * sequencer; allocates nothing.
 *
 * <p><b>Settled batches.</b> A batch comes once more when its ack was lost: it is acked again and
 * not stored. If it then says something else, or lies more than {@link #RETRY_REACH} below the
 * highest, the device has lost its state and counts from 1 again. Such a frame gets no answer: an
 * OK would let the device forget facts that are nowhere. HELLO tells it where the server stands,
 * and it enrols anew.
 *
 * <p><b>Batches with nothing storable</b> are journalled as a header without sections: that the
 * device sent this batch under this counter, and nothing that it said. So a captured copy finds it
 * settled after a restart too, when the reason for the refusal may be gone.
 *
 * <p><b>A counter that comes again with another frame</b> means that two senders hold the key.
 * Which of them is the device cannot be told, so the key stores nothing any more.
 */
final class FrameSequencer implements ControlledMessageHandler {

  /**
   * A device holds 64 batches at most, so a retry lies at most 63 below the highest; as much again
   * for datagrams that the network held back within the replay window.
   */
  static final int RETRY_REACH = 128;

  /** What an entry takes besides the plaintext, about: header, a row of the table, a tag. */
  private static final int OVERHEAD_BYTES = 120;

  private final KeyTable keys;
  private final Erasures erasures;
  private final EntryWriter writer;
  private final AckBatch acks;
  private final ContentHashes contents;
  private final FrameTags tags;
  private final KeyChanges changes;
  private final Counters counters;
  private final IngestLimits.PerDevice limits;
  private final int groupBytesMax;
  private final byte[] plain = new byte[IngestLimits.TCP_FRAME_BYTES_MAX];
  private final RoadState state;
  private final FactsGate gate;
  private int groupBytes;

  FrameSequencer(
      RoadState state,
      EntryWriter writer,
      AckBatch acks,
      KeyChanges changes,
      Counters counters,
      FactsGate gate,
      IngestLimits limits) {
    this.state = state;
    this.gate = gate;
    this.keys = state.keys();
    this.erasures = state.erasures();
    this.writer = writer;
    this.acks = acks;
    this.contents = state.contents();
    this.tags = state.tags();
    this.changes = changes;
    this.counters = counters;
    this.limits = limits.device();
    this.groupBytesMax = limits.journal().groupBytesMax();
  }

  /** Leaves nothing of the frame before. */
  void scrub() {
    gate.scrub();
    Arrays.fill(plain, (byte) 0);
  }

  void beginGroup() {
    groupBytes = 0;
  }

  @Override
  public Action onMessage(int type, MutableDirectBuffer entry, int at, int length) {
    FrameOutcome outcome = judge(entry, at);
    counters.frame(outcome);
    groupBytes += length;
    return groupBytes < groupBytesMax ? Action.CONTINUE : Action.BREAK;
  }

  private FrameOutcome judge(MutableDirectBuffer entry, int at) {
    DeviceKey key = keys.at(RingEntry.key(entry, at));
    long counter = RingEntry.counter(entry, at);
    int tag = RingEntry.tag(entry, at);
    if (RingEntry.kind(entry, at) == RingEntry.CLONE || !key.accept(counter)) {
      return usedCounter(key, entry, at);
    }
    tags.remember(key.index(), counter, tag);
    if (!RingEntry.isTcp(entry, at) && counter == key.highestCounter()) {
      key.peer(
          RingEntry.peerHigh(entry, at),
          RingEntry.peerLow(entry, at),
          RingEntry.peerPort(entry, at));
    }
    if (key.isSuperseded()) {
      return refused(entry, at, FrameOutcome.REVOKED);
    }
    if (erasures.isErased(key.device().ownerRef())) {
      acks.addOwn(entry, at, Ack.Status.ERASED, 0);
      return refused(entry, at, FrameOutcome.ERASED);
    }
    if (key.isRevoked()) {
      acks.addOwn(entry, at, Ack.Status.REVOKED, 0);
      return refused(entry, at, FrameOutcome.REVOKED);
    }
    if (key.isQuarantined()) {
      acks.addOwn(entry, at, Ack.Status.SLOW_DOWN, 0);
      return refused(entry, at, FrameOutcome.QUARANTINED);
    }
    DeviceKey before = key.predecessor();
    if (before != null) {
      changes.supersede(before, key, RingEntry.receivedMs(entry, at));
    }
    if (RingEntry.kind(entry, at) == FrameKind.HELLO) {
      acks.addOwn(entry, at, Ack.Status.OK, 0);
      return FrameOutcome.HELLO;
    }
    return key.device().settled().isSettled(RingEntry.batchSeq(entry, at))
        ? again(key, entry, at)
        : store(key, entry, at);
  }

  private FrameOutcome usedCounter(DeviceKey key, MutableDirectBuffer entry, int at) {
    if (tags.isOther(key.index(), RingEntry.counter(entry, at), RingEntry.tag(entry, at))) {
      changes.quarantine(key, RingEntry.receivedMs(entry, at));
      return refused(entry, at, FrameOutcome.CLONED);
    }
    return refused(entry, at, FrameOutcome.REPLAYED);
  }

  private FrameOutcome refused(MutableDirectBuffer entry, int at, FrameOutcome why) {
    counters.fixes(FixOutcome.FRAME_REFUSED, RingEntry.fixes(entry, at));
    return why;
  }

  /** Tells the device to send it again later; nothing of it is settled. */
  private FrameOutcome dropped(MutableDirectBuffer entry, int at, FrameOutcome why) {
    counters.fixes(FixOutcome.FRAME_DROPPED, RingEntry.fixes(entry, at));
    acks.addOwn(entry, at, Ack.Status.SLOW_DOWN, 0);
    return why;
  }

  private FrameOutcome again(DeviceKey key, MutableDirectBuffer entry, int at) {
    Device device = key.device();
    SettledWindow settled = device.settled();
    long batchSeq = RingEntry.batchSeq(entry, at);
    if (settled.highest() - batchSeq > RETRY_REACH) {
      return refused(entry, at, FrameOutcome.STATE_LOST);
    }
    if (contents.conflicts(device.deviceRef(), batchSeq, RingEntry.contentHash(entry, at))) {
      return refused(entry, at, FrameOutcome.CONFLICTING);
    }
    settled.settleBelow(batchSeq - RingEntry.held(entry, at));
    counters.fixes(FixOutcome.DUPLICATE, RingEntry.fixes(entry, at));
    int refusedNow = refusedFixes(entry, at);
    ack(key, entry, at, contents.refused(device.deviceRef(), batchSeq, refusedNow));
    return FrameOutcome.DUPLICATE;
  }

  private FrameOutcome store(DeviceKey key, MutableDirectBuffer entry, int at) {
    Device device = key.device();
    boolean facts = RingEntry.kind(entry, at) == FrameKind.FACTS;
    int plainBytes = RingEntry.length1(entry, at) + RingEntry.length2(entry, at);
    // A change of consent may overdraw, so that a device that sent too much can still be stopped.
    long burst = facts ? limits.burstBytes() : 2 * limits.burstBytes();
    if (!device
        .budget()
        .trySpend(
            OVERHEAD_BYTES + plainBytes,
            RingEntry.receivedNs(entry, at),
            limits.bytesPerSecond(),
            burst)) {
      return dropped(entry, at, FrameOutcome.GREEDY);
    }
    return facts ? storeFacts(key, entry, at) : storeConsent(key, entry, at);
  }

  private FrameOutcome storeFacts(DeviceKey key, MutableDirectBuffer entry, int at) {
    int left = RingEntry.fixes(entry, at) - refusedFixes(entry, at);
    if (left == 0) {
      return settleRefused(key, entry, at, Ack.Status.OK);
    }
    gate.judge(key.device(), entry, at);
    if (gate.isAnyOpen()) {
      int refused = refusedFixes(entry, at) + gate.refused();
      gate.write(begin(key, entry, at, EntryKind.FACTS, refused));
      if (writer.commit(gate.storedBytes()) == JournalWriter.DISK_SHORT) {
        return dropped(entry, at, FrameOutcome.DISK_SHORT);
      }
      settle(key, entry, at, refused);
      countFixes(entry, at);
      counters.fixes(FixOutcome.STORED, left - gate.refused());
      countGate();
      ack(key, entry, at, refused);
      return FrameOutcome.STORED;
    }
    if (gate.unbound() == left) {
      // Somebody may still be found for it: the device keeps it, we know nothing of it.
      countFixes(entry, at);
      countGate();
      acks.addOwn(entry, at, Ack.Status.UNBOUND, 0);
      return FrameOutcome.UNBOUND;
    }
    FrameOutcome outcome =
        settleRefused(
            key,
            entry,
            at,
            gate.outsideHours() > 0 && gate.noPermission() == 0
                ? Ack.Status.OUTSIDE_HOURS
                : Ack.Status.NO_PERMISSION);
    if (outcome == FrameOutcome.NOTHING_STORABLE) {
      countGate();
    }
    return outcome;
  }

  /** Settles a batch of which nothing is stored, not even how it looked. */
  private FrameOutcome settleRefused(
      DeviceKey key, MutableDirectBuffer entry, int at, Ack.Status status) {
    int refused = RingEntry.fixes(entry, at);
    begin(key, entry, at, EntryKind.FACTS, refused);
    if (writer.commit(0) == JournalWriter.DISK_SHORT) {
      return dropped(entry, at, FrameOutcome.DISK_SHORT);
    }
    settle(key, entry, at, refused);
    countFixes(entry, at);
    acks.addOwn(entry, at, status, refused);
    return FrameOutcome.NOTHING_STORABLE;
  }

  /**
   * A decision on the device counts for whom has it now. If that is nobody it counts for nobody,
   * also later: the next driver did not decide it.
   */
  private FrameOutcome storeConsent(DeviceKey key, MutableDirectBuffer entry, int at) {
    Binding has = key.device().bindings().at(RingEntry.receivedMs(entry, at));
    // Nothing is sealed any more for who was erased: it would make a key anew.
    Binding binding = has == null || has.subject().isEnded() ? null : has;
    JournalWriter sections = begin(key, entry, at, EntryKind.CONSENT, 0);
    int length = binding == null ? 0 : RingEntry.length1(entry, at);
    if (binding != null) {
      entry.getBytes(at + RingEntry.HEADER_BYTES, plain, 0, length);
      sections.section(binding.subject().subjectRef(), 0, Purposes.EVERY, plain, 0, length);
    }
    if (writer.commit(length) == JournalWriter.DISK_SHORT) {
      return dropped(entry, at, FrameOutcome.DISK_SHORT);
    }
    settle(key, entry, at, 0);
    if (binding == null) {
      acks.addOwn(entry, at, Ack.Status.UNBOUND, 0);
      return FrameOutcome.NOTHING_STORABLE;
    }
    GateChanges.apply(
        state,
        binding.subject().subjectRef(),
        RingEntry.consentAction(entry, at),
        RingEntry.consentPurpose(entry, at),
        state.receivedMs(0));
    ack(key, entry, at, 0);
    return FrameOutcome.STORED;
  }

  private JournalWriter begin(
      DeviceKey key, MutableDirectBuffer entry, int at, EntryKind kind, int refused) {
    JournalWriter sections =
        writer.begin(
            kind,
            EntrySource.DEVICE,
            RingEntry.receivedMs(entry, at),
            key.device().deviceRef(),
            key.keyId(),
            RingEntry.counter(entry, at),
            RingEntry.batchSeq(entry, at),
            RingEntry.held(entry, at));
    sections.refused(refused);
    return sections;
  }

  private void settle(DeviceKey key, MutableDirectBuffer entry, int at, int refused) {
    Device device = key.device();
    long batchSeq = RingEntry.batchSeq(entry, at);
    device.settled().settleBelow(batchSeq - RingEntry.held(entry, at));
    device.settled().settle(batchSeq);
    contents.remember(device.deviceRef(), batchSeq, RingEntry.contentHash(entry, at), refused);
  }

  private static int refusedFixes(MutableDirectBuffer entry, int at) {
    return RingEntry.tooOld(entry, at)
        + RingEntry.ahead(entry, at)
        + RingEntry.nullIsland(entry, at);
  }

  private void countFixes(MutableDirectBuffer entry, int at) {
    counters.fixes(FixOutcome.TOO_OLD, RingEntry.tooOld(entry, at));
    counters.fixes(FixOutcome.IN_FUTURE, RingEntry.ahead(entry, at));
    counters.fixes(FixOutcome.NULL_ISLAND, RingEntry.nullIsland(entry, at));
  }

  private void countGate() {
    counters.fixes(FixOutcome.NO_PERMISSION, gate.noPermission());
    counters.fixes(FixOutcome.OUTSIDE_HOURS, gate.outsideHours());
    counters.fixes(FixOutcome.UNBOUND, gate.unbound());
    counters.fixes(FixOutcome.ERASED, gate.erased());
  }

  private void ack(DeviceKey key, MutableDirectBuffer entry, int at, int refused) {
    if (refused == 0) {
      acks.addPlain(key, entry, at);
    } else {
      acks.addOwn(entry, at, Ack.Status.OK, refused);
    }
  }
}

package kz.relog.ingest.sequence;

import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.gate.Binding;
import kz.relog.ingest.gate.Subject;
import kz.relog.journal.EntryKind;
import kz.relog.journal.JournalWriter;

/**
 * Re-appends the state little by little: BEGIN, then one key, binding, subject or plan per entry
 * and at most so many bytes with each group, then END. What changes meanwhile is journalled by
 * itself behind BEGIN, so it does not matter whether an item was passed before or after its change.
 * Thread: the sequencer.
 */
final class Checkpointer {

  private static final long[] NOTHING = new long[0];

  private final RoadState state;
  private final EntryWriter writer;
  private final IngestClock clock;
  private final IngestLimits.Journalling limits;
  private boolean running;
  private int nextKey;
  private int keysEnd;
  private int nextTracker;
  private int nextSubject;
  private int nextPlan;
  private long[] trackers = NOTHING;
  private long[] subjects = NOTHING;
  private long[] plans = NOTHING;
  private long beganAtBytes;
  private long endedAtBytes;
  private long lastBytes;

  /**
   * A checkpointer that has written none.
   *
   * @param recoveredBytes what the start had to read: a server that starts often must write one too
   */
  Checkpointer(
      RoadState state,
      EntryWriter writer,
      IngestClock clock,
      IngestLimits.Journalling limits,
      long recoveredBytes) {
    this.state = state;
    this.writer = writer;
    this.clock = clock;
    this.limits = limits;
    this.endedAtBytes = -recoveredBytes;
  }

  /** Does its share of a group; returns how many entries it appended. */
  int step() {
    if (!running) {
      // A checkpoint costs a share of what made it due, however large the state is.
      long due = Math.max(limits.checkpointBytes(), 8 * lastBytes);
      return writer.bytes() - endedAtBytes >= due ? begin() : 0;
    }
    long untilBytes = writer.bytes() + limits.checkpointGroupBytes();
    int count = 0;
    while (writer.bytes() < untilBytes) {
      if (!appendNext()) {
        return count;
      }
      count++;
      if (!running) {
        return count;
      }
    }
    return count;
  }

  private int begin() {
    long nowMs = clock.nowMs();
    if (writer.checkpointBegin(nowMs) == JournalWriter.DISK_SHORT) {
      return 0;
    }
    running = true;
    beganAtBytes = writer.bytes();
    state.plans().dropOver(nowMs);
    plans = state.plans().refs();
    subjects = state.subjects().refs();
    nextTracker = -1;
    nextSubject = 0;
    nextKey = 0;
    nextPlan = 0;
    keysEnd = state.keys().size();
    return 1;
  }

  /** Appends one item, or END; false if the disk is short: the same comes again later. */
  private boolean appendNext() {
    while (nextKey < keysEnd) {
      DeviceKey key = state.keys().at(nextKey);
      // What is left of a revoked key is that its secret must be destroyed.
      if (!key.isRevoked() || !key.isSecretGone()) {
        return advanceKey(key);
      }
      nextKey++;
    }
    if (nextTracker < 0) {
      // Only now: a recovery leaves out a binding of a device whose state it has not met, so what
      // was bound while the devices were written must be told again behind them.
      trackers = state.boundTrackers();
      nextTracker = 0;
    }
    while (nextTracker < trackers.length) {
      Device device = state.findDevice(trackers[nextTracker]);
      if (device != null && device.bindings().count() > 0) {
        return advanceBindings(device);
      }
      nextTracker++;
    }
    while (nextSubject < subjects.length) {
      Subject subject = state.subjects().find(subjects[nextSubject]);
      if (subject != null && subject.isWorthKeeping()) {
        return advanceSubject(subject);
      }
      nextSubject++;
    }
    while (nextPlan < plans.length) {
      byte[] plan = state.plans().find(plans[nextPlan]);
      if (plan != null) {
        return advancePlan(plans[nextPlan], plan);
      }
      nextPlan++;
    }
    return end();
  }

  private boolean advanceKey(DeviceKey key) {
    byte[] bytes = RoadState.stateOf(key).toByteArray();
    long seq =
        writer.appendState(
            EntryKind.DEVICE, clock.nowMs(), key.device().deviceRef(), key.keyId(), 0, bytes);
    nextKey += seq == JournalWriter.DISK_SHORT ? 0 : 1;
    return seq != JournalWriter.DISK_SHORT;
  }

  /** All bindings of a device in one go: a change between two shares could move them. */
  private boolean advanceBindings(Device device) {
    for (int i = 0; i < device.bindings().count(); i++) {
      Binding binding = device.bindings().get(i);
      if (binding.subject().isEnded()) {
        continue; // Its keys are destroyed, or will be: nothing more is sealed for it.
      }
      long seq =
          writer.appendState(
              EntryKind.BINDING,
              clock.nowMs(),
              device.deviceRef(),
              0,
              binding.subject().subjectRef(),
              GateChanges.entryOf(device, binding).toByteArray());
      if (seq == JournalWriter.DISK_SHORT) {
        return false;
      }
    }
    nextTracker++;
    return true;
  }

  private boolean advanceSubject(Subject subject) {
    byte[] bytes = subject.state().toByteArray();
    long seq =
        writer.appendState(EntryKind.CONSENT, clock.nowMs(), 0, 0, subject.subjectRef(), bytes);
    nextSubject += seq == JournalWriter.DISK_SHORT ? 0 : 1;
    return seq != JournalWriter.DISK_SHORT;
  }

  private boolean advancePlan(long planRef, byte[] bytes) {
    long deviceRef = state.plans().deviceRef(planRef);
    long seq = writer.appendState(EntryKind.PLAN, clock.nowMs(), deviceRef, 0, planRef, bytes);
    nextPlan += seq == JournalWriter.DISK_SHORT ? 0 : 1;
    return seq != JournalWriter.DISK_SHORT;
  }

  private boolean end() {
    if (writer.checkpointEnd(clock.nowMs()) == JournalWriter.DISK_SHORT) {
      return false;
    }
    running = false;
    plans = NOTHING;
    trackers = NOTHING;
    subjects = NOTHING;
    endedAtBytes = writer.bytes();
    lastBytes = endedAtBytes - beganAtBytes;
    return true;
  }
}

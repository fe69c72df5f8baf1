package kz.relog.ingest.sequence;

import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.FrameTags;
import kz.relog.ingest.device.KeyTable;
import kz.relog.ingest.gate.Bindings;
import kz.relog.ingest.gate.GateRoom;
import kz.relog.ingest.gate.Subject;
import kz.relog.ingest.gate.SubjectTable;
import kz.relog.journal.ErasedRange;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.DeviceState;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the sequencer knows and a checkpoint keeps: devices, keys, subjects, plans, and the time of
 * the last entry. Thread: the sequencer; the key table is read by all.
 */
public final class RoadState {

  private final KeyTable keys = new KeyTable();
  private final Long2ObjectHashMap<Device> devices = new Long2ObjectHashMap<>();
  private final SubjectTable subjects = new SubjectTable();
  private final GateRoom room;
  private final LivePlans plans;
  private final Erasures erasures = new Erasures();
  private final ContentHashes contents;
  private final FrameTags tags;
  private long lastReceivedMs;

  /**
   * Knows nothing.
   *
   * @param limits how much of it is remembered
   */
  public RoadState(IngestLimits limits) {
    IngestLimits.Gate gate = limits.gate();
    room =
        new GateRoom(
            limits.fix().ageMaxMs() + gate.marginMs(),
            gate.changePointsMax(),
            gate.hoursVersionsMax(),
            gate.bindingsMax(),
            gate.bindingBackMs());
    plans = new LivePlans(limits.journal().planKeepMs());
    contents = new ContentHashes(limits.journal().conflictEntries());
    tags = new FrameTags(limits.device().tagEntries());
  }

  /** All keys. */
  public KeyTable keys() {
    return keys;
  }

  /** Tags of the frames accepted lately, in this run. */
  public FrameTags tags() {
    return tags;
  }

  /** All subjects of the gate. */
  public SubjectTable subjects() {
    return subjects;
  }

  /** How much of the past the gate remembers. */
  GateRoom room() {
    return room;
  }

  /** What the batches of late said. */
  ContentHashes contents() {
    return contents;
  }

  /** What must not come back. */
  Erasures erasures() {
    return erasures;
  }

  LivePlans plans() {
    return plans;
  }

  @Nullable Device findDevice(long deviceRef) {
    return devices.get(deviceRef);
  }

  DeviceKey addKey(long deviceRef, long subjectRef, long keyId) {
    Device device = devices.get(deviceRef);
    if (device == null) {
      Bindings bindings =
          subjectRef == 0 ? Bindings.ofTracker() : Bindings.ofPhone(subjects.of(subjectRef));
      device = new Device(deviceRef, bindings);
      devices.put(deviceRef, device);
    }
    return keys.add(keyId, device);
  }

  /** Takes an ERASE that is durable or in the group being written. */
  void erase(ErasedRange range) {
    if (range.isOfPlan()) {
      if (range.concernsPlan()) {
        plans.end(range.subjectRef());
      }
      return; // No subject of the gate's.
    }
    erasures.add(range);
    Subject subject = subjects.of(range.subjectRef());
    if (range.isWhole()) {
      subject.end();
    } else {
      subject.closeRange();
    }
  }

  /** References of the devices that bindings speak of. */
  long[] boundTrackers() {
    return devices.values().stream()
        .filter(device -> !device.bindings().isPhone() && device.bindings().count() > 0)
        .mapToLong(Device::deviceRef)
        .toArray();
  }

  /** A time for the next entry: never before that of the last. */
  long receivedMs(long ms) {
    lastReceivedMs = Math.max(lastReceivedMs, ms);
    return lastReceivedMs;
  }

  static DeviceState stateOf(DeviceKey key) {
    Device device = key.device();
    DeviceState.Builder state =
        DeviceState.newBuilder()
            .setDeviceRef(device.deviceRef())
            .setSubjectRef(device.ownerRef())
            .setKeyId(key.keyId())
            .setHighestCounter(key.highestCounter())
            .setReplayBitmap(key.windowBitmap())
            .setDurableSeq(device.settled().durableSeq())
            .setDurableAbove(device.settled().durableAbove())
            .setRevoked(key.isRevoked())
            .setRevokedAtMs(key.revokedAtMs())
            .setQuarantined(key.isQuarantined())
            .setSuperseded(key.isSuperseded());
    if (key.nextKeyId() != AckDecoder.NO_KEY) {
      state.setNextKeyId(key.nextKeyId());
    }
    return state.build();
  }

  void restore(DeviceState state) {
    DeviceKey key = keys.find(state.getKeyId());
    if (key == null) {
      key = addKey(state.getDeviceRef(), state.getSubjectRef(), state.getKeyId());
    }
    key.restoreWindow(state.getHighestCounter(), state.getReplayBitmap());
    key.device().settled().restore(state.getDurableSeq(), state.getDurableAbove());
    if (state.getRevoked()) {
      key.revoke(state.getRevokedAtMs());
    }
    if (state.getQuarantined()) {
      key.quarantine();
    }
    if (state.getSuperseded()) {
      key.restoreSuperseded();
    }
    if (state.hasNextKeyId()) {
      announce(key, state.getNextKeyId());
    }
  }

  /** Another key is to take over; it may be known already. */
  void announce(DeviceKey key, long nextKeyId) {
    DeviceKey next = keys.find(nextKeyId);
    key.announce(
        next != null ? next : addKey(key.device().deviceRef(), key.device().ownerRef(), nextKeyId));
  }
}

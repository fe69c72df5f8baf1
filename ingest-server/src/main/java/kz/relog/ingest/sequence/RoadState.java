package kz.relog.ingest.sequence;

import kz.relog.ingest.IngestLimits;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.FrameTags;
import kz.relog.ingest.device.KeyTable;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.DeviceState;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the sequencer knows and a checkpoint keeps: devices, keys, plans, and the time of the last
 * entry. Thread: the sequencer; the key table is read by all.
 */
public final class RoadState {

  private final KeyTable keys = new KeyTable();
  private final Long2ObjectHashMap<Device> devices = new Long2ObjectHashMap<>();
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
      device = new Device(deviceRef, subjectRef);
      devices.put(deviceRef, device);
    }
    return keys.add(keyId, device);
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
            .setSubjectRef(device.subjectRef())
            .setKeyId(key.keyId())
            .setHighestCounter(key.highestCounter())
            .setReplayBitmap(key.windowBitmap())
            .setDurableSeq(device.settled().durableSeq())
            .setDurableAbove(device.settled().durableAbove())
            .setRevoked(key.isRevoked())
            .setRevokedAtMs(key.revokedAtMs())
            .setWithdrawnPurposes(device.withdrawnPurposes())
            .setPausedPurposes(device.pausedPurposes())
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
    key.device().restorePurposes(state.getWithdrawnPurposes(), state.getPausedPurposes());
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
        next != null
            ? next
            : addKey(key.device().deviceRef(), key.device().subjectRef(), nextKeyId));
  }
}

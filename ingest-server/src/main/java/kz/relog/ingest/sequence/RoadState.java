package kz.relog.ingest.sequence;

import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.KeyTable;
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
  private long lastReceivedMs;

  /**
   * Knows nothing.
   *
   * @param planKeepMs how long a plan is kept after its end
   */
  public RoadState(long planKeepMs) {
    plans = new LivePlans(planKeepMs);
  }

  /** All keys. */
  public KeyTable keys() {
    return keys;
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
    return DeviceState.newBuilder()
        .setDeviceRef(device.deviceRef())
        .setSubjectRef(device.subjectRef())
        .setKeyId(key.keyId())
        .setHighestCounter(key.highestCounter())
        .setReplayBitmap(key.windowBitmap())
        .setDurableSeq(device.settled().durableSeq())
        .setDurableAbove(device.settled().durableAbove())
        .setRevoked(key.isRevoked())
        .setRevokedAtMs(key.revokedAtMs())
        .build();
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
  }
}

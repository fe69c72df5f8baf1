package kz.relog.ingest.sequence;

import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.v1.DeviceEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals what becomes of keys, then changes the state. Each method returns the entry's seq, or
 * {@link JournalWriter#DISK_SHORT}: then nothing has changed. Thread: the sequencer.
 */
final class KeyChanges {

  private static final Logger LOG = LoggerFactory.getLogger(KeyChanges.class);

  private final RoadState state;
  private final EntryWriter writer;

  KeyChanges(RoadState state, EntryWriter writer) {
    this.state = state;
    this.writer = writer;
  }

  long create(long deviceRef, long subjectRef, long keyId, long ms) {
    long seq =
        append(
            EntrySource.ADMIN,
            entry(deviceRef, subjectRef, keyId).setOp(DeviceEntry.Op.CREATE),
            ms);
    if (seq != JournalWriter.DISK_SHORT) {
      state.addKey(deviceRef, subjectRef, keyId);
    }
    return seq;
  }

  long revoke(DeviceKey key, long ms) {
    long seq = append(EntrySource.ADMIN, entry(key).setOp(DeviceEntry.Op.REVOKE), ms);
    // Revoked once: the 30 days do not begin anew.
    if (seq != JournalWriter.DISK_SHORT && !key.isRevoked()) {
      key.revoke(state.receivedMs(0));
    }
    return seq;
  }

  long rotate(DeviceKey key, long nextKeyId, long ms) {
    long seq =
        append(
            EntrySource.ADMIN, entry(key).setOp(DeviceEntry.Op.ROTATE).setNextKeyId(nextKeyId), ms);
    if (seq != JournalWriter.DISK_SHORT) {
      Device device = key.device();
      key.announce(state.addKey(device.deviceRef(), device.ownerRef(), nextKeyId));
    }
    return seq;
  }

  /** A key was used for the first time: the one before it ends. */
  long supersede(DeviceKey old, DeviceKey next, long ms) {
    long seq =
        append(
            EntrySource.SERVER,
            entry(old).setOp(DeviceEntry.Op.SUPERSEDE).setNextKeyId(next.keyId()),
            ms);
    if (seq != JournalWriter.DISK_SHORT) {
      old.supersede(next, state.receivedMs(0));
    }
    return seq;
  }

  /** Two senders use the key. Without space for the entry, the quarantine holds until a restart. */
  void quarantine(DeviceKey key, long ms) {
    if (key.isQuarantined()) {
      return;
    }
    key.quarantine();
    long seq = append(EntrySource.SERVER, entry(key).setOp(DeviceEntry.Op.QUARANTINE), ms);
    LOG.error(
        "ALARM: two senders use the same device key; it stores nothing any more. Journal entry {} names it: revoke it and enrol the device anew",
        seq == JournalWriter.DISK_SHORT ? "(none, the disk is full)" : Long.toString(seq));
  }

  private static DeviceEntry.Builder entry(DeviceKey key) {
    Device device = key.device();
    return entry(device.deviceRef(), device.ownerRef(), key.keyId());
  }

  private static DeviceEntry.Builder entry(long deviceRef, long subjectRef, long keyId) {
    return DeviceEntry.newBuilder()
        .setDeviceRef(deviceRef)
        .setSubjectRef(subjectRef)
        .setKeyId(keyId);
  }

  private long append(EntrySource source, DeviceEntry.Builder entry, long ms) {
    return writer.append(
        EntryKind.DEVICE,
        source,
        ms,
        entry.getDeviceRef(),
        entry.getKeyId(),
        0,
        entry.build().toByteArray());
  }
}

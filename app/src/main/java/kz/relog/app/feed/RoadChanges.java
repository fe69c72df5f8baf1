package kz.relog.app.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import kz.relog.api.spi.RoadChange;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalReader;
import kz.relog.proto.v1.BindingEntry;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.DeviceEntry;

/**
 * Reads what an entry about a device, a decision, hours or a binding changes for the records. The
 * sequencer's own state in checkpoints, and what nobody can open any more, changes nothing.
 */
final class RoadChanges {
  private RoadChanges() {}

  /**
   * The change of the reader's entry, of kind DEVICE, CONSENT or BINDING.
   *
   * @throws IllegalStateException if the entry is none; names its seq
   */
  static Optional<RoadChange> find(JournalReader reader) {
    // A decision without a section was of somebody who is nobody's device.
    if (reader.isCheckpointState() || reader.sectionCount() == 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[reader.sectionPlainLength(0)];
    if (reader.openSection(0, bytes, 0) == JournalReader.KEY_GONE) {
      return Optional.empty();
    }
    try {
      return switch (reader.kind()) {
        case DEVICE -> ofDevice(DeviceEntry.parseFrom(bytes), reader);
        case CONSENT -> Optional.of(ofDecision(bytes, reader));
        case BINDING ->
            Optional.of(
                new RoadChange.BindingPut(
                    GateEntries.toBinding(BindingEntry.parseFrom(bytes)), reader.receivedMs()));
        default -> throw new IllegalStateException(named(reader) + " changes no record");
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(named(reader) + " cannot be read", e);
    }
  }

  private static String named(JournalReader reader) {
    return "journal entry " + reader.seq() + " of kind " + reader.kind();
  }

  private static Optional<RoadChange> ofDevice(DeviceEntry entry, JournalReader reader) {
    return switch (entry.getOp()) {
      case CREATE ->
          Optional.of(
              new RoadChange.DeviceCreated(
                  entry.getDeviceRef(),
                  entry.getSubjectRef(),
                  entry.getKeyId(),
                  reader.receivedMs()));
      case REVOKE ->
          Optional.of(
              new RoadChange.DeviceRevoked(
                  entry.getDeviceRef(), entry.getKeyId(), reader.receivedMs()));
      case SUPERSEDE ->
          Optional.of(
              new RoadChange.KeyReplaced(
                  entry.getDeviceRef(),
                  entry.getKeyId(),
                  entry.getNextKeyId(),
                  reader.receivedMs()));
      case QUARANTINE ->
          Optional.of(
              new RoadChange.KeyQuarantined(
                  entry.getDeviceRef(), entry.getKeyId(), reader.receivedMs()));
      // Between the sequencer and the device.
      case ROTATE -> Optional.empty();
      case OP_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException(named(reader) + " has an unknown operation");
    };
  }

  private static RoadChange ofDecision(byte[] bytes, JournalReader reader)
      throws InvalidProtocolBufferException {
    return reader.source() == EntrySource.ADMIN
        ? GateEntries.toChange(bytes, reader.receivedMs())
        : GateEntries.toChange(
            ConsentChange.parseFrom(bytes),
            reader.sectionSubjectRef(0),
            reader.deviceRef(),
            reader.receivedMs());
  }
}

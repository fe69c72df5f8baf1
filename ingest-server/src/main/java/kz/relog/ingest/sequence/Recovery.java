package kz.relog.ingest.sequence;

import com.google.protobuf.InvalidProtocolBufferException;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.SettledWindow;
import kz.relog.journal.EntrySource;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalReader;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.ConsentDecoder;
import kz.relog.proto.v1.BindingEntry;
import kz.relog.proto.v1.DeviceEntry;
import kz.relog.proto.v1.DeviceState;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.proto.v1.SubjectEntry;
import kz.relog.proto.v1.SubjectState;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the sequencer's state from the journal, from the last whole checkpoint on. Facts are
 * read by their headers alone, nothing of them is opened. A fact between a checkpoint's BEGIN and
 * the state of its device is skipped: that state, appended later, includes it. Thread: the one that
 * starts the server, before the sequencer.
 */
public final class Recovery {

  private Recovery() {}

  /**
   * Fills the state.
   *
   * @return what was read
   * @throws JournalFailure if the journal is damaged
   */
  public static Read rebuild(Journal journal, RoadState state) {
    long entries = 0;
    long bytes = 0;
    journal.erasedRanges().forEach(state::erase);
    try (JournalReader reader = journal.reader(journal.recoverySeq())) {
      while (reader.poll()) {
        entries++;
        bytes += reader.entryBytes();
        state.receivedMs(reader.receivedMs());
        apply(reader, state);
      }
    }
    return new Read(entries, bytes);
  }

  /**
   * What a recovery has read.
   *
   * @param entries from the last whole checkpoint on
   * @param bytes of them
   */
  public record Read(long entries, long bytes) {}

  private static void apply(JournalReader reader, RoadState state) {
    switch (reader.kind()) {
      case FACTS -> applyBatch(reader, state);
      case CONSENT -> applyConsent(reader, state);
      case DEVICE -> applyDevice(reader, state);
      case PLAN -> applyPlan(reader, state);
      case BINDING -> applyBinding(reader, state);
      case ERASE, TICK, CHECKPOINT -> {}
    }
  }

  private static void applyBatch(JournalReader reader, RoadState state) {
    DeviceKey key = state.keys().find(reader.keyId());
    if (key == null || reader.batchSeq() == 0) {
      return;
    }
    key.accept(reader.packetCounter());
    SettledWindow settled = key.device().settled();
    settled.settleBelow(reader.batchSeq() - reader.held());
    settled.settle(reader.batchSeq());
    state.contents().restore(reader.deviceRef(), reader.batchSeq(), reader.refused());
  }

  private static void applyConsent(JournalReader reader, RoadState state) {
    applyBatch(reader, state);
    byte[] bytes = open(reader);
    if (bytes == null) {
      return;
    }
    try {
      if (reader.isCheckpointState()) {
        state.subjects().restore(SubjectState.parseFrom(bytes));
      } else if (reader.source() == EntrySource.ADMIN) {
        GateChanges.apply(state, SubjectEntry.parseFrom(bytes), reader.receivedMs());
      } else {
        applyDecision(reader, bytes, state);
      }
    } catch (InvalidProtocolBufferException e) {
      throw damaged(reader, e);
    }
  }

  /** What a person decided on a device. */
  private static void applyDecision(JournalReader reader, byte[] bytes, RoadState state) {
    ConsentDecoder consent = new ConsentDecoder();
    if (consent.decode(bytes, 0, bytes.length) != BatchFault.NONE) {
      throw damaged(reader, null);
    }
    GateChanges.apply(
        state,
        reader.sectionSubjectRef(0),
        consent.action().getNumber(),
        consent.purpose(),
        reader.receivedMs());
  }

  private static void applyBinding(JournalReader reader, RoadState state) {
    Device device = state.findDevice(reader.deviceRef());
    byte[] bytes = open(reader);
    if (device == null || bytes == null) {
      return;
    }
    try {
      GateChanges.apply(state, device, BindingEntry.parseFrom(bytes), reader.receivedMs());
    } catch (InvalidProtocolBufferException e) {
      throw damaged(reader, e);
    }
  }

  private static void applyDevice(JournalReader reader, RoadState state) {
    byte[] bytes = open(reader);
    if (bytes == null) {
      return;
    }
    try {
      if (reader.isCheckpointState()) {
        state.restore(DeviceState.parseFrom(bytes));
        return;
      }
      applyKeyChange(DeviceEntry.parseFrom(bytes), reader.receivedMs(), state);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(reader, e);
    }
  }

  private static void applyKeyChange(DeviceEntry entry, long receivedMs, RoadState state) {
    DeviceKey key = state.keys().find(entry.getKeyId());
    if (key == null) {
      // A new key, or one whose state follows in the checkpoint and tells the change too.
      if (entry.getOp() == DeviceEntry.Op.CREATE) {
        state.addKey(entry.getDeviceRef(), entry.getSubjectRef(), entry.getKeyId());
      }
      return;
    }
    switch (entry.getOp()) {
      case REVOKE -> {
        if (!key.isRevoked()) {
          key.revoke(receivedMs);
        }
      }
      case ROTATE -> state.announce(key, entry.getNextKeyId());
      case SUPERSEDE -> {
        DeviceKey next = state.keys().find(key.nextKeyId());
        if (next != null) {
          key.supersede(next, receivedMs);
        }
      }
      case QUARANTINE -> key.quarantine();
      case OP_UNSPECIFIED, CREATE, UNRECOGNIZED -> {}
    }
  }

  private static void applyPlan(JournalReader reader, RoadState state) {
    byte[] bytes = open(reader);
    if (bytes == null) {
      return;
    }
    PlanEntry plan = LivePlans.parse(reader.sectionSubjectRef(0), bytes);
    if (plan == null) {
      throw damaged(reader, null);
    }
    state.plans().put(plan, bytes, reader.receivedMs());
  }

  /**
   * The only section, or null if its key was destroyed: then what it said is meant to be forgotten.
   */
  private static byte @Nullable [] open(JournalReader reader) {
    if (reader.sectionCount() == 0) {
      return null;
    }
    byte[] bytes = new byte[reader.sectionPlainLength(0)];
    return reader.openSection(0, bytes, 0) == JournalReader.KEY_GONE ? null : bytes;
  }

  private static JournalFailure damaged(JournalReader reader, @Nullable Throwable cause) {
    return new JournalFailure(
        JournalFailure.Kind.DAMAGED,
        "entry "
            + reader.seq()
            + " of kind "
            + reader.kind()
            + " does not parse; run: relog journal verify DIR",
        cause);
  }
}

package kz.relog.ingest.sequence;

import com.google.protobuf.InvalidProtocolBufferException;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.device.SettledWindow;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalFailure;
import kz.relog.journal.JournalReader;
import kz.relog.proto.v1.DeviceEntry;
import kz.relog.proto.v1.DeviceState;
import kz.relog.proto.v1.PlanEntry;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the sequencer's state from the journal, from the last whole checkpoint on. Facts are
 * read by their headers alone. A fact between a checkpoint's BEGIN and the state of its device is
 * skipped: that state, appended later, includes it. Thread: the one that starts the server, before
 * the sequencer.
 */
public final class Recovery {

  private Recovery() {}

  /**
   * Fills the state.
   *
   * @return entries read
   * @throws JournalFailure if the journal is damaged
   */
  public static long rebuild(Journal journal, RoadState state) {
    long entries = 0;
    try (JournalReader reader = journal.reader(journal.recoverySeq())) {
      while (reader.poll()) {
        entries++;
        state.receivedMs(reader.receivedMs());
        apply(reader, state);
      }
    }
    return entries;
  }

  private static void apply(JournalReader reader, RoadState state) {
    switch (reader.kind()) {
      case FACTS, CONSENT -> applyBatch(reader, state);
      case DEVICE -> applyDevice(reader, state);
      case PLAN -> applyPlan(reader, state);
      case BINDING, ERASE, TICK, CHECKPOINT -> {}
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
      DeviceEntry entry = DeviceEntry.parseFrom(bytes);
      DeviceKey key = state.keys().find(entry.getKeyId());
      if (entry.getOp() == DeviceEntry.Op.CREATE && key == null) {
        state.addKey(entry.getDeviceRef(), entry.getSubjectRef(), entry.getKeyId());
      } else if (entry.getOp() == DeviceEntry.Op.REVOKE && key != null && !key.isRevoked()) {
        key.revoke(reader.receivedMs());
      }
    } catch (InvalidProtocolBufferException e) {
      throw damaged(reader, e);
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

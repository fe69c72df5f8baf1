package kz.relog.ingest.sequence;

import com.google.protobuf.InvalidProtocolBufferException;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandRefused;
import kz.relog.ingest.CommandRefused.Reason;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.gate.Binding;
import kz.relog.ingest.gate.Bindings;
import kz.relog.ingest.gate.Purposes;
import kz.relog.ingest.gate.Subject;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.v1.BindingEntry;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.proto.v1.HoursEntry;
import kz.relog.proto.v1.PermissionChange;
import kz.relog.proto.v1.SubjectEntry;
import kz.relog.proto.v1.SubjectState;
import org.jspecify.annotations.Nullable;

/**
 * Journals what changes in the gate, then changes the state: live and in a recovery by the same
 * methods, with the received time of the entry. A command returns the entry's seq, or {@link
 * JournalWriter#DISK_SHORT}: then nothing has changed. Thread: the sequencer, and before it the one
 * that recovers.
 */
final class GateChanges {

  private final RoadState state;
  private final EntryWriter writer;
  private final MonthKeys months;
  private final int hoursBytesMax;

  GateChanges(RoadState state, EntryWriter writer, MonthKeys months, int hoursBytesMax) {
    this.state = state;
    this.writer = writer;
    this.months = months;
    this.hoursBytesMax = hoursBytesMax;
  }

  long permission(Command.PutPermission put, long nowMs) throws CommandRefused {
    requireNotEnded(put.subjectRef());
    require(
        put.purposes() > 0 && (put.purposes() & ~Purposes.EVERY) == 0,
        Reason.REFERENCE_OUT_OF_RANGE);
    return journal(
        SubjectEntry.newBuilder()
            .setSubjectRef(put.subjectRef())
            .setPermission(
                PermissionChange.newBuilder()
                    .setAction(actionOf(put.action()))
                    .setPurposes(put.purposes()))
            .build(),
        nowMs);
  }

  private static PermissionChange.Action actionOf(Command.PermissionAction action) {
    return switch (action) {
      case GRANT -> PermissionChange.Action.GRANT;
      case WITHDRAW -> PermissionChange.Action.WITHDRAW;
      case PAUSE -> PermissionChange.Action.PAUSE;
      case RESUME -> PermissionChange.Action.RESUME;
    };
  }

  long openSynthetic(Command.OpenSynthetic open, long nowMs) throws CommandRefused {
    require(open.subjectRef() > 0, Reason.REFERENCE_OUT_OF_RANGE);
    Subject known = state.subjects().find(open.subjectRef());
    require(known == null || !known.isKnown(), Reason.SUBJECT_KNOWN);
    return journal(
        SubjectEntry.newBuilder()
            .setSubjectRef(open.subjectRef())
            .setPermission(
                PermissionChange.newBuilder()
                    .setAction(PermissionChange.Action.OPEN_SYNTHETIC)
                    .setPurposes(Purposes.EVERY))
            .build(),
        nowMs);
  }

  long hours(Command.PutHours put, long nowMs) throws CommandRefused {
    requireNotEnded(put.subjectRef());
    byte[] bytes = put.hoursEntry();
    HoursEntry hours = bytes.length > hoursBytesMax ? null : parse(bytes);
    if (hours == null || !Subject.isHours(hours)) {
      throw new CommandRefused(Reason.HOURS_MALFORMED);
    }
    return journal(
        SubjectEntry.newBuilder().setSubjectRef(put.subjectRef()).setHours(hours).build(), nowMs);
  }

  private static @Nullable HoursEntry parse(byte[] bytes) {
    try {
      return HoursEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private long journal(SubjectEntry entry, long nowMs) {
    long seq =
        writer.append(
            EntryKind.CONSENT,
            EntrySource.ADMIN,
            nowMs,
            0,
            0,
            entry.getSubjectRef(),
            entry.toByteArray());
    if (seq != JournalWriter.DISK_SHORT) {
      apply(state, entry, state.receivedMs(0));
    }
    return seq;
  }

  static void apply(RoadState state, SubjectEntry entry, long receivedMs) {
    Subject subject = state.subjects().of(entry.getSubjectRef());
    switch (entry.getChangeCase()) {
      case PERMISSION ->
          subject.change(
              entry.getPermission().getAction(),
              entry.getPermission().getPurposes(),
              receivedMs,
              state.room());
      case HOURS -> subject.putHours(entry.getHours(), receivedMs, state.room());
      case CHANGE_NOT_SET -> {}
    }
  }

  /** Takes in what a person decided on a device. */
  static void apply(
      RoadState state, long subjectRef, int consentAction, int wirePurpose, long receivedMs) {
    state
        .subjects()
        .of(subjectRef)
        .change(
            switch (consentAction) {
              case ConsentChange.Action.WITHDRAW_VALUE -> PermissionChange.Action.WITHDRAW;
              case ConsentChange.Action.PAUSE_VALUE -> PermissionChange.Action.PAUSE;
              case ConsentChange.Action.RESUME_VALUE -> PermissionChange.Action.RESUME;
              default ->
                  throw new IllegalArgumentException("no action has number " + consentAction);
            },
            Purposes.ofWire(wirePurpose),
            receivedMs,
            state.room());
  }

  long binding(Command.PutBinding put, long nowMs) throws CommandRefused {
    require(
        put.bindingRef() > 0 && put.deviceRef() > 0 && put.subjectRef() >= 0,
        Reason.REFERENCE_OUT_OF_RANGE);
    Device device = state.findDevice(put.deviceRef());
    if (device == null) {
      throw new CommandRefused(Reason.UNKNOWN_DEVICE);
    }
    Binding before = device.bindings().find(put.bindingRef());
    if (put.subjectRef() == 0 && before == null) {
      throw new CommandRefused(Reason.UNKNOWN_BINDING);
    }
    if (put.subjectRef() != 0) {
      requireNotEnded(put.subjectRef());
      requireFree(put, device.bindings(), before, nowMs);
    }
    // Sealed for whom it speaks of, also when it is taken back.
    long sealedFor =
        put.subjectRef() != 0 || before == null ? put.subjectRef() : before.subject().subjectRef();
    BindingEntry entry =
        BindingEntry.newBuilder()
            .setBindingRef(put.bindingRef())
            .setDeviceRef(put.deviceRef())
            .setSubjectRef(put.subjectRef())
            .setFromMs(put.fromMs())
            .setToMs(put.toMs())
            .build();
    long seq =
        writer.append(
            EntryKind.BINDING,
            EntrySource.ADMIN,
            nowMs,
            put.deviceRef(),
            0,
            sealedFor,
            entry.toByteArray());
    if (seq != JournalWriter.DISK_SHORT) {
      apply(state, device, entry, state.receivedMs(0));
      months.bound(put.subjectRef(), nowMs);
    }
    return seq;
  }

  private void requireFree(
      Command.PutBinding put, Bindings bindings, @Nullable Binding before, long nowMs)
      throws CommandRefused {
    long toMs = endOf(put.toMs());
    require(put.fromMs() >= 0 && put.fromMs() < toMs, Reason.BINDING_TIME);
    // What nobody had so long ago the devices have given up; giving it to someone now would only
    // let in what was refused.
    long earliestMs = nowMs - state.room().bindingBackMs();
    require(firstNewMs(put, toMs, before) >= earliestMs, Reason.BINDING_TIME);
    require(!bindings.overlaps(put.bindingRef(), put.fromMs(), toMs), Reason.BINDING_OVERLAPS);
  }

  /** Where the time begins that is newly given to the subject. */
  private static long firstNewMs(Command.PutBinding put, long toMs, @Nullable Binding before) {
    if (before == null
        || before.subject().subjectRef() != put.subjectRef()
        || put.fromMs() < before.fromMs()) {
      return put.fromMs();
    }
    return toMs > before.toMs() ? Math.max(put.fromMs(), before.toMs()) : Long.MAX_VALUE;
  }

  static void apply(RoadState state, Device device, BindingEntry entry, long receivedMs) {
    if (entry.getSubjectRef() == 0) {
      device.bindings().remove(entry.getBindingRef());
    } else if (!device.bindings().isPhone()) {
      Subject subject = state.subjects().of(entry.getSubjectRef());
      Binding binding =
          new Binding(entry.getBindingRef(), subject, entry.getFromMs(), endOf(entry.getToMs()));
      device.bindings().put(binding, receivedMs, state.room());
    }
  }

  /** A binding as it is journalled. */
  static BindingEntry entryOf(Device device, Binding binding) {
    return BindingEntry.newBuilder()
        .setBindingRef(binding.bindingRef())
        .setDeviceRef(device.deviceRef())
        .setSubjectRef(binding.subject().subjectRef())
        .setFromMs(binding.fromMs())
        .setToMs(binding.toMs() == Bindings.OPEN_END_MS ? 0 : binding.toMs())
        .build();
  }

  private static long endOf(long toMs) {
    return toMs == 0 ? Bindings.OPEN_END_MS : toMs;
  }

  /** All that is known of a subject now; of one who is erased, or unknown, nothing. */
  SubjectState stateOf(long subjectRef) {
    Subject known = state.subjects().find(subjectRef);
    return known == null || known.isEnded()
        ? SubjectState.newBuilder().setSubjectRef(subjectRef).build()
        : known.state();
  }

  private void requireNotEnded(long subjectRef) throws CommandRefused {
    require(subjectRef > 0, Reason.REFERENCE_OUT_OF_RANGE);
    Subject known = state.subjects().find(subjectRef);
    require(known == null || !known.isEnded(), Reason.SUBJECT_ENDED);
  }

  private static void require(boolean holds, Reason reason) throws CommandRefused {
    if (!holds) {
      throw new CommandRefused(reason);
    }
  }
}

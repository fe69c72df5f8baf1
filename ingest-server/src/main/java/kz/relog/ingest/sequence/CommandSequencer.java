package kz.relog.ingest.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import kz.relog.ingest.Command;
import kz.relog.ingest.CommandPort;
import kz.relog.ingest.CommandRefused;
import kz.relog.ingest.CommandRefused.Reason;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.device.Device;
import kz.relog.ingest.device.DeviceKey;
import kz.relog.ingest.gate.Subject;
import kz.relog.journal.EntryHeaderDescriptor;
import kz.relog.journal.EntryKind;
import kz.relog.journal.EntrySource;
import kz.relog.journal.ErasedRange;
import kz.relog.journal.JournalWriter;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.v1.PlanEntry;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Takes commands into the order of the journal. Threads: any submits; the sequencer does the rest.
 * Futures complete on other threads, so that what hangs on them never runs on the sequencer, and
 * what stands still there holds up no other answer: the common pool may be one thread.
 */
final class CommandSequencer implements CommandPort {

  private static final int GROUP_MAX = 64;
  private static final byte[] NOTHING = new byte[0];

  /** Threads as they are needed; they end a minute after that. */
  private static final Executor ANSWERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "relog-answers");
            thread.setDaemon(true);
            return thread;
          });

  /** Room for the header, the table and the tag in an entry. */
  private static final int PLAN_BYTES_MAX = EntryHeaderDescriptor.ENTRY_BYTES_MAX - 1_024;

  private record Waiting(Command command, CompletableFuture<Long> done) {}

  private record Appended(long seq, CompletableFuture<Long> done) {}

  private final ManyToOneConcurrentArrayQueue<Waiting> queue;
  private final RoadState state;
  private final EntryWriter writer;
  private final KeyChanges changes;
  private final GateChanges gate;
  private final MonthKeys months;
  private final IngestClock clock;
  private final Runnable wake;
  private final List<Appended> appended = new ArrayList<>();
  private volatile boolean stopped;

  CommandSequencer(
      int capacity,
      RoadState state,
      EntryWriter writer,
      KeyChanges changes,
      GateChanges gate,
      MonthKeys months,
      IngestClock clock,
      Runnable wake) {
    this.queue = new ManyToOneConcurrentArrayQueue<>(capacity);
    this.state = state;
    this.writer = writer;
    this.changes = changes;
    this.gate = gate;
    this.months = months;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public CompletableFuture<Long> submit(Command command) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (stopped) {
      refuse(done, Reason.STOPPED);
    } else if (!queue.offer(new Waiting(command, done))) {
      refuse(done, Reason.QUEUE_FULL);
    } else {
      wake.run();
      if (stopped) {
        // The sequencer may have looked for the last time before this offer.
        done.completeExceptionally(new CommandRefused(Reason.STOPPED));
      }
    }
    return done;
  }

  boolean hasWork() {
    return !queue.isEmpty();
  }

  /** Appends what waits; returns how many commands were taken. */
  int drain() {
    int count = 0;
    Waiting waiting;
    while (count < GROUP_MAX && (waiting = queue.poll()) != null) {
      count++;
      CompletableFuture<Long> done = waiting.done;
      try {
        long seq = append(waiting.command);
        if (seq == JournalWriter.DISK_SHORT) {
          refuse(done, Reason.DISK_SHORT);
        } else {
          appended.add(new Appended(seq, done));
        }
      } catch (CommandRefused e) {
        refuse(done, e.reason());
      }
    }
    return count;
  }

  /** Everything appended is durable. */
  void complete() {
    for (Appended entry : appended) {
      entry.done.completeAsync(entry::seq, ANSWERS);
    }
    appended.clear();
  }

  /** Refuses what waits and what will come. */
  void stop() {
    stopped = true;
    for (Appended entry : appended) {
      refuse(entry.done, Reason.STOPPED);
    }
    appended.clear();
    queue.drain(waiting -> refuse(waiting.done, Reason.STOPPED));
  }

  private static void refuse(CompletableFuture<Long> done, Reason reason) {
    ANSWERS.execute(() -> done.completeExceptionally(new CommandRefused(reason)));
  }

  private long append(Command command) throws CommandRefused {
    if (command instanceof Command.CreateDevice create) {
      return create(create);
    }
    if (command instanceof Command.RevokeDevice revoke) {
      return revoke(revoke);
    }
    if (command instanceof Command.RotateKey rotate) {
      return rotate(rotate);
    }
    if (command instanceof Command.PutPlan put) {
      return putPlan(put);
    }
    if (command instanceof Command.Erase erase) {
      return erase(erase.range());
    }
    if (command instanceof Command.PutPermission put) {
      return gate.permission(put, clock.nowMs());
    }
    if (command instanceof Command.OpenSynthetic open) {
      return gate.openSynthetic(open, clock.nowMs());
    }
    if (command instanceof Command.PutHours put) {
      return gate.hours(put, clock.nowMs());
    }
    if (command instanceof Command.PutBinding put) {
      return gate.binding(put, clock.nowMs());
    }
    if (command instanceof Command.AskGate ask) {
      ask.answer().accept(gate.stateOf(ask.subjectRef()));
    }
    return writer.append(EntryKind.TICK, EntrySource.ADMIN, clock.nowMs(), 0, 0, 0, NOTHING);
  }

  private long create(Command.CreateDevice create) throws CommandRefused {
    requireRef(create.deviceRef() > 0 && create.subjectRef() >= 0);
    requireFree(create.keyId());
    Device known = state.findDevice(create.deviceRef());
    if (known != null && known.ownerRef() != create.subjectRef()) {
      throw new CommandRefused(Reason.SUBJECT_DIFFERS);
    }
    Subject owner = state.subjects().find(create.subjectRef());
    if (owner != null && owner.isEnded()) {
      throw new CommandRefused(Reason.SUBJECT_ENDED);
    }
    long nowMs = clock.nowMs();
    long seq = changes.create(create.deviceRef(), create.subjectRef(), create.keyId(), nowMs);
    if (seq != JournalWriter.DISK_SHORT) {
      months.bound(create.subjectRef(), nowMs);
    }
    return seq;
  }

  private long revoke(Command.RevokeDevice revoke) throws CommandRefused {
    return changes.revoke(known(revoke.deviceRef(), revoke.keyId()), clock.nowMs());
  }

  private long rotate(Command.RotateKey rotate) throws CommandRefused {
    requireFree(rotate.nextKeyId());
    DeviceKey key = known(rotate.deviceRef(), rotate.keyId());
    if (key.isRevoked() || key.nextKeyId() != AckDecoder.NO_KEY) {
      throw new CommandRefused(Reason.KEY_ENDING);
    }
    return changes.rotate(key, rotate.nextKeyId(), clock.nowMs());
  }

  private DeviceKey known(long deviceRef, long keyId) throws CommandRefused {
    DeviceKey key = state.keys().find(keyId);
    if (key == null || key.device().deviceRef() != deviceRef) {
      throw new CommandRefused(Reason.UNKNOWN_KEY);
    }
    return key;
  }

  private void requireFree(long keyId) throws CommandRefused {
    requireRef(keyId >= 0 && keyId <= FrameDescriptor.KEY_ID_MAX);
    if (state.keys().find(keyId) != null) {
      throw new CommandRefused(Reason.KEY_KNOWN);
    }
  }

  private long putPlan(Command.PutPlan put) throws CommandRefused {
    requireRef(put.planRef() > 0);
    byte[] bytes = put.planEntry();
    PlanEntry plan = LivePlans.parse(put.planRef(), bytes);
    if (plan == null || bytes.length == 0 || bytes.length > PLAN_BYTES_MAX) {
      throw new CommandRefused(Reason.PLAN_MALFORMED);
    }
    if (state.plans().isEnded(put.planRef())) {
      throw new CommandRefused(Reason.PLAN_ENDED); // Its key would be made anew.
    }
    long seq =
        writer.append(
            EntryKind.PLAN,
            EntrySource.ADMIN,
            clock.nowMs(),
            plan.getDeviceRef(),
            0,
            put.planRef(),
            bytes);
    if (seq != JournalWriter.DISK_SHORT) {
      state.plans().put(plan, bytes, state.receivedMs(0));
    }
    return seq;
  }

  private long erase(ErasedRange range) {
    long seq = writer.erase(range, clock.nowMs());
    if (seq == JournalWriter.DISK_SHORT) {
      return seq;
    }
    state.erase(range);
    for (int i = 0; range.isWhole() && i < state.keys().size(); i++) {
      DeviceKey key = state.keys().at(i);
      if (key.device().ownerRef() == range.subjectRef() && !key.isRevoked()) {
        changes.revoke(key, clock.nowMs());
      }
    }
    return seq;
  }

  private static void requireRef(boolean inRange) throws CommandRefused {
    if (!inRange) {
      throw new CommandRefused(Reason.REFERENCE_OUT_OF_RANGE);
    }
  }
}

package kz.relog.ingest.sequence;

import com.google.protobuf.InvalidProtocolBufferException;
import kz.relog.proto.v1.PlanEntry;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** The plans that checkpoints must carry, as they were journalled. Thread: the sequencer. */
final class LivePlans {

  private static final class Kept {
    final byte[] bytes;
    final long deviceRef;
    final long untilMs;

    Kept(byte[] bytes, long deviceRef, long untilMs) {
      this.bytes = bytes;
      this.deviceRef = deviceRef;
      this.untilMs = untilMs;
    }
  }

  private final Long2ObjectHashMap<Kept> plans = new Long2ObjectHashMap<>();
  private final LongHashSet ended = new LongHashSet();
  private final long keepMs;

  LivePlans(long keepMs) {
    this.keepMs = keepMs;
  }

  static @Nullable PlanEntry parse(long planRef, byte[] bytes) {
    try {
      PlanEntry plan = PlanEntry.parseFrom(bytes);
      return plan.getPlanRef() == planRef ? plan : null;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  void put(PlanEntry plan, byte[] bytes, long receivedMs) {
    if (isEnded(plan.getPlanRef())) {
      return; // A recovery reads it before its key goes.
    }
    long endMs = plan.getEndMs() > 0 ? plan.getEndMs() : Math.max(plan.getStartMs(), receivedMs);
    // A plan of the far future is no reason to overflow.
    long untilMs = endMs > Long.MAX_VALUE - keepMs ? Long.MAX_VALUE : endMs + keepMs;
    plans.put(plan.getPlanRef(), new Kept(bytes, plan.getDeviceRef(), untilMs));
  }

  /** The plan is erased: it is told in no checkpoint, and none of that reference is taken again. */
  void end(long planRef) {
    plans.remove(planRef);
    ended.add(planRef);
  }

  boolean isEnded(long planRef) {
    return ended.contains(planRef);
  }

  void dropOver(long nowMs) {
    plans.values().removeIf(kept -> kept.untilMs < nowMs);
  }

  long[] refs() {
    long[] refs = new long[plans.size()];
    int count = 0;
    for (Long2ObjectHashMap<Kept>.KeyIterator it = plans.keySet().iterator(); it.hasNext(); ) {
      refs[count++] = it.nextLong();
    }
    return refs;
  }

  byte @Nullable [] find(long planRef) {
    Kept kept = plans.get(planRef);
    return kept == null ? null : kept.bytes;
  }

  long deviceRef(long planRef) {
    Kept kept = plans.get(planRef);
    return kept == null ? 0 : kept.deviceRef;
  }
}

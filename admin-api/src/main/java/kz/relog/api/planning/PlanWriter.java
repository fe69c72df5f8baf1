package kz.relog.api.planning;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.store.PlanRecords;
import kz.relog.api.store.PlanRecords.WholePlan;
import kz.relog.api.store.StopText;

/**
 * Puts plans on the road: words into the records first, then the command, then the wait. Changes of
 * one plan go one after the other. Any thread; blocks.
 */
final class PlanWriter {
  /** A lock per group of plans: a change waits only for its like. */
  private static final int LOCKS = 64;

  private final PlanRecords records;
  private final RoadCommands road;
  private final RoadWait wait;
  private final SecureRandom random;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  PlanWriter(PlanRecords records, RoadCommands road, RoadWait wait, SecureRandom random) {
    this.records = records;
    this.road = road;
    this.wait = wait;
    this.random = random;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** What a write came to. */
  enum Outcome {
    /** The plan is new and visible. */
    CREATED,
    /** It was there and is as asked for. */
    THERE,
    /** It is on its way. */
    ACCEPTED
  }

  /** The plan written and what came of it. */
  record Written(long planRef, Outcome outcome) {}

  /**
   * Puts a plan under the planner's identifier: a new plan, a new version of it, or, when nothing
   * differs, nothing.
   *
   * @param device who drives it; empty keeps who did
   */
  Written put(PlanRecord plan, OptionalLong device) throws InterruptedException {
    ReentrantLock lock = locks[Math.floorMod(plan.planId().hashCode(), LOCKS)];
    lock.lockInterruptibly();
    try {
      long planRef = records.planRefOf(plan.planId(), Refs.random(random));
      Optional<WholePlan> before = records.findWhole(planRef);
      long deviceBefore = before.map(whole -> whole.road().deviceRef()).orElse(0L);
      long deviceRef = device.orElse(deviceBefore);
      boolean same =
          before.isPresent() && deviceRef == deviceBefore && before.get().record().equals(plan);
      if (same) {
        return new Written(planRef, Outcome.THERE);
      }
      List<StopText> textsBefore = before.map(WholePlan::texts).orElse(List.of());
      boolean visible = write(plan, planRef, deviceRef, PlanVersions.texts(plan, textsBefore));
      Outcome done = before.isPresent() ? Outcome.THERE : Outcome.CREATED;
      return new Written(planRef, visible ? done : Outcome.ACCEPTED);
    } finally {
      lock.unlock();
    }
  }

  private boolean write(PlanRecord plan, long planRef, long deviceRef, List<StopText> texts)
      throws InterruptedException {
    long version = records.putNextVersion(planRef, texts);
    boolean visible;
    try {
      visible =
          wait.isVisible(road.putPlan(PlanVersions.road(plan, planRef, deviceRef, version, texts)));
    } catch (RuntimeException refused) {
      records.dropTexts(planRef, version);
      throw refused;
    }
    if (visible) {
      records.dropOldTexts(planRef);
    }
    return visible;
  }
}

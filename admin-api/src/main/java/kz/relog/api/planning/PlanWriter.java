package kz.relog.api.planning;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import kz.relog.api.call.Refs;
import kz.relog.api.call.RoadWait;
import kz.relog.api.call.Versions;
import kz.relog.api.plan.PlanRecord;
import kz.relog.api.problem.Problem;
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
    /** It was there, and is as asked for now. */
    THERE,
    /** It was as asked for before. */
    SAME,
    /** It is on its way. */
    ACCEPTED
  }

  /** The plan written and what came of it. */
  record Written(long planRef, Outcome outcome) {}

  /**
   * Puts a plan under the planner's identifier: a new plan, a new version of it, or, when nothing
   * differs, nothing.
   *
   * @param companyRef whose plan it is
   * @param device who drives it; empty keeps who did
   */
  Written put(long companyRef, PlanRecord plan, OptionalLong device) throws InterruptedException {
    ReentrantLock lock = locks[Math.floorMod(plan.planId().hashCode(), LOCKS)];
    lock.lockInterruptibly();
    try {
      long planRef = records.planRefOf(companyRef, plan.planId(), Refs.random(random));
      Optional<WholePlan> before = records.findWhole(companyRef, planRef);
      long deviceBefore = before.map(whole -> whole.road().deviceRef()).orElse(0L);
      long deviceRef = device.orElse(deviceBefore);
      boolean same =
          before.isPresent() && deviceRef == deviceBefore && before.get().record().equals(plan);
      if (same) {
        return new Written(planRef, Outcome.SAME);
      }
      List<StopText> textsBefore = before.map(WholePlan::texts).orElse(List.of());
      boolean visible =
          write(
              companyRef,
              planRef,
              new Revised(plan, deviceRef, PlanVersions.texts(plan, textsBefore)));
      Outcome done = before.isPresent() ? Outcome.THERE : Outcome.CREATED;
      return new Written(planRef, visible ? done : Outcome.ACCEPTED);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the next version of a plan out of the one before. */
  @FunctionalInterface
  interface Revision {
    /**
     * The plan as it should be.
     *
     * @throws kz.relog.api.problem.ProblemException to leave everything as it is
     */
    Revised revise(WholePlan before);
  }

  /** A plan as it should be, with who drives it and the words of its stops. */
  record Revised(PlanRecord plan, long deviceRef, List<StopText> texts) {}

  /**
   * Changes a plan that is there; when nothing differs, nothing.
   *
   * @param companyRef whose plan it is
   * @param expected the version that the change was made for; empty for whichever is there
   * @throws kz.relog.api.problem.ProblemException 404 without such a plan, 412 when it has another
   *     version
   */
  Written revise(long companyRef, long planRef, OptionalLong expected, Revision revision)
      throws InterruptedException {
    String planId =
        records
            .find(companyRef, planRef)
            .orElseThrow(() -> Problem.notFound("There is no such plan.").toException())
            .planId();
    ReentrantLock lock = locks[Math.floorMod(planId.hashCode(), LOCKS)];
    lock.lockInterruptibly();
    try {
      WholePlan before =
          records
              .findWhole(companyRef, planRef)
              .orElseThrow(() -> Problem.notFound("There is no such plan.").toException());
      Versions.require(expected, before.row().version(), "plan");
      Revised after = revision.revise(before);
      boolean same =
          after.deviceRef == before.road().deviceRef() && before.record().equals(after.plan);
      if (same) {
        return new Written(planRef, Outcome.SAME);
      }
      boolean visible = write(companyRef, planRef, after);
      return new Written(planRef, visible ? Outcome.THERE : Outcome.ACCEPTED);
    } finally {
      lock.unlock();
    }
  }

  private boolean write(long companyRef, long planRef, Revised after) throws InterruptedException {
    long version = records.putNextVersion(companyRef, planRef, after.texts);
    boolean visible;
    try {
      visible =
          wait.isVisible(
              road.putPlan(
                  PlanVersions.road(after.plan, planRef, after.deviceRef, version, after.texts)));
    } catch (RuntimeException refused) {
      records.dropTexts(companyRef, planRef, version);
      throw refused;
    }
    if (visible) {
      records.dropOldTexts(companyRef, planRef);
    }
    return visible;
  }
}

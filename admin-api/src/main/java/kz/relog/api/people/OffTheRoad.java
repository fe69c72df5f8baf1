package kz.relog.api.people;

import java.time.Clock;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.call.RoadWait;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.PermissionRecords;

/**
 * Takes every permission of a person away before their membership ends: on the road first, so that
 * nobody is tracked who no longer belongs to the company. Any thread; blocks.
 */
public final class OffTheRoad implements MembershipEnd {
  private final PermissionRecords records;
  private final RoadGate gate;
  private final RoadWait wait;
  private final Clock clock;

  /** Over these permissions and this road. */
  public OffTheRoad(PermissionRecords records, RoadGate gate, RoadWait wait, Clock clock) {
    this.records = records;
    this.gate = gate;
    this.wait = wait;
    this.clock = clock;
  }

  @Override
  public void beforeEnd(long companyRef, long personRef) {
    if (!isWithdrawn(personRef)) {
      throw Problem.busy("The person can still be tracked, so the membership goes on.")
          .toException();
    }
    for (PermissionPurpose purpose : PermissionPurpose.values()) {
      if (!purpose.isOnRoad()) {
        records.withdrawOwn(companyRef, personRef, purpose, clock.millis());
      }
    }
  }

  private boolean isWithdrawn(long personRef) {
    try {
      return wait.isVisible(
          gate.changePermission(personRef, RoadGate.Action.WITHDRAW, RoadGate.EVERY_PURPOSE));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package kz.relog.api.permission;

import java.time.Clock;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.call.RoadWait;
import kz.relog.api.problem.Problem;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.store.PermissionRecords;

/**
 * Ends every permission of a person before the membership ends: from then on nothing is stored
 * about somebody who has left. Any thread; blocks.
 */
public final class TrackingEnd implements MembershipEnd {
  private final PermissionRecords records;
  private final RoadGate gate;
  private final RoadWait wait;
  private final Clock clock;

  /** For people of these records and this gate. */
  public TrackingEnd(PermissionRecords records, RoadGate gate, RoadWait wait, Clock clock) {
    this.records = records;
    this.gate = gate;
    this.wait = wait;
    this.clock = clock;
  }

  @Override
  public void beforeEnd(long companyRef, long personRef) {
    for (PermissionPurpose purpose : PermissionPurpose.values()) {
      if (!purpose.isOnRoad()) {
        records.withdrawOwn(companyRef, personRef, purpose, clock.millis());
      }
    }
    try {
      wait.isVisible(
          gate.changePermission(personRef, RoadGate.Action.WITHDRAW, RoadGate.EVERY_PURPOSE));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Problem.busy("The server stops; the membership goes on.").toException();
    }
  }
}

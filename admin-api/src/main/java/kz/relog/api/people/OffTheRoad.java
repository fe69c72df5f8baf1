package kz.relog.api.people;

import java.time.Clock;
import java.util.Optional;
import kz.relog.api.access.MembershipEnd;
import kz.relog.api.device.Unbinding;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.DeviceRow;
import kz.relog.api.vehicle.Shifts;

/**
 * Takes somebody off the road before the membership ends: first nothing is permitted any more, then
 * shifts end, phones are revoked, and customers' links that showed where they are. Any thread;
 * blocks. What throws leaves the membership; calling again goes on with what is left.
 */
public final class OffTheRoad implements MembershipEnd {
  private final MembershipEnd permissions;
  private final AdminStore store;
  private final Shifts shifts;
  private final Unbinding unbinding;
  private final Clock clock;

  /**
   * Over these records.
   *
   * @param permissions ends what may be stored; told first
   */
  public OffTheRoad(
      MembershipEnd permissions,
      AdminStore store,
      Shifts shifts,
      Unbinding unbinding,
      Clock clock) {
    this.permissions = permissions;
    this.store = store;
    this.shifts = shifts;
    this.unbinding = unbinding;
    this.clock = clock;
  }

  @Override
  public void beforeEnd(long companyRef, long personRef) {
    permissions.beforeEnd(companyRef, personRef);
    try {
      shifts.endAll(companyRef, personRef);
      for (DevicePlace phone : store.places().ofDriver(companyRef, personRef)) {
        Optional<DeviceRow> device = store.devices().find(companyRef, phone.deviceRef());
        if (phone.unboundMs().isEmpty() && device.isPresent()) {
          unbinding.unbind(companyRef, device.get(), phone, true);
        }
        store.shares().endOfDevice(companyRef, phone.deviceRef(), clock.millis());
      }
      store.shares().endShowing(personRef, clock.millis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Problem.busy("The server stops; the membership goes on.").toException();
    }
  }
}

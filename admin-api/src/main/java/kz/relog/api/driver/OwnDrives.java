package kz.relog.api.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kz.relog.api.store.DevicePlace;
import kz.relog.api.store.PlaceRecords;
import kz.relog.api.store.ShiftRecords;
import kz.relog.api.track.Drive;
import kz.relog.api.track.Drives;

/**
 * What of which device is a person's: a phone wholly, a tracker while it was bound. Any thread;
 * blocks.
 */
public final class OwnDrives implements Drives {
  private final PlaceRecords places;
  private final ShiftRecords shifts;

  /** Drives out of these records. */
  public OwnDrives(PlaceRecords places, ShiftRecords shifts) {
    this.places = places;
    this.shifts = shifts;
  }

  @Override
  public List<Drive> of(long companyRef, long personRef, long fromMs, long toMs) {
    List<Drive> drives = new ArrayList<>();
    for (DevicePlace phone : places.ofDriver(companyRef, personRef)) {
      drives.add(new Drive(phone.deviceRef(), Math.max(fromMs, phone.enrolledMs()), toMs));
    }
    for (ShiftRecords.Had had : shifts.had(companyRef, personRef, fromMs, toMs)) {
      drives.add(new Drive(had.deviceRef(), had.fromMs(), had.toMs()).within(fromMs, toMs));
    }
    drives.sort(Comparator.comparingLong(Drive::fromMs));
    return drives;
  }
}

package kz.relog.api.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kz.relog.api.spi.LiveSource.LiveSnapshot;
import kz.relog.api.spi.VehicleView;
import kz.relog.api.store.DeviceRecords;

/**
 * Keeps the vehicles of the companies apart. A vehicle that no company has is shown to nobody. Any
 * thread; blocks on the records after a device was made.
 */
final class FleetSplit {
  private final DeviceRecords devices;
  private Map<Long, Long> companyByDevice = Map.of();
  private long knownChanges = -1;

  FleetSplit(DeviceRecords devices) {
    this.devices = devices;
  }

  /** The part of one company. */
  LiveSnapshot of(LiveSnapshot all, long companyRef) {
    return Objects.requireNonNull(of(all, Set.of(companyRef)).get(companyRef));
  }

  /** The part of each of these companies. */
  Map<Long, LiveSnapshot> of(LiveSnapshot all, Set<Long> companies) {
    Map<Long, Long> owners = owners();
    Map<Long, List<VehicleView>> viewsByCompany = new HashMap<>();
    companies.forEach(company -> viewsByCompany.put(company, new ArrayList<>()));
    for (VehicleView view : all.vehicles()) {
      Long owner = owners.get(view.deviceRef());
      List<VehicleView> views = owner == null ? null : viewsByCompany.get(owner);
      if (views != null) {
        views.add(view);
      }
    }
    Map<Long, LiveSnapshot> parts = new HashMap<>();
    viewsByCompany.forEach(
        (company, views) -> parts.put(company, new LiveSnapshot(all.timeMs(), views, all.rates())));
    return parts;
  }

  private synchronized Map<Long, Long> owners() {
    long changes = devices.changes();
    if (changes != knownChanges) {
      companyByDevice = devices.companyByDevice();
      knownChanges = changes;
    }
    return companyByDevice;
  }
}

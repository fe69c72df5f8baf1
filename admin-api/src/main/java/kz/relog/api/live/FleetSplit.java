package kz.relog.api.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private Owners owners = new Owners(Map.of(), Map.of());
  private long knownChanges = -1;

  FleetSplit(DeviceRecords devices) {
    this.devices = devices;
  }

  /** Whose each device is, and which of a company's may still come. */
  private record Owners(Map<Long, Long> companyByDevice, Map<Long, Set<Long>> expectedByCompany) {}

  /** The part of one company. */
  CompanyPart of(LiveSnapshot all, long companyRef) {
    return Objects.requireNonNull(of(all, Set.of(companyRef)).get(companyRef));
  }

  /** The part of each of these companies. */
  Map<Long, CompanyPart> of(LiveSnapshot all, Set<Long> companies) {
    Owners known = owners();
    Map<Long, Long> owners = known.companyByDevice;
    Map<Long, List<VehicleView>> viewsByCompany = new HashMap<>();
    companies.forEach(company -> viewsByCompany.put(company, new ArrayList<>()));
    for (VehicleView view : all.vehicles()) {
      Long owner = owners.get(view.deviceRef());
      List<VehicleView> views = owner == null ? null : viewsByCompany.get(owner);
      if (views != null) {
        views.add(view);
      }
    }
    Map<Long, CompanyPart> parts = new HashMap<>();
    viewsByCompany.forEach(
        (company, views) -> {
          Set<Long> off = new HashSet<>(known.expectedByCompany.getOrDefault(company, Set.of()));
          views.forEach(view -> off.remove(view.deviceRef()));
          parts.put(
              company, new CompanyPart(new LiveSnapshot(all.timeMs(), views, all.rates()), off));
        });
    return parts;
  }

  private synchronized Owners owners() {
    long changes = devices.changes();
    if (changes != knownChanges) {
      owners = new Owners(devices.companyByDevice(), devices.expectedByCompany());
      knownChanges = changes;
    }
    return owners;
  }
}

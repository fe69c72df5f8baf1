package kz.relog.api.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.relog.api.spi.LiveSource.LiveSnapshot;
import kz.relog.api.spi.LiveSource.Rates;
import kz.relog.api.spi.VehicleView;

/**
 * The fleet of one company as it was seen, and who changed at which look. Owned by the hub's
 * thread.
 */
final class CompanyFleet {
  private static final CompanyPart UNSEEN =
      new CompanyPart(
          new LiveSnapshot(0, List.of(), new Rates(Double.NaN, Double.NaN, Double.NaN)), Set.of());

  private final long companyRef;
  private final Map<Long, Seen> seenByDevice = new HashMap<>();
  private final Map<Long, Long> offTickByDevice = new HashMap<>();
  private final Map<Long, byte[]> changeByToldTick = new HashMap<>();
  private CompanyPart latest = UNSEEN;
  private long tick;

  CompanyFleet(long companyRef) {
    this.companyRef = companyRef;
  }

  /** A vehicle and the look at which it last differed. */
  private record Seen(VehicleView view, long changedTick) {}

  /** Notes who changed, and whose location went off, since the look before. */
  void look(CompanyPart part) {
    LiveSnapshot snapshot = part.snapshot();
    tick++;
    changeByToldTick.clear();
    Set<Long> there =
        snapshot.vehicles().stream().map(VehicleView::deviceRef).collect(Collectors.toSet());
    // What is not in the snapshot any more is forgotten here too, and told to be.
    seenByDevice.keySet().stream()
        .filter(device -> !there.contains(device))
        .forEach(device -> offTickByDevice.put(device, tick));
    seenByDevice.keySet().retainAll(there);
    for (VehicleView view : snapshot.vehicles()) {
      Seen before = seenByDevice.get(view.deviceRef());
      if (before == null || !before.view.equals(view)) {
        seenByDevice.put(view.deviceRef(), new Seen(view, tick));
      }
    }
    offTickByDevice.keySet().removeAll(there);
    part.off().forEach(device -> offTickByDevice.putIfAbsent(device, tick));
    latest = part;
  }

  /** The number of the last look. */
  long tick() {
    return tick;
  }

  CompanyPart latest() {
    return latest;
  }

  /** What changed since a look, rendered once for all who were told up to it; empty if nothing. */
  byte[] changeSince(long toldTick, LiveRenderer renderer) {
    return changeByToldTick.computeIfAbsent(toldTick, since -> render(since, renderer));
  }

  private byte[] render(long toldTick, LiveRenderer renderer) {
    List<VehicleView> changed = new ArrayList<>();
    for (Seen seen : seenByDevice.values()) {
      if (seen.changedTick > toldTick) {
        changed.add(seen.view);
      }
    }
    Set<Long> off = new HashSet<>();
    offTickByDevice.forEach(
        (device, offTick) -> {
          if (offTick > toldTick) {
            off.add(device);
          }
        });
    return changed.isEmpty() && off.isEmpty()
        ? new byte[0]
        : renderer.change(companyRef, latest.snapshot(), changed, off);
  }
}

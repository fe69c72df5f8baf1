package kz.relog.api.live;

import java.util.Set;
import kz.relog.api.spi.LiveSource.LiveSnapshot;

/**
 * What a company sees of the fleet: the vehicles whose place is shown, and those of which nothing
 * is shown now. Why not is never told: not sent yet, not permitted, a private trip and outside the
 * hours look alike. Immutable.
 *
 * @param snapshot the vehicles shown
 * @param off devices whose location is off
 */
record CompanyPart(LiveSnapshot snapshot, Set<Long> off) {
  CompanyPart {
    off = Set.copyOf(off);
  }
}

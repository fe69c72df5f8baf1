package kz.relog.api.store;

import java.util.Set;
import kz.relog.api.spi.SubjectEraser;

/**
 * Forgets events of drives that are over. Those of plans that still run are put right by the feed,
 * which knows what holds without the facts that are gone.
 */
final class EventEraser implements SubjectEraser {
  private final EventRecords events;

  EventEraser(EventRecords events) {
    this.events = events;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Set<String> categories() {
    return Set.of("activity");
  }

  @Override
  public void forget(Erased erased) {
    for (Place place : erased.places()) {
      events.forget(place.deviceRef(), place.fromMs(), place.toMs(), Set.of());
    }
  }

  @Override
  public long holds(Erased erased) {
    return 0;
  }
}

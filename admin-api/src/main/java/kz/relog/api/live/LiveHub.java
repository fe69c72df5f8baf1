package kz.relog.api.live;

import com.linecorp.armeria.common.HttpResponseWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import kz.relog.api.live.Listeners.Kind;
import kz.relog.api.live.Listeners.Listener;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.spi.LiveSource;

/**
 * Looks at the fleet once per tick while somebody listens, and tells each client what changed in
 * its company since it was last told. What clients of one company are told alike is rendered once.
 */
final class LiveHub implements Listeners.Turn<LiveHub.Watch>, AutoCloseable {
  /** Streams at once; each costs a connection and at most one piece of memory. */
  static final int CLIENTS_MAX = 200;

  /** Events told in one piece; a client far behind gets the rest with the next ones. */
  private static final int EVENTS_PER_PIECE = 500;

  private final LiveSource source;
  private final LiveEvents events;
  private final LiveRenderer renderer;
  private final FleetSplit split;
  private final Listeners<Watch> listeners;
  private final Map<Long, CompanyFleet> fleetByCompany = new HashMap<>();

  LiveHub(
      LiveSource source,
      LiveEvents events,
      LiveRenderer renderer,
      FleetSplit split,
      LiveTiming timing,
      MeterRegistry meters) {
    this.source = source;
    this.events = events;
    this.renderer = renderer;
    this.split = split;
    Kind kind = new Kind("relog-live", "relog.live.streams", CLIENTS_MAX, timing.tick().toMillis());
    this.listeners = new Listeners<>(kind, timing, this, meters);
  }

  /**
   * What a client wants.
   *
   * @param companyRef whose fleet
   * @param lastEventId the cursor the client had before it was cut; "" for a new client
   */
  record Watch(long companyRef, String lastEventId) {}

  /** Takes a client in for as long as it may; false when there is no place. */
  boolean join(HttpResponseWriter stream, Watch watch, BooleanSupplier allowed) {
    return listeners.join(stream, watch, allowed);
  }

  /** Ends all streams. */
  @Override
  public void close() {
    listeners.close();
  }

  @Override
  public void onJoin(Listener<Watch> listener) {
    Watch watch = listener.wish();
    CompanyFleet fleet = fleetByCompany.get(watch.companyRef);
    if (fleet == null) {
      fleet = new CompanyFleet(watch.companyRef);
      fleet.look(split.of(source.snapshot(), watch.companyRef));
      fleetByCompany.put(watch.companyRef, fleet);
    }
    LiveClient client = listener.client();
    boolean fresh = watch.lastEventId.isEmpty();
    long newest = events.lastNumber();
    client.toldEvent = fresh ? newest : events.numberOf(watch.lastEventId);
    client.toldTick = fleet.tick();
    List<Told> recent = events.newest(watch.companyRef, LiveRenderer.EVENTS_IN_SNAPSHOT);
    // A client that resumes gets its missed events after this; an id here would skip them.
    String id = fresh ? events.cursorOf(newest) : "";
    client.add("snapshot", id, renderer.snapshot(watch.companyRef, fleet.latest(), recent));
    addEvents(listener, new HashMap<>());
  }

  @Override
  public void onTick(List<Listener<Watch>> ready) {
    Set<Long> companies =
        ready.stream().map(listener -> listener.wish().companyRef).collect(Collectors.toSet());
    // Who listens and is not ready is told the whole difference later, from a look that is later.
    Map<Long, CompanyPart> parts =
        companies.isEmpty() ? Map.of() : split.of(source.snapshot(), companies);
    parts.forEach(
        (company, part) -> fleetByCompany.computeIfAbsent(company, CompanyFleet::new).look(part));
    Map<Long, byte[]> eventByNumber = new HashMap<>();
    for (Listener<Watch> listener : ready) {
      CompanyFleet fleet =
          fleetByCompany.computeIfAbsent(listener.wish().companyRef, CompanyFleet::new);
      byte[] change = fleet.changeSince(listener.client().toldTick, renderer);
      if (change.length > 0) {
        listener.client().add("vehicles", "", change);
      }
      listener.client().toldTick = fleet.tick();
      addEvents(listener, eventByNumber);
    }
  }

  @Override
  public void onGone(Set<Watch> listening) {
    fleetByCompany
        .keySet()
        .retainAll(listening.stream().map(Watch::companyRef).collect(Collectors.toSet()));
  }

  private void addEvents(Listener<Watch> listener, Map<Long, byte[]> eventByNumber) {
    LiveClient client = listener.client();
    for (Told told :
        events.afterNumber(listener.wish().companyRef, client.toldEvent, EVENTS_PER_PIECE)) {
      byte[] json = eventByNumber.computeIfAbsent(told.number(), one -> renderer.event(told));
      client.add("event", events.cursorOf(told.number()), json);
      client.toldEvent = told.number();
    }
  }
}

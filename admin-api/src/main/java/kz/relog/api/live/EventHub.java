package kz.relog.api.live;

import com.linecorp.armeria.common.HttpResponseWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import kz.relog.api.live.Listeners.Kind;
import kz.relog.api.live.Listeners.Listener;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.store.EventRecords;

/**
 * Gives each event stream what it has not got yet, out of the records, piece by piece: a reader far
 * behind or slow costs one piece of memory.
 */
final class EventHub implements Listeners.Turn<EventHub.Wish>, AutoCloseable {
  /** Streams at once: programs, not people, so fewer than live streams. */
  static final int CLIENTS_MAX = 100;

  private static final int EVENTS_PER_PIECE = 500;

  /** The records are asked when something is new; looking whether costs nothing. */
  private static final long TICK_MS = 100;

  private final EventRecords records;
  private final LiveRenderer renderer;
  private final Listeners<Wish> listeners;

  EventHub(EventRecords records, LiveRenderer renderer, LiveTiming timing, MeterRegistry meters) {
    this.records = records;
    this.renderer = renderer;
    long tickMs = Math.min(TICK_MS, timing.tick().toMillis());
    Kind kind = new Kind("relog-events", "relog.event.streams", CLIENTS_MAX, tickMs);
    this.listeners = new Listeners<>(kind, timing, this, meters);
  }

  /** What a client wants: events of a company after a number, of one device and plan if given. */
  record Wish(long companyRef, long after, OptionalLong device, OptionalLong plan) {}

  /** Takes a client in for as long as it may; false when there is no place. */
  boolean join(HttpResponseWriter stream, Wish wish, BooleanSupplier allowed) {
    return listeners.join(stream, wish, allowed);
  }

  /** Ends all streams. */
  @Override
  public void close() {
    listeners.close();
  }

  /** A first word at once: a program sees that it is connected. */
  @Override
  public void onJoin(Listener<Wish> listener) {
    listener.client().toldEvent = listener.wish().after;
    listener.client().addHeartbeat();
  }

  @Override
  public void onTick(List<Listener<Wish>> ready) {
    long newest = records.lastNumber();
    Map<Long, byte[]> jsonByNumber = new HashMap<>();
    for (Listener<Wish> listener : ready) {
      if (listener.client().toldEvent < newest) {
        tell(listener, newest, jsonByNumber);
      }
    }
  }

  private void tell(Listener<Wish> listener, long newest, Map<Long, byte[]> jsonByNumber) {
    LiveClient client = listener.client();
    Wish wish = listener.wish();
    List<Told> events =
        records.after(wish.companyRef, client.toldEvent, wish.device, wish.plan, EVENTS_PER_PIECE);
    for (Told event : events) {
      byte[] json = jsonByNumber.computeIfAbsent(event.number(), one -> renderer.event(event));
      client.add("event", EventCursor.text(records, event.number()), json);
      client.toldEvent = event.number();
    }
    if (events.size() < EVENTS_PER_PIECE) {
      client.toldEvent = Math.max(client.toldEvent, newest);
    }
  }
}

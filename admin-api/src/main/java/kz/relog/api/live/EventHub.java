package kz.relog.api.live;

import com.linecorp.armeria.common.HttpResponseWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.store.EventRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each event stream what it has not got yet, out of the records, piece by piece: a reader far
 * behind or slow costs one piece of memory. All state belongs to one thread of its own; {@link
 * #join} may be called by any.
 */
final class EventHub implements AutoCloseable {
  /** Streams at once: programs, not people, so fewer than live streams. */
  static final int CLIENTS_MAX = 100;

  private static final int EVENTS_PER_PIECE = 500;

  /** The records are asked when something is new; looking whether costs nothing. */
  private static final long TICK_MS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  private final EventRecords records;
  private final LiveRenderer renderer;
  private final LiveTiming timing;
  private final AtomicInteger places = new AtomicInteger(CLIENTS_MAX);
  private final List<Listener> listeners = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "relog-events");
            made.setDaemon(true);
            return made;
          });

  EventHub(EventRecords records, LiveRenderer renderer, LiveTiming timing, MeterRegistry meters) {
    this.records = records;
    this.renderer = renderer;
    this.timing = timing;
    Gauge.builder("relog.event.streams", places, free -> CLIENTS_MAX - free.get())
        .description("Event streams open")
        .register(meters);
    long tickMs = Math.min(TICK_MS, timing.tick().toMillis());
    var unused = thread.scheduleWithFixedDelay(this::onTick, tickMs, tickMs, TimeUnit.MILLISECONDS);
  }

  /** What a client wants: events after a number, of one device and one plan if given. */
  record Wish(long after, OptionalLong device, OptionalLong plan) {}

  private record Listener(LiveClient client, Wish wish) {}

  /** Takes a client in; false when there is no place. */
  boolean join(HttpResponseWriter stream, Wish wish) {
    if (places.getAndDecrement() <= 0) {
      places.incrementAndGet();
      return false;
    }
    var unused = stream.whenComplete().whenComplete((nothing, cause) -> places.incrementAndGet());
    LiveClient client = new LiveClient(stream, wish.after, System.nanoTime());
    try {
      thread.execute(() -> onJoin(new Listener(client, wish)));
    } catch (RejectedExecutionException stopping) {
      stream.close();
    }
    return true;
  }

  /** Ends all streams. */
  @Override
  public void close() {
    try {
      thread.execute(() -> listeners.forEach(listener -> listener.client.close()));
    } catch (RejectedExecutionException closedBefore) {
      return;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** A first word at once: a program sees that it is connected. */
  private void onJoin(Listener listener) {
    listener.client.addHeartbeat();
    listener.client.send(System.nanoTime());
    listeners.add(listener);
  }

  private void onTick() {
    listeners.removeIf(listener -> !listener.client.isOpen());
    for (Listener listener : listeners) {
      try {
        tell(listener);
      } catch (RuntimeException failed) {
        // The records may be locked for a moment; the next tick tries again.
        LOG.warn("An event stream waits: {}", failed.toString());
      }
    }
  }

  private void tell(Listener listener) {
    LiveClient client = listener.client;
    long nowNs = System.nanoTime();
    if (!client.isReady()) {
      if (client.silentNs(nowNs) > timing.slow().toNanos()) {
        client.cut();
      }
      return;
    }
    long newest = records.lastNumber();
    if (client.toldEvent < newest) {
      List<Told> events =
          records.after(
              client.toldEvent, listener.wish.device, listener.wish.plan, EVENTS_PER_PIECE);
      for (Told event : events) {
        client.add("event", EventCursor.text(records, event.number()), renderer.event(event));
        client.toldEvent = event.number();
      }
      if (events.size() < EVENTS_PER_PIECE) {
        client.toldEvent = Math.max(client.toldEvent, newest);
      }
    }
    if (!client.hasPiece() && client.silentNs(nowNs) >= timing.heartbeat().toNanos()) {
      client.addHeartbeat();
    }
    if (client.hasPiece()) {
      client.send(nowNs);
    }
  }
}

package kz.relog.api.live;

import com.linecorp.armeria.common.HttpResponseWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import kz.relog.api.spi.EventLog;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.LiveSource.LiveSnapshot;
import kz.relog.api.spi.VehicleView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the fleet once per tick while somebody listens, and tells each client what changed since
 * it was last told. All state belongs to one thread of its own; {@link #join} may be called by any.
 */
final class LiveHub implements AutoCloseable {
  /** Streams at once; each costs a connection and at most one piece of memory. */
  static final int CLIENTS_MAX = 200;

  /** Events told in one piece; a client far behind gets the rest with the next ones. */
  private static final int EVENTS_PER_PIECE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

  private final LiveSource source;
  private final LiveEvents events;
  private final LiveRenderer renderer;
  private final LiveTiming timing;
  private final LongSupplier nanoTime;
  private final Counter cut;
  private final AtomicInteger places = new AtomicInteger(CLIENTS_MAX);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "relog-live");
            made.setDaemon(true);
            return made;
          });

  private final List<LiveClient> clients = new ArrayList<>();
  private final Map<Long, Seen> seenByDevice = new HashMap<>();
  private long tick;
  private @Nullable LiveSnapshot latest;

  LiveHub(
      LiveSource source,
      LiveEvents events,
      LiveRenderer renderer,
      LiveTiming timing,
      MeterRegistry meters) {
    this.source = source;
    this.events = events;
    this.renderer = renderer;
    this.timing = timing;
    this.nanoTime = System::nanoTime;
    this.cut =
        Counter.builder("relog.live.streams.cut")
            .description("Live streams closed because their reader took nothing")
            .register(meters);
    Gauge.builder("relog.live.streams", places, free -> CLIENTS_MAX - free.get())
        .description("Live streams open")
        .register(meters);
    long tickMs = timing.tick().toMillis();
    var unused = thread.scheduleWithFixedDelay(this::onTick, tickMs, tickMs, TimeUnit.MILLISECONDS);
  }

  /** A vehicle and the tick at which it last differed. */
  private record Seen(VehicleView view, long changedTick) {}

  /**
   * Takes a client in.
   *
   * @param lastEventId the cursor the client had before it was cut; "" for a new client
   * @return false when there is no place
   */
  boolean join(HttpResponseWriter stream, String lastEventId) {
    if (places.getAndDecrement() <= 0) {
      places.incrementAndGet();
      return false;
    }
    var unused = stream.whenComplete().whenComplete((nothing, cause) -> places.incrementAndGet());
    try {
      thread.execute(() -> onJoin(stream, lastEventId));
    } catch (RejectedExecutionException stopping) {
      stream.close();
    }
    return true;
  }

  /** Ends all streams. */
  @Override
  public void close() {
    try {
      thread.execute(() -> clients.forEach(LiveClient::close));
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

  private void onJoin(HttpResponseWriter stream, String lastEventId) {
    try {
      LiveSnapshot snapshot = clients.isEmpty() || latest == null ? look() : latest;
      long newest = events.lastNumber();
      long told = lastEventId.isEmpty() ? newest : events.numberOf(lastEventId);
      LiveClient client = new LiveClient(stream, told, nanoTime.getAsLong());
      client.toldTick = tick;
      List<EventLog.Told> recent =
          events.afterNumber(
              newest - LiveRenderer.EVENTS_IN_SNAPSHOT, LiveRenderer.EVENTS_IN_SNAPSHOT);
      // A client that resumes gets its missed events after this; an id here would skip them.
      String id = lastEventId.isEmpty() ? events.cursorOf(newest) : "";
      client.add("snapshot", id, renderer.snapshot(snapshot, recent));
      addEvents(client);
      client.send(nanoTime.getAsLong());
      clients.add(client);
    } catch (RuntimeException failed) {
      LOG.error("a live stream cannot start", failed);
      stream.abort(failed);
    }
  }

  private void onTick() {
    try {
      clients.removeIf(client -> !client.isOpen());
      if (clients.isEmpty()) {
        seenByDevice.clear();
        latest = null;
        return;
      }
      LiveSnapshot snapshot = look();
      Map<Long, byte[]> changeByToldTick = new HashMap<>();
      for (LiveClient client : clients) {
        tell(client, snapshot, changeByToldTick);
      }
    } catch (RuntimeException failed) {
      LOG.error("the live view missed a tick", failed);
    }
  }

  /** Looks at the fleet and notes who changed. */
  private LiveSnapshot look() {
    LiveSnapshot snapshot = source.snapshot();
    tick++;
    for (VehicleView view : snapshot.vehicles()) {
      Seen before = seenByDevice.get(view.deviceRef());
      if (before == null || !before.view.equals(view)) {
        seenByDevice.put(view.deviceRef(), new Seen(view, tick));
      }
    }
    latest = snapshot;
    return snapshot;
  }

  private void tell(LiveClient client, LiveSnapshot snapshot, Map<Long, byte[]> changeByToldTick) {
    long nowNs = nanoTime.getAsLong();
    if (!client.isReady()) {
      if (client.silentNs(nowNs) > timing.slow().toNanos()) {
        client.cut();
        cut.increment();
      }
      return;
    }
    byte[] change =
        changeByToldTick.computeIfAbsent(client.toldTick, since -> changeSince(since, snapshot));
    if (change.length > 0) {
      client.add("vehicles", "", change);
    }
    client.toldTick = tick;
    addEvents(client);
    if (!client.hasPiece() && client.silentNs(nowNs) >= timing.heartbeat().toNanos()) {
      client.addHeartbeat();
    }
    if (client.hasPiece()) {
      client.send(nowNs);
    }
  }

  private byte[] changeSince(long toldTick, LiveSnapshot snapshot) {
    List<VehicleView> changed = new ArrayList<>();
    for (Seen seen : seenByDevice.values()) {
      if (seen.changedTick > toldTick) {
        changed.add(seen.view);
      }
    }
    return changed.isEmpty() ? new byte[0] : renderer.change(snapshot, changed);
  }

  private void addEvents(LiveClient client) {
    for (EventLog.Told entry : events.afterNumber(client.toldEvent, EVENTS_PER_PIECE)) {
      client.add("event", events.cursorOf(entry.number()), renderer.event(entry));
      client.toldEvent = entry.number();
    }
  }
}

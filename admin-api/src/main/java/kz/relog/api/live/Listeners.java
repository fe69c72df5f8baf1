package kz.relog.api.live;

import com.linecorp.armeria.common.HttpResponseWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams that listen to one thing, and the one thread that serves them: it takes them in up to
 * a bound, gives them their turn each tick, keeps quiet ones alive, breaks off those that take
 * nothing, and ends those whose reader may not listen any more. {@link #join} may be called by any
 * thread; all else belongs to its own.
 *
 * @param <W> what a listener wants
 */
final class Listeners<W> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** Between two looks whether a reader may still listen. */
  private static final long ALLOWED_NS = 500_000_000;

  private final int max;
  private final LiveTiming timing;
  private final Turn<W> turn;
  private final AtomicInteger places;
  private final Counter cut;
  private final List<Listener<W>> listeners = new ArrayList<>();
  private final ScheduledExecutorService thread;
  private long askedNs = System.nanoTime();

  /**
   * What the listeners of a kind are.
   *
   * @param thread the name of their thread
   * @param meter the name of their gauge
   * @param max how many at once
   * @param tickMs time between two turns
   */
  record Kind(String thread, String meter, int max, long tickMs) {}

  /**
   * One stream.
   *
   * @param client its way out
   * @param wish what it wants
   * @param allowed whether its reader may still listen
   */
  record Listener<W>(LiveClient client, W wish, BooleanSupplier allowed) {}

  /** What there is to tell. Called on the listeners' thread alone. */
  interface Turn<W> {
    /** Gives a new stream its first words. */
    void onJoin(Listener<W> listener);

    /** Adds to each stream whose last piece has left what it has not got yet. */
    void onTick(List<Listener<W>> ready);

    /** Forgets what only listeners that went needed; {@code listening} are the wishes that stay. */
    default void onGone(Set<W> listening) {}
  }

  Listeners(Kind kind, LiveTiming timing, Turn<W> turn, MeterRegistry meters) {
    this.max = kind.max;
    this.timing = timing;
    this.turn = turn;
    this.places = new AtomicInteger(max);
    this.cut =
        Counter.builder(kind.meter + ".cut")
            .description("Streams closed because their reader took nothing")
            .register(meters);
    Gauge.builder(kind.meter, places, free -> max - free.get())
        .description("Streams open")
        .register(meters);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, kind.thread);
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            this::onTick, kind.tickMs, kind.tickMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a stream in; false when there is no place.
   *
   * @param allowed asked now and then on the listeners' thread; once it says no, the stream ends
   */
  boolean join(HttpResponseWriter stream, W wish, BooleanSupplier allowed) {
    if (places.getAndDecrement() <= 0) {
      places.incrementAndGet();
      return false;
    }
    var unused = stream.whenComplete().whenComplete((nothing, cause) -> places.incrementAndGet());
    Listener<W> listener = new Listener<>(new LiveClient(stream, System.nanoTime()), wish, allowed);
    try {
      thread.execute(() -> onJoin(listener));
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

  private void onJoin(Listener<W> listener) {
    try {
      turn.onJoin(listener);
      listener.client.send(System.nanoTime());
      listeners.add(listener);
    } catch (RuntimeException failed) {
      LOG.error("a stream cannot start", failed);
      listener.client.cut();
    }
  }

  private void onTick() {
    try {
      endForbidden();
      if (listeners.removeIf(listener -> !listener.client.isOpen())) {
        turn.onGone(listeners.stream().map(Listener::wish).collect(Collectors.toSet()));
      }
      turn.onTick(listeners.stream().filter(this::isReady).toList());
    } catch (RuntimeException failed) {
      // The records may be locked for a moment; the next tick tries again.
      LOG.warn("The streams missed a tick: {}", failed.toString());
    }
    for (Listener<W> listener : listeners) {
      if (listener.client.isReady()) {
        send(listener.client);
      }
    }
  }

  /** Before anything is told: who was logged out or blocked meanwhile gets none of it. */
  private void endForbidden() {
    long nowNs = System.nanoTime();
    if (nowNs - askedNs < ALLOWED_NS) {
      return;
    }
    for (Listener<W> listener : listeners) {
      if (listener.client.isOpen() && !listener.allowed.getAsBoolean()) {
        listener.client.close();
      }
    }
    askedNs = nowNs;
  }

  /** Whether the last piece has left; one that is stuck for too long is broken off. */
  private boolean isReady(Listener<W> listener) {
    boolean ready = listener.client.isReady();
    if (!ready && listener.client.silentNs(System.nanoTime()) > timing.slow().toNanos()) {
      listener.client.cut();
      cut.increment();
    }
    return ready;
  }

  private void send(LiveClient client) {
    long nowNs = System.nanoTime();
    if (!client.hasPiece() && client.silentNs(nowNs) >= timing.heartbeat().toNanos()) {
      client.addHeartbeat();
    }
    if (client.hasPiece()) {
      client.send(nowNs);
    }
  }
}

package kz.relog.app.recompute;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kz.relog.api.spi.TrackSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads archived facts for vehicles whose plans the engine has to judge anew: because facts came
 * that are older than those it retains, or because a plan came when its time had begun. Reading and
 * unsealing are this class's own thread's; the feed's thread only hands what was read to the
 * engine, one vehicle between two groups.
 *
 * <p>Asked for by the feed's thread. Facts that come late come in numbers, so a vehicle is read
 * when its requests pause, or after a while all the same.
 */
public final class Recomputer implements AutoCloseable {
  /** A spool that is sent in pieces is worked in once. */
  private static final long PAUSE_NS = 1_000_000_000L;

  private static final long WAIT_NS_MAX = 10_000_000_000L;

  /** Vehicles read and not yet taken by the feed: each holds a day of facts. */
  private static final int READY_MAX = 4;

  private static final Logger log = LoggerFactory.getLogger(Recomputer.class);

  private final TrackSource archive;
  private final Map<Long, Request> requests = new HashMap<>();
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final BlockingQueue<Read> ready = new ArrayBlockingQueue<>(READY_MAX);

  /** Grows with every erasure: what was read before may hold what must be forgotten. */
  private final AtomicLong erasures = new AtomicLong();

  private final AtomicLong done = new AtomicLong();
  private final Thread thread = new Thread(this::run, "recompute");
  private volatile boolean stopping;

  private Recomputer(TrackSource archive) {
    this.archive = archive;
  }

  /** Starts the thread. */
  public static Recomputer start(TrackSource archive) {
    Recomputer recomputer = new Recomputer(archive);
    recomputer.thread.start();
    return recomputer;
  }

  /** What the feed's thread asked for; owned by it. */
  private record Request(PlanSpan span, long firstNs, long lastNs) {}

  private record Order(long vehicleRef, PlanSpan span) {}

  /** A vehicle and its archived facts. */
  public record Ready(long vehicleRef, ArchivedFacts facts) {}

  private record Read(Order order, long erasures, ArchivedFacts facts) {}

  /** Asks for a vehicle. The feed's thread. */
  public void request(long vehicleRef, PlanSpan span) {
    long nowNs = System.nanoTime();
    requests.merge(
        vehicleRef,
        new Request(span, nowNs, nowNs),
        (before, now) -> new Request(before.span.with(span), before.firstNs, nowNs));
  }

  /** Orders what is due, and hands over a vehicle that was read. Never waits; the feed's thread. */
  public Optional<Ready> poll() {
    if (!requests.isEmpty()) {
      long nowNs = System.nanoTime();
      for (Iterator<Map.Entry<Long, Request>> all = requests.entrySet().iterator();
          all.hasNext(); ) {
        Map.Entry<Long, Request> one = all.next();
        Request request = one.getValue();
        if (nowNs - request.lastNs > PAUSE_NS || nowNs - request.firstNs > WAIT_NS_MAX) {
          orders.add(new Order(one.getKey(), request.span));
          all.remove();
        }
      }
    }
    Read next = ready.poll();
    if (next == null) {
      return Optional.empty();
    }
    if (next.erasures != erasures.get()) {
      orders.add(next.order);
      return Optional.empty();
    }
    done.incrementAndGet();
    return Optional.of(new Ready(next.order.vehicleRef, next.facts));
  }

  /** Forgets what was read and not handed over yet; it is read again. Any thread. */
  public void forget() {
    erasures.incrementAndGet();
    Read dropped;
    while ((dropped = ready.poll()) != null) {
      orders.add(dropped.order);
    }
  }

  /** Vehicles handed over since the start. Any thread. */
  public long done() {
    return done.get();
  }

  private void run() {
    while (!stopping) {
      try {
        Order order = orders.poll(1, TimeUnit.SECONDS);
        if (order != null) {
          read(order);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** An archive that cannot be read now is read later: the order goes to the end of the line. */
  private void read(Order order) throws InterruptedException {
    ArchivedFacts facts = new ArchivedFacts();
    long erasuresBefore = erasures.get();
    try {
      archive.read(order.vehicleRef, order.span.fromMs(), order.span.toMs(), facts);
    } catch (RuntimeException e) {
      log.warn("A plan waits for its archived facts: {}", e.toString());
      TimeUnit.SECONDS.sleep(1);
      orders.add(order);
      return;
    }
    if (facts.count() > 0) {
      ready.put(new Read(order, erasuresBefore, facts));
    }
  }

  /** Ends the thread; what was asked for is asked for again by the replay of the next start. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package kz.relog.app.live;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.EventLog;
import kz.relog.route.PlanEvent;
import kz.relog.route.RouteEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine's events: into the durable log, which numbers them and counts their versions,
 * and from there to the live view. Owned by the feed's thread.
 *
 * <p>A replay after a restart tells nothing: it goes again through all that was thought on the way.
 * When it has caught up, what holds of each plan is compared with what was told, and the difference
 * is told. The same comparison heals the log when it could not be written for long.
 */
public final class EventTeller {
  /** How long events are kept for readers that come back: the longest age of a fix. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** Waiting events take memory; beyond it the plans are compared later instead. */
  private static final int WAITING_MAX = 50_000;

  private static final long WRITE_EVERY_NS = 50_000_000;

  /**
   * While a device sends what it has kept, each fact moves the silence that began with the one
   * before: a silence is told when it has lasted for so long.
   */
  private static final long SILENCE_NS = 2_000_000_000L;

  private static final long RETRY_NS = 1_000_000_000;

  /** Plans compared between two groups of the feed, each one read of the log. */
  private static final int COMPARED_AT_ONCE = 100;

  private static final Logger log = LoggerFactory.getLogger(EventTeller.class);

  private final EventLog records;
  private final LiveEvents live;
  private final Clock clock;
  private final LongPredicate isWhole;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Deque<Long> toCompare = new ArrayDeque<>();
  private final Set<Long> silent = new HashSet<>();
  private boolean caughtUp;
  private boolean overflown;
  private boolean failing;
  private long nextWriteNs = System.nanoTime();

  /**
   * A teller of nothing yet.
   *
   * @param records the durable log
   * @param live shown to who looks just now
   * @param clock the server's time
   * @param isWhole whether the engine has all of a plan, from its first entry on; events of others
   *     are not told, since they follow from a part of the facts
   */
  public EventTeller(EventLog records, LiveEvents live, Clock clock, LongPredicate isWhole) {
    this.records = records;
    this.live = live;
    this.clock = clock;
    this.isWhole = isWhole;
  }

  /** Takes an event of the engine. */
  void onEvent(PlanEvent event) {
    if (!caughtUp || silent.contains(event.planRef())) {
      return;
    }
    if (waiting.size() >= WAITING_MAX) {
      waiting.clear();
      overflown = true;
    }
    if (!overflown) {
      Views.toApiEvent(event).ifPresent(this::await);
    }
  }

  /** Of several versions that come at once the last one is told. */
  private void await(kz.relog.api.spi.PlanEvent event) {
    boolean silence = event.type() == kz.relog.api.spi.PlanEvent.Type.GPS_LOST;
    long dueNs = System.nanoTime() + (silence ? SILENCE_NS : 0);
    waiting.remove(event.id());
    waiting.put(event.id(), new Waiting(event, dueNs));
  }

  private record Waiting(kz.relog.api.spi.PlanEvent event, long dueNs) {}

  /** The replay has come to the end of what was there at the start; compares these plans. */
  void onCaughtUp(Collection<Long> plans) {
    caughtUp = true;
    toCompare.addAll(plans);
  }

  /** A plan whose time was over before the engine got it: its drive is known from elsewhere. */
  void silence(long planRef) {
    silent.add(planRef);
  }

  void forget(long planRef) {
    silent.remove(planRef);
  }

  /**
   * Writes what waits, at most every {@value #WRITE_EVERY_NS} ns. While it cannot be written it
   * waits, and is tried again each second.
   *
   * @param plans all plans that the engine has
   * @param last whether to write at once
   */
  void write(RouteEngine engine, Collection<Long> plans, boolean last) {
    boolean nothing = waiting.isEmpty() && toCompare.isEmpty() && !overflown;
    long nowNs = System.nanoTime();
    if (nothing || (nowNs - nextWriteNs < 0 && !last)) {
      return;
    }
    nextWriteNs = nowNs + WRITE_EVERY_NS;
    try {
      if (overflown) {
        toCompare.addAll(plans);
        overflown = false;
      }
      compare(engine);
      List<kz.relog.api.spi.PlanEvent> due = new ArrayList<>();
      for (Waiting one : waiting.values()) {
        if (last || one.dueNs - nowNs <= 0) {
          due.add(one.event);
        }
      }
      records.tell(due, clock.millis()).forEach(live::publish);
      due.forEach(event -> waiting.remove(event.id()));
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.error("Events cannot be written; trying again each second: {}", e.toString());
      }
      failing = true;
      nextWriteNs = nowNs + RETRY_NS;
    }
  }

  /**
   * Of plans whose facts were erased in part or whole: tells what holds now, and leaves nothing of
   * what held before.
   */
  void forgetDrive(RouteEngine engine, long deviceRef, Collection<Long> plans) {
    waiting.values().removeIf(one -> one.event.deviceRef() == deviceRef);
    live.forget(event -> event.deviceRef() == deviceRef);
    for (long planRef : plans) {
      if (caughtUp && !silent.contains(planRef)) {
        List<kz.relog.api.spi.PlanEvent> holding =
            engine.eventsOf(planRef).stream()
                .flatMap(event -> Views.toApiEvent(event).stream())
                .toList();
        records.reconcile(planRef, holding, clock.millis());
      }
      records.forgetHistory(planRef);
    }
    live.forget(event -> event.deviceRef() == deviceRef);
  }

  /** Forgets events that no reader may come back for. */
  void forgetOld() {
    try {
      records.forgetBefore(clock.millis() - KEPT.toMillis());
    } catch (RuntimeException e) {
      log.warn("Old events are kept for now: {}", e.toString());
    }
  }

  private void compare(RouteEngine engine) {
    for (int i = 0; i < COMPARED_AT_ONCE && !toCompare.isEmpty(); i++) {
      long planRef = toCompare.peekFirst();
      if (!isWhole.test(planRef)) {
        silent.add(planRef);
      } else if (!silent.contains(planRef)) {
        List<kz.relog.api.spi.PlanEvent> holding =
            engine.eventsOf(planRef).stream()
                .flatMap(event -> Views.toApiEvent(event).stream())
                .toList();
        records.reconcile(planRef, holding, clock.millis()).forEach(live::publish);
      }
      toCompare.removeFirst();
    }
  }
}

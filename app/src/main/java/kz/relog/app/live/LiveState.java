package kz.relog.app.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.RoadGate;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.v1.PlanEntry;
import kz.relog.route.EngineListener;
import kz.relog.route.PlanEvent;
import kz.relog.route.PlanFact;
import kz.relog.route.PlanState;
import kz.relog.route.RouteEngine;
import org.agrona.collections.Long2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Last positions and plan-facts. The feed's thread writes, and publishes immutable views a few
 * times per second while somebody looks; any thread reads them. The first look after a while waits
 * a moment for the feed's thread to publish.
 */
public final class LiveState implements LiveSource, PlanFactSource, EngineListener {
  /** Views are renewed at most this often while facts come; a page looks once per second. */
  private static final long PUBLISH_EVERY_NS = 400_000_000;

  /** Views are renewed for so long after the last look. */
  private static final long INTEREST_NS = 3_000_000_000L;

  private static final long FIRST_LOOK_NS_MAX = 250_000_000;
  private static final long FIRST_LOOK_POLL_NS = 500_000;

  /** A closed plan can still be looked at for a day. */
  private static final long KEPT_CLOSED_MS = 86_400_000;

  private static final int CUSTOMERS_VIEW = RoadGate.LIVE_VIEW | RoadGate.CUSTOMER_VIEW;
  private static final Logger log = LoggerFactory.getLogger(LiveState.class);

  private final Clock clock;
  private final EventTeller events;
  private final Supplier<Rates> rates;

  // Owned by the feed's thread.
  private final Long2ObjectHashMap<Vehicle> vehicles = new Long2ObjectHashMap<>();
  private final Map<Long, Long> vehicleOfPlan = new HashMap<>();
  private final Map<Long, Long> closedSinceMs = new HashMap<>();
  private final List<Vehicle> changed = new ArrayList<>();
  private final Set<Long> changedPlans = new HashSet<>();
  private final Set<Long> plans = new HashSet<>();
  private final Set<Long> beyondHorizon = new HashSet<>();

  // Written by the feed's thread only.
  private volatile long publishedNs = System.nanoTime() - PUBLISH_EVERY_NS;
  private volatile boolean anythingNew;

  // Written by who looks.
  private volatile long lookedNs = System.nanoTime() - INTEREST_NS;

  // Published; values are immutable.
  private final ShownVehicles shown = new ShownVehicles();
  private final Map<Long, PlanFactView> planViews = new ConcurrentHashMap<>();

  /**
   * An empty fleet.
   *
   * @param clock the server's time
   * @param events gets the engine's events; becomes the feed's thread's own
   * @param rates asked on each snapshot
   */
  public LiveState(Clock clock, EventTeller events, Supplier<Rates> rates) {
    this.clock = clock;
    this.events = events;
    this.rates = rates;
  }

  /**
   * Says whom to ask what is open for a subject now; until then nobody is shown. Before the feed's
   * thread starts.
   */
  public void askGate(LongToIntFunction openPurposes) {
    shown.askGate(openPurposes);
  }

  /** Takes the newest fact of a batch that may be used for the live view. The feed's thread. */
  public void onFacts(long deviceRef, long subjectRef, int purposes, FixBatchDecoder batch) {
    int last = batch.count() - 1;
    onLastFact(
        deviceRef,
        subjectRef,
        purposes,
        batch.timeMs(last),
        batch.latE7(last),
        batch.lonE7(last),
        batch.speedDmps(last),
        batch.course(last),
        batch.accuracyMetres(last));
  }

  /**
   * Takes a fact if it is the newest of its device and its person allows the live view now. The
   * feed's thread.
   */
  public void onLastFact(
      long deviceRef,
      long subjectRef,
      int purposes,
      long timeMs,
      int latE7,
      int lonE7,
      int speedDmps,
      int courseDegrees,
      int accuracyMetres) {
    Vehicle vehicle = vehicle(deviceRef);
    if (shown.allows(subjectRef, purposes, RoadGate.LIVE_VIEW) && timeMs >= vehicle.timeMs) {
      vehicle.subjectRef = subjectRef;
      vehicle.purposes = purposes;
      vehicle.timeMs = timeMs;
      vehicle.latE7 = latE7;
      vehicle.lonE7 = lonE7;
      vehicle.speedDmps = speedDmps;
      vehicle.courseDegrees = courseDegrees;
      vehicle.accuracyMetres = accuracyMetres;
    }
    markChanged(vehicle);
  }

  /**
   * What is allowed for a subject has changed: without the live view the last position is
   * forgotten, and nobody sees it any more when this returns. The feed's thread.
   */
  public void onPermission(long subjectRef) {
    if (shown.allows(subjectRef, RoadGate.LIVE_VIEW, RoadGate.LIVE_VIEW)) {
      return;
    }
    for (Vehicle vehicle : vehicles.values()) {
      if (vehicle.subjectRef == subjectRef) {
        vehicle.forget();
        shown.hide(vehicle.deviceRef);
      }
    }
  }

  /** Takes a plan or a new version of it. The feed's thread. */
  public void onPlan(PlanEntry plan) {
    plans.add(plan.getPlanRef());
    Long before = vehicleOfPlan.remove(plan.getPlanRef());
    if (before != null && before != plan.getDeviceRef()) {
      Vehicle vehicle = vehicle(before);
      if (vehicle.planRef == plan.getPlanRef()) {
        vehicle.planRef = 0;
        markChanged(vehicle);
      }
    }
    changedPlans.add(plan.getPlanRef());
    if (plan.getDeviceRef() != 0) {
      vehicleOfPlan.put(plan.getPlanRef(), plan.getDeviceRef());
      Vehicle vehicle = vehicle(plan.getDeviceRef());
      if (vehicle.planRef == 0) {
        vehicle.planRef = plan.getPlanRef();
      }
      markChanged(vehicle);
    }
  }

  @Override
  public void onMatch(long planRef, long seq, long timeMs, double progressMetres, boolean onRoute) {
    // A vehicle with two plans shows the one that its facts are matched with.
    Long deviceRef = vehicleOfPlan.get(planRef);
    if (deviceRef != null) {
      vehicle(deviceRef).planRef = planRef;
    }
  }

  @Override
  public void onEvent(PlanEvent event) {
    events.onEvent(event);
    changedPlans.add(event.planRef());
  }

  @Override
  public void onPlanFailed(long planRef, RuntimeException cause) {
    log.error(
        "Plan {} has failed in the engine and gets no more facts: {}",
        String.format("%016x", planRef),
        cause.toString());
    changedPlans.add(planRef);
  }

  /**
   * Renews the published views of what has changed, if it is time to. The feed's thread, after a
   * group or when idle.
   *
   * @param idle nothing more is waiting: publish what there is
   */
  public void publish(RouteEngine engine, boolean idle) {
    if (changed.isEmpty() && changedPlans.isEmpty()) {
      return;
    }
    anythingNew = true;
    long nowNs = System.nanoTime();
    if (nowNs - lookedNs > INTEREST_NS
        || nowNs - publishedNs < (idle ? PUBLISH_EVERY_NS / 4 : PUBLISH_EVERY_NS)) {
      return;
    }
    long asOfMs = clock.millis();
    for (Vehicle vehicle : changed) {
      vehicle.changed = false;
      changedPlans.remove(vehicle.planRef);
      Optional<PlanFact> fact = planFact(engine, vehicle.planRef, asOfMs);
      // A finished plan makes room for the next one of the vehicle.
      if (fact.isPresent() && fact.get().state() == PlanState.CLOSED) {
        vehicle.planRef = 0;
      }
      if (vehicle.timeMs != 0) {
        shown.show(vehicle.subjectRef, vehicle.purposes, vehicle.view(fact));
      }
    }
    changed.clear();
    for (long planRef : changedPlans) {
      planFact(engine, planRef, asOfMs);
    }
    changedPlans.clear();
    anythingNew = false;
    publishedNs = nowNs;
  }

  /** Says that somebody looks. Who does so after a while waits for the views to be renewed. */
  private void look() {
    long nowNs = System.nanoTime();
    boolean first = nowNs - lookedNs > INTEREST_NS;
    lookedNs = nowNs;
    while (first
        && anythingNew
        && publishedNs - nowNs < 0
        && System.nanoTime() - nowNs < FIRST_LOOK_NS_MAX) {
      LockSupport.parkNanos(FIRST_LOOK_POLL_NS);
    }
  }

  /** The replay has come to the end of what was there at the start. The feed's thread. */
  public void onCaughtUp() {
    events.onCaughtUp(plans);
  }

  /** A plan whose time was over before the engine got it. The feed's thread. */
  public void onPlanOver(long planRef) {
    events.silence(planRef);
  }

  /**
   * Tells the events that wait, if it is time to. The feed's thread, after a group or when idle.
   *
   * @param last whether to do it at once
   */
  public void tellEvents(RouteEngine engine, boolean last) {
    events.write(engine, plans, last);
  }

  @Override
  public void onBeyondHorizon(long planRef, long timeMs) {
    beyondHorizon.add(planRef);
  }

  /** The plans of a vehicle were judged anew. The feed's thread. */
  public void onRecomputed(long deviceRef) {
    markChanged(vehicle(deviceRef));
  }

  /** Takes the plans that got facts older than the engine retains. The feed's thread. */
  public Set<Long> takeBeyondHorizon() {
    if (beyondHorizon.isEmpty()) {
      return Set.of();
    }
    Set<Long> taken = Set.copyOf(beyondHorizon);
    beyondHorizon.clear();
    return taken;
  }

  /** Forgets plans that have been closed for a day, in engine and views. The feed's thread. */
  public void forgetClosed(RouteEngine engine) {
    long closedBeforeMs = clock.millis() - KEPT_CLOSED_MS;
    for (long planRef : List.copyOf(plans)) {
      boolean closed =
          engine.findPlanFact(planRef).map(fact -> fact.state() == PlanState.CLOSED).orElse(true);
      if (!closed) {
        closedSinceMs.remove(planRef);
      }
      Long sinceMs = closed ? closedSinceMs.putIfAbsent(planRef, clock.millis()) : null;
      if (sinceMs != null && sinceMs < closedBeforeMs) {
        engine.removePlan(planRef);
        plans.remove(planRef);
        planViews.remove(planRef);
        vehicleOfPlan.remove(planRef);
        closedSinceMs.remove(planRef);
        events.forget(planRef);
      }
    }
    events.forgetOld();
  }

  /**
   * Forgets the last position of a device and what was shown of its plans. The feed's thread.
   *
   * @param gone plans that the engine does not know any more
   */
  public void forget(RouteEngine engine, long deviceRef, Collection<Long> gone) {
    Vehicle vehicle = vehicles.remove(deviceRef);
    if (vehicle != null) {
      changed.remove(vehicle);
    }
    shown.hide(deviceRef);
    for (long planRef : gone) {
      planViews.remove(planRef);
      changedPlans.remove(planRef);
    }
    List<Long> left = new ArrayList<>();
    vehicleOfPlan.forEach(
        (planRef, of) -> {
          if (of == deviceRef && !gone.contains(planRef)) {
            left.add(planRef);
          }
        });
    left.forEach(planRef -> planFact(engine, planRef, clock.millis()));
    events.forgetDrive(engine, deviceRef, left);
  }

  /** When the last known fact of a device was; 0 if none is known. Any thread. */
  public long lastFactMs(long deviceRef) {
    return shown.lastFactMs(deviceRef);
  }

  private Optional<PlanFact> planFact(RouteEngine engine, long planRef, long asOfMs) {
    if (planRef == 0) {
      return Optional.empty();
    }
    Optional<PlanFact> fact = engine.findPlanFact(planRef);
    if (fact.isPresent()) {
      planViews.put(planRef, Views.toPlanFactView(fact.get(), asOfMs, version(planRef)));
    } else {
      planViews.remove(planRef);
    }
    return fact;
  }

  private long version(long planRef) {
    PlanFactView before = planViews.get(planRef);
    return before == null ? 1 : before.version() + 1;
  }

  private Vehicle vehicle(long deviceRef) {
    Vehicle vehicle = vehicles.get(deviceRef);
    if (vehicle == null) {
      vehicle = new Vehicle(deviceRef);
      vehicles.put(deviceRef, vehicle);
    }
    return vehicle;
  }

  private void markChanged(Vehicle vehicle) {
    if (!vehicle.changed) {
      vehicle.changed = true;
      changed.add(vehicle);
    }
  }

  @Override
  public LiveSnapshot snapshot() {
    look();
    return new LiveSnapshot(clock.millis(), shown.allowed(RoadGate.LIVE_VIEW), rates.get());
  }

  @Override
  public boolean customersMaySee(long deviceRef) {
    return shown.find(deviceRef, CUSTOMERS_VIEW).isPresent();
  }

  @Override
  public Optional<Glimpse> glimpse(long deviceRef) {
    look();
    return shown.find(deviceRef, CUSTOMERS_VIEW);
  }

  @Override
  public Optional<PlanFactView> find(long planRef) {
    look();
    return Optional.ofNullable(planViews.get(planRef));
  }
}

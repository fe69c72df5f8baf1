package kz.relog.api;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kz.relog.api.spi.Corrections;
import kz.relog.api.spi.GateRefusedException;
import kz.relog.api.spi.Health;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.MonthKeeper;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadFullException;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.RoadPlan;
import kz.relog.api.spi.SubjectTracks;
import kz.relog.api.spi.TrackSource;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.spi.VehicleView;

/**
 * A road in memory: a journal that is a list, a feed that is one thread, and everything the API
 * reads, set by the test.
 */
final class MemoryRoad
    implements RoadCommands,
        RoadGate,
        TrackSource,
        PlanFactSource,
        PlanReplay,
        LiveSource,
        Health,
        SubjectTracks,
        MonthKeeper,
        AutoCloseable {
  final List<RoadChange> journal = new CopyOnWriteArrayList<>();
  final List<String> secrets = new CopyOnWriteArrayList<>();
  final Map<Long, PlanFactView> planFacts = new ConcurrentHashMap<>();
  final Map<Long, PlanReplay.Replayed> replays = new ConcurrentHashMap<>();
  final Map<Long, List<Fix>> tracks = new ConcurrentHashMap<>();
  final Map<Long, Glimpse> glimpses = new ConcurrentHashMap<>();
  final List<Part> parts = new CopyOnWriteArrayList<>();
  volatile LiveSnapshot live =
      new LiveSnapshot(1_772_438_400_000L, List.of(), new Rates(0, Double.NaN, Double.NaN));
  volatile boolean full;
  volatile Optional<GateRefusedException.Reason> bindingsRefused = Optional.empty();
  volatile boolean feedStands;
  volatile boolean broken;

  private final Clock clock;
  private final Projector projector;
  private final ExecutorService feed = Executors.newSingleThreadExecutor();
  private long seq;

  MemoryRoad(Projector projector, Clock clock) {
    this.projector = projector;
    this.clock = clock;
    this.seq = projector.appliedSeq();
  }

  /** One stored fact. */
  record Fix(long timeMs, int latE7, int lonE7, int speedDmps, int course, int accuracyM) {}

  @Override
  public CompletionStage<Long> createDevices(List<NewDevice> devices) {
    List<RoadChange> changes = new ArrayList<>();
    for (NewDevice device : devices) {
      secrets.add(java.util.HexFormat.of().formatHex(device.secret()));
      changes.add(
          new RoadChange.DeviceCreated(
              device.deviceRef(), device.subjectRef(), device.keyId(), clock.millis()));
    }
    return journal(changes);
  }

  @Override
  public CompletionStage<Long> revokeDevice(long deviceRef, long keyId) {
    return journal(List.of(new RoadChange.DeviceRevoked(deviceRef, keyId, clock.millis())));
  }

  @Override
  public CompletionStage<Long> putPlan(RoadPlan plan) {
    return journal(List.of(new RoadChange.PlanPut(plan, clock.millis())));
  }

  @Override
  public CompletionStage<Long> changePermission(long subjectRef, Action action, int purposes) {
    return journal(
        List.of(new RoadChange.PermissionChanged(subjectRef, action, purposes, 0, clock.millis())));
  }

  @Override
  public CompletionStage<Long> putHours(long subjectRef, TrackingHours hours) {
    return journal(List.of(new RoadChange.HoursPut(subjectRef, hours, clock.millis())));
  }

  @Override
  public CompletionStage<Long> putBinding(Binding binding) {
    if (bindingsRefused.isPresent()) {
      return CompletableFuture.failedStage(new GateRefusedException(bindingsRefused.get()));
    }
    if (bindingsRefusedOf.equals(Optional.of(binding.subjectRef()))) {
      return CompletableFuture.failedStage(new GateRefusedException(refusal));
    }
    return journal(List.of(new RoadChange.BindingPut(binding, clock.millis())));
  }

  @Override
  public CompletionStage<Long> rotateKey(long deviceRef, long keyId, long nextKeyId) {
    return journal(
        List.of(new RoadChange.KeyReplaced(deviceRef, keyId, nextKeyId, clock.millis())));
  }

  /** Withdraws as a person does on a device. */
  CompletionStage<Long> withdrawOnDevice(long subjectRef, int purposes, long deviceRef) {
    return journal(
        List.of(
            new RoadChange.PermissionChanged(
                subjectRef, Action.WITHDRAW, purposes, deviceRef, clock.millis())));
  }

  /** Notices two senders under a key. */
  void quarantine(long deviceRef, long keyId) {
    journal(List.of(new RoadChange.KeyQuarantined(deviceRef, keyId, clock.millis())))
        .toCompletableFuture()
        .join();
    feedDone();
  }

  /** Waits until the projector has everything. */
  private void feedDone() {
    CompletableFuture.runAsync(() -> {}, feed).join();
  }

  /** What stands in the journal of one kind. */
  <C extends RoadChange> List<C> journalled(Class<C> kind) {
    return journal.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private CompletionStage<Long> journal(List<RoadChange> changes) {
    if (full) {
      return CompletableFuture.failedStage(new RoadFullException("the test filled it"));
    }
    CompletableFuture<Long> durable = new CompletableFuture<>();
    feed.execute(
        () -> {
          for (RoadChange change : changes) {
            seq++;
            journal.add(change);
            if (!feedStands) {
              projector.apply(seq, change);
            }
          }
          durable.complete(seq);
          projector.flush();
        });
    return durable;
  }

  @Override
  public void read(long deviceRef, long fromMs, long toMs, FixVisitor visitor) {
    if (broken) {
      throw new IllegalStateException("the test broke it");
    }
    for (Fix fix : tracks.getOrDefault(deviceRef, List.of())) {
      boolean inside = fix.timeMs >= fromMs && fix.timeMs < toMs;
      if (inside
          && !visitor.onFix(
              fix.timeMs, fix.latE7, fix.lonE7, fix.speedDmps, fix.course, fix.accuracyM)) {
        return;
      }
    }
  }

  /** Whose facts of which device are stored when, set by the test. */
  final Map<Long, List<Stretch>> stretches = new ConcurrentHashMap<>();

  /** Months with keys, set by the test. */
  final List<Month> months = new CopyOnWriteArrayList<>();

  /** Whether corrections cannot be carried out now. */
  volatile boolean correctionsFail;

  final AtomicInteger correctionsTried = new AtomicInteger();

  /** The subject to whom the road gives nothing, and why. */
  volatile Optional<Long> bindingsRefusedOf = Optional.empty();

  volatile GateRefusedException.Reason refusal = GateRefusedException.Reason.BINDING_TIME;

  /** Carries a correction out. */
  void correct(Corrections.Misplaced facts) {
    correctionsTried.incrementAndGet();
    if (correctionsFail) {
      throw new IllegalStateException("the test lets it fail");
    }
    corrections.add(facts);
  }

  /** What was to be carried out on stored facts. */
  final List<Corrections.Misplaced> corrections = new CopyOnWriteArrayList<>();

  /** What gives people their data and removes it in time. */
  KeepPorts keep(kz.relog.api.retain.Terms terms, kz.relog.api.spi.Erasures erasures) {
    return new KeepPorts(
        this, this, erasures, terms, java.time.Duration.ofDays(30), java.time.Duration.ofDays(14));
  }

  @Override
  public List<Stretch> stretches(long subjectRef) {
    return stretches.getOrDefault(subjectRef, List.of());
  }

  @Override
  public void read(long subjectRef, long deviceRef, long fromMs, long toMs, FixVisitor visitor) {
    for (Stretch one : stretches(subjectRef)) {
      if (one.deviceRef() == deviceRef) {
        read(deviceRef, Math.max(fromMs, one.fromMs()), Math.min(toMs, one.toMs()), visitor);
      }
    }
  }

  @Override
  public List<Month> upTo(int month) {
    return months.stream().filter(one -> one.month() <= month).toList();
  }

  @Override
  public java.util.OptionalInt last(long subjectRef) {
    return months.stream()
        .filter(one -> one.subjectRef() == subjectRef)
        .mapToInt(Month::month)
        .max();
  }

  @Override
  public void forget(Month month) {
    months.remove(month);
  }

  @Override
  public Optional<PlanFactView> find(long planRef) {
    return Optional.ofNullable(planFacts.get(planRef));
  }

  @Override
  public Replayed replay(RoadPlan plan, long sinceMs, long nowMs) {
    return Optional.ofNullable(replays.get(plan.planRef()))
        .orElseThrow(() -> new IllegalStateException("the test gave no replay"));
  }

  @Override
  public LiveSnapshot snapshot() {
    return live;
  }

  @Override
  public Optional<Glimpse> glimpse(long deviceRef) {
    return Optional.ofNullable(glimpses.get(deviceRef));
  }

  void drive(VehicleView... vehicles) {
    live = new LiveSnapshot(live.timeMs() + 1000, List.of(vehicles), new Rates(12.5, 0.8, 4.25));
  }

  @Override
  public List<Part> parts() {
    if (broken) {
      throw new IllegalStateException("the test broke kz.relog");
    }
    return List.copyOf(parts);
  }

  @Override
  public void close() {
    feed.shutdownNow();
  }
}

package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.GateRefusedException;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.NewDevice;
import kz.relog.api.spi.Projector;
import kz.relog.api.spi.RoadChange;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackingHours;
import kz.relog.api.store.AdminStore;
import kz.relog.app.archive.TrackArchive;
import kz.relog.app.feed.Feed;
import kz.relog.app.live.EventTeller;
import kz.relog.app.live.LiveState;
import kz.relog.app.recompute.Recomputer;
import kz.relog.ingest.IngestClock;
import kz.relog.ingest.IngestConfig;
import kz.relog.ingest.IngestServer;
import kz.relog.journal.DeviceSecret;
import kz.relog.journal.Journal;
import kz.relog.journal.JournalConfig;
import kz.relog.journal.Journals;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.fix.FixBatchEncoder;
import kz.relog.proto.fix.FixLimits;
import kz.relog.proto.frame.FrameCipher;
import kz.relog.proto.frame.FrameDescriptor;
import kz.relog.proto.frame.FrameKeys;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.ConsentChange;
import kz.relog.route.EngineConfig;
import kz.relog.route.RouteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate as the admin API sees it, and what engine, archive and live view get through it. */
@SuppressWarnings("NullAway.Init") // Each test sets up what it needs.
class GateRoadIT {
  private static final long DEVICE = 11;
  private static final long PERSON = 22;
  private static final long KEY = 33;
  private static final int ALL = RoadGate.EVERY_PURPOSE;

  @TempDir private Path data;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<RoadChange> changes = new CopyOnWriteArrayList<>();
  private Vault vault;
  private Journal journal;
  private TrackArchive archive;
  private LiveState live;
  private Feed feed;
  private IngestServer ingest;
  private RoadCommands road;
  private RoadGate gate;
  private Phone phone;

  /** Remembers what it is told. */
  private final class Recording implements Projector {
    @Override
    public long appliedSeq() {
      return 0;
    }

    @Override
    public void apply(long seq, RoadChange change) {
      changes.add(change);
    }

    @Override
    public void flush() {}

    @Override
    public void advance(long seq) {}
  }

  /** The least that sends as a device. */
  private final class Phone {
    private final FrameCipher cipher = new FrameCipher();
    private final FrameKeys keys;
    private final long keyId;
    private long counter;
    private long batchSeq;

    Phone(long keyId, byte[] secret) {
      this.keyId = keyId;
      this.keys = FrameKeys.derive(secret);
    }

    void drive(int fixes) throws Exception {
      FixBatchEncoder encoder = new FixBatchEncoder().begin(1_000, 6).batchSeq(++batchSeq);
      // Ahead of the clock by what rounding to seconds may take back.
      long firstMs = System.currentTimeMillis() + 1_000;
      for (int i = 0; i < fixes; i++) {
        encoder.add(
            firstMs + 1_000L * i,
            432_000_000 + i,
            769_000_000,
            50,
            90,
            5,
            FixLimits.ALTITUDE_UNKNOWN);
      }
      byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
      ask(FrameKind.FACTS, Arrays.copyOf(plain, encoder.encode(plain, 0)));
    }

    void decide(ConsentChange.Action action, int purpose) throws Exception {
      byte[] plain = new byte[ConsentEncoder.ENCODED_BYTES_MAX];
      int length = ConsentEncoder.encode(++batchSeq, 0, purpose, action, plain, 0);
      ask(FrameKind.CONSENT, Arrays.copyOf(plain, length));
    }

    /** Sends other facts under a counter that was used: what a copy of the key does. */
    void copyLast() throws Exception {
      FixBatchEncoder encoder = new FixBatchEncoder().begin(1_000, 6).batchSeq(batchSeq + 1);
      encoder.add(System.currentTimeMillis(), 1, 2, 50, 90, 5, FixLimits.ALTITUDE_UNKNOWN);
      byte[] plain = new byte[FixBatchEncoder.ENCODED_BYTES_MAX];
      int length = encoder.encode(plain, 0);
      byte[] frame = new byte[length + FrameDescriptor.OVERHEAD_BYTES];
      new FrameCipher().sealUp(keys, FrameKind.FACTS, keyId, counter, plain, 0, length, frame, 0);
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(frame, frame.length, ingest.udpAddress()));
      }
    }

    private void ask(int kind, byte[] plain) throws Exception {
      byte[] frame = new byte[plain.length + FrameDescriptor.OVERHEAD_BYTES];
      cipher.sealUp(keys, kind, keyId, ++counter, plain, 0, plain.length, frame, 0);
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.setSoTimeout(20_000);
        socket.send(new DatagramPacket(frame, frame.length, ingest.udpAddress()));
        socket.receive(new DatagramPacket(new byte[1_200], 1_200));
      }
    }
  }

  @BeforeEach
  void open() {
    vault = keep(Vaults.open(VaultConfig.below(data, null)));
    journal = keep(Journals.open(JournalConfig.in(data.resolve("journal")).build(), vault));
    AdminStore store = keep(AdminStore.open(data.resolve("admin.db"), Bridges.recordSealer(vault)));
    archive = keep(TrackArchive.start(data.resolve("archive.db"), journal, vault));
    Clock clock = Clock.systemUTC();
    live =
        new LiveState(
            clock,
            new EventTeller(store.events(), new LiveEvents(store.events()), clock, plan -> true),
            () -> new LiveSource.Rates(0, Double.NaN, Double.NaN));
    RouteEngine engine = new RouteEngine(EngineConfig.DEFAULT, live);
    feed =
        keep(
            new Feed(
                journal,
                engine,
                live,
                new Recording(),
                keep(Recomputer.start(archive)),
                archive,
                1));
    ingest =
        keep(
            IngestServer.start(
                IngestConfig.loopback(),
                journal,
                Bridges.deviceSecrets(vault),
                IngestClock.SYSTEM));
    live.askGate(ingest::openPurposes);
    feed.start(() -> archive.readLast(live::onLastFact));
    road = Bridges.roadCommands(ingest.commands(), vault, false);
    gate = new GateBridge(ingest.commands(), vault);
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private void enrol() {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 7);
    done(road.createDevices(List.of(new NewDevice(DEVICE, PERSON, KEY, secret))));
    phone = new Phone(KEY, secret);
  }

  @Test
  void the_live_view_and_the_archive_get_what_each_may_have() throws Exception {
    enrol();
    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, RoadGate.LIVE_VIEW));
    phone.drive(3);
    awaitShown(1);
    assertThat(live.customersMaySee(DEVICE)).isFalse();
    assertThat(archived()).isZero();

    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, RoadGate.CUSTOMER_VIEW));
    phone.drive(4);
    Await.until(() -> live.customersMaySee(DEVICE), seen -> seen);
    assertThat(live.snapshot().vehicles()).hasSize(1);
    assertThat(archived()).isZero();

    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, RoadGate.PLAN_FACT));
    done(gate.changePermission(PERSON, RoadGate.Action.WITHDRAW, RoadGate.LIVE_VIEW));
    // At once, without waiting for the feed.
    assertThat(live.snapshot().vehicles()).isEmpty();
    assertThat(live.customersMaySee(DEVICE)).isFalse();
    phone.drive(5);
    assertThat(archived()).isEqualTo(5);
    assertThat(live.snapshot().vehicles()).isEmpty();

    // What is stored stays, also when nothing may be stored any more.
    done(gate.changePermission(PERSON, RoadGate.Action.WITHDRAW, ALL));
    phone.drive(6);
    assertThat(archived()).isEqualTo(5);
  }

  @Test
  void the_last_position_comes_back_after_a_restart_only_if_it_may_be_seen() throws Exception {
    enrol();
    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, ALL));
    phone.drive(3);
    awaitShown(1);
    close();
    changes.clear();
    open();
    awaitShown(1);
    done(gate.changePermission(PERSON, RoadGate.Action.PAUSE, RoadGate.LIVE_VIEW));
    assertThat(live.snapshot().vehicles()).isEmpty();
    close();
    open();
    awaitFed();
    assertThat(live.snapshot().vehicles()).isEmpty();
    // A resume shows nothing that was measured while it was paused; the old position is forgotten.
    done(gate.changePermission(PERSON, RoadGate.Action.RESUME, RoadGate.LIVE_VIEW));
    awaitFed();
    assertThat(live.snapshot().vehicles()).isEmpty();
  }

  @Test
  void what_changes_is_told_to_the_records_in_the_order_of_the_journal() throws Exception {
    enrol();
    TrackingHours hours =
        new TrackingHours(
            ZoneId.of("Asia/Almaty"),
            List.of(new TrackingHours.Window(5, 1_320, 1_800)),
            List.of(
                new TrackingHours.Day(
                    LocalDate.of(2026, 12, 16), List.of(new TrackingHours.Window(3, 600, 700)))));
    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, 5));
    phone.decide(ConsentChange.Action.PAUSE, 3);
    done(gate.putHours(PERSON, hours));
    byte[] secret = new byte[32];
    done(road.createDevices(List.of(new NewDevice(44, 0, 55, secret))));
    RoadGate.Binding binding = new RoadGate.Binding(66, 44, PERSON, System.currentTimeMillis(), 0);
    done(gate.putBinding(binding));
    RoadGate.Binding taken = new RoadGate.Binding(66, 44, 0, 0, 0);
    done(gate.putBinding(taken));
    awaitFed();

    List<RoadChange> told =
        changes.stream().filter(change -> !(change instanceof RoadChange.DeviceCreated)).toList();
    assertThat(told).hasSize(5);
    long atMs = ((RoadChange.PermissionChanged) told.get(0)).atMs();
    assertThat(told.get(0))
        .isEqualTo(new RoadChange.PermissionChanged(PERSON, RoadGate.Action.GRANT, 5, 0, atMs));
    RoadChange.PermissionChanged paused = (RoadChange.PermissionChanged) told.get(1);
    assertThat(paused)
        .isEqualTo(
            new RoadChange.PermissionChanged(
                PERSON, RoadGate.Action.PAUSE, RoadGate.CUSTOMER_VIEW, DEVICE, paused.atMs()));
    assertThat(((RoadChange.HoursPut) told.get(2)).hours()).isEqualTo(hours);
    assertThat(((RoadChange.BindingPut) told.get(3)).binding()).isEqualTo(binding);
    assertThat(((RoadChange.BindingPut) told.get(4)).binding()).isEqualTo(taken);
  }

  @Test
  void a_contradiction_is_refused_with_its_reason() {
    enrol();
    long nowMs = System.currentTimeMillis();
    refuses(
        gate.putBinding(new RoadGate.Binding(1, DEVICE, PERSON, nowMs, 0)),
        GateRefusedException.Reason.BINDING_OVERLAPS);
    refuses(
        gate.putBinding(new RoadGate.Binding(1, 99, PERSON, nowMs, 0)),
        GateRefusedException.Reason.UNKNOWN_DEVICE);
    done(road.createDevices(List.of(new NewDevice(44, 0, 55, new byte[32]))));
    refuses(
        gate.putBinding(new RoadGate.Binding(1, 44, PERSON, nowMs, nowMs - 1)),
        GateRefusedException.Reason.BINDING_TIME);
    refuses(gate.rotateKey(DEVICE, 77, 78), GateRefusedException.Reason.UNKNOWN_DEVICE);
    assertThat(vault.findDeviceSecret(78)).isEmpty();
  }

  @Test
  void a_key_is_rotated_with_the_derived_secret_and_told_once_it_is_used() throws Exception {
    enrol();
    done(gate.rotateKey(DEVICE, KEY, 1_234));
    byte[] old = vault.findDeviceSecret(KEY).map(DeviceSecret::secret).orElseThrow();
    byte[] next = vault.findDeviceSecret(1_234).map(DeviceSecret::secret).orElseThrow();
    assertThat(next).isEqualTo(FrameKeys.nextSecret(old, 1_234));
    refuses(gate.rotateKey(DEVICE, KEY, 1_235), GateRefusedException.Reason.KEY_ENDING);
    assertThat(vault.findDeviceSecret(1_235)).isEmpty();
    // Another key's secret is never overwritten.
    refuses(gate.rotateKey(DEVICE, 1_234, KEY), GateRefusedException.Reason.KEY_ENDING);
    assertThat(vault.findDeviceSecret(KEY).map(DeviceSecret::secret)).hasValue(old);

    new Phone(1_234, next).drive(1);
    awaitFed();
    assertThat(changes)
        .anySatisfy(
            change ->
                assertThat(change)
                    .isInstanceOfSatisfying(
                        RoadChange.KeyReplaced.class,
                        replaced -> {
                          assertThat(replaced.deviceRef()).isEqualTo(DEVICE);
                          assertThat(replaced.keyId()).isEqualTo(KEY);
                          assertThat(replaced.nextKeyId()).isEqualTo(1_234);
                        }));
  }

  @Test
  void two_senders_under_one_key_are_told_to_the_records() throws Exception {
    enrol();
    done(gate.changePermission(PERSON, RoadGate.Action.GRANT, ALL));
    phone.drive(2);
    phone.copyLast();
    Await.until(
        () ->
            changes.stream()
                .filter(RoadChange.KeyQuarantined.class::isInstance)
                .map(RoadChange.KeyQuarantined.class::cast)
                .filter(one -> one.deviceRef() == DEVICE && one.keyId() == KEY && one.atMs() > 0)
                .count(),
        count -> count == 1);
  }

  @Test
  void a_device_without_a_person_needs_the_installations_leave() throws Exception {
    NewDevice synthetic = NewDevice.synthetic(DEVICE, PERSON, KEY, new byte[32]);
    assertThatThrownBy(() -> road.createDevices(List.of(synthetic)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(vault.findDeviceSecret(KEY)).isEmpty();
    done(Bridges.roadCommands(ingest.commands(), vault, true).createDevices(List.of(synthetic)));
    new Phone(KEY, new byte[32]).drive(2);
    assertThat(archived()).isEqualTo(2);
  }

  private static void done(CompletionStage<Long> stage) {
    assertThat(stage.toCompletableFuture().join()).isPositive();
  }

  private static void refuses(CompletionStage<Long> stage, GateRefusedException.Reason reason) {
    assertThatThrownBy(() -> stage.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            GateRefusedException.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private long archived() {
    archive.flush();
    return archive.archivedFixes();
  }

  private void awaitFed() {
    long wanted = journal.durableSeq();
    Await.until(feed::appliedSeq, seq -> seq >= wanted);
  }

  private void awaitShown(int vehicles) {
    Await.until(() -> live.snapshot().vehicles().size(), count -> count == vehicles);
  }
}

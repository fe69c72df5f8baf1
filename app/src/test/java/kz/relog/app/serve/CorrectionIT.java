package kz.relog.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.relog.api.spi.Erasures.Step;
import kz.relog.app.client.AdminClient;
import kz.relog.app.client.SimulatedCompany;
import kz.relog.app.drill.rig.Ports;
import kz.relog.app.drill.rig.ServerProcess;
import kz.relog.app.erase.ErasureHook;
import kz.relog.device.BatchPolicy;
import kz.relog.device.DeviceClient;
import kz.relog.device.DeviceIdentity;
import kz.relog.device.DeviceListener;
import kz.relog.device.FleetConfig;
import kz.relog.device.MemoryCounterStore;
import kz.relog.device.OfferResult;
import kz.relog.device.RetryPolicy;
import kz.relog.device.SenderState;
import kz.relog.device.ServerAddress;
import kz.relog.device.ServerAddress.Carriage;
import kz.relog.journal.JournalReport;
import kz.relog.journal.JournalVerifier;
import kz.relog.journal.Vault;
import kz.relog.journal.VaultConfig;
import kz.relog.journal.Vaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shift named one driver and another one drove: whose facts are what, and what is gone. */
class CorrectionIT {
  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private TestServer start(ErasureHook hook) {
    return new TestServer(data(), Clock.systemUTC(), Map.of(), hook);
  }

  private static long ref(String id) {
    return Long.parseUnsignedLong(id, 16);
  }

  private static List<String> of(
      TestServer server, TwoDrivers two, SimulatedCompany.Driver driver) {
    List<String> facts = new ArrayList<>();
    server.server().archive().flush();
    server
        .server()
        .archive()
        .subjects()
        .read(
            ref(driver.id()),
            ref(two.device),
            two.ride.startMs() - 3_600_000,
            two.ride.startMs() + 3_600_000,
            (timeMs, latE7, lonE7, speed, course, accuracy) ->
                facts.add(Ride.text(timeMs, latE7, lonE7)));
    return facts;
  }

  /** A plan along the ride, so that it is seen whether plan-fact follows. */
  private static String plan(TwoDrivers two) {
    String plan =
        two.owner.createPlan(((ObjectNode) PlanExample.north(two.ride)).put("planId", two.device));
    two.owner.assign(plan, two.device);
    return plan;
  }

  private static boolean hasArrived(TwoDrivers two, String plan) {
    return two.owner.get("/v1/plans/" + plan + "/plan-fact").at("/stops/0/arrived").isTextual();
  }

  private void assertSound() {
    try (Vault vault = Vaults.open(VaultConfig.below(data(), null))) {
      JournalReport report =
          JournalVerifier.verify(data().resolve("journal"), vault, (done, all) -> {});
      assertThat(report.problems()).isEmpty();
      assertThat(report.sectionsOverwritten()).isEqualTo(report.sectionsErased()).isPositive();
    }
  }

  @Test
  void facts_go_to_who_drove_as_far_as_allowed_and_the_rest_is_gone_for_good() throws Exception {
    TwoDrivers two;
    String plan;
    try (TestServer server = start(ErasureHook.NONE)) {
      two = new TwoDrivers(server.company()).begin();
      plan = plan(two);
      try (DeviceClient tracker = server.device(two.identity, Carriage.TCP, 10)) {
        two.ride.send(tracker);
        assertThat(of(server, two, two.named)).isEqualTo(two.ride.asText());
        Await.until(() -> hasArrived(two, plan), arrived -> arrived);
        // What the named one did not allow then must not come to anybody.
        two.named.session().post("/v1/me/private-trip", TwoDrivers.object("state", "on"));
        assertThat(tracker.offer(two.ride.timeMs(2), Ride.LAT_E7 + 9, Ride.LON_E7, 1, 0, 5))
            .isEqualTo(OfferResult.ACCEPTED);
        tracker.flush();
        assertThat(tracker.awaitSettled(30_000)).isTrue();
        two.named.session().post("/v1/me/private-trip", TwoDrivers.object("state", "off"));

        TwoDrivers.awaitDone(two.owner, two.correct(two.drove));
        assertThat(two.allowed()).hasSizeBetween(3, 66);
        assertThat(of(server, two, two.drove)).isEqualTo(two.allowed());
        assertThat(of(server, two, two.named)).isEmpty();
        assertThat(two.ride.readBack(server.server().archive(), ref(two.device)))
            .isEqualTo(two.allowed());
        Await.until(() -> hasArrived(two, plan), arrived -> !arrived);
        assertTold(two.named.session());
        assertTold(two.drove.session());

        // A late fact of that time belongs to who drove; hours that open now admit nothing else.
        two.allowAllDay(two.drove);
        Await.until(tracker::state, state -> state == SenderState.SENDING);
        assertThat(tracker.offer(two.ride.timeMs(1), Ride.LAT_E7 + 7, Ride.LON_E7, 1, 0, 5))
            .isEqualTo(OfferResult.ACCEPTED);
        tracker.flush();
        assertThat(tracker.awaitSettled(30_000)).isTrue();
        Await.until(
            () -> of(server, two, two.drove).size(), size -> size == two.allowed().size() + 1);
      }
    }
    assertSound();
    try (TestServer server = start(ErasureHook.NONE)) {
      assertThat(of(server, two, two.drove)).hasSize(two.allowed().size() + 1);
      assertThat(of(server, two, two.named)).isEmpty();
      assertThat(server.server().awaitFeed(30_000)).isTrue();
      // And back: nothing of that time returns to whom it was taken from.
      AdminClient owner = server.company().owner();
      String back =
          owner
              .post(
                  "/v1/shifts/" + two.shift + "/corrections",
                  TwoDrivers.object("driver", two.named.id()))
              .path("id")
              .asText();
      TwoDrivers.awaitDone(owner, back);
      assertThat(of(server, two, two.drove)).isEmpty();
      assertThat(of(server, two, two.named)).isEmpty();
    }
    assertSound();
  }

  private static void assertTold(AdminClient person) {
    Await.until(
        () -> person.get("/v1/me/notices").toString(), text -> text.contains("binding.corrected"));
    JsonNode audit = person.get("/v1/me/audit");
    assertThat(audit.toString()).contains("binding-corrected");
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"BLOCKED", "ROWS", "VERIFIED"})
  void a_correction_that_stops_goes_on_with_the_next_start(Step last) throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    TwoDrivers two;
    String correction;
    try (TestServer server =
        start(
            (erasureRef, step) -> {
              if (step == last) {
                there.countDown();
                stand();
              }
            })) {
      two = new TwoDrivers(server.company()).begin();
      try (DeviceClient tracker = server.device(two.identity, Carriage.UDP, 10)) {
        two.ride.send(tracker);
      }
      correction = two.correct(two.drove);
      assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    }
    try (TestServer server = start(ErasureHook.NONE)) {
      TwoDrivers.awaitDone(server.company().owner(), correction);
      assertThat(of(server, two, two.drove)).isEqualTo(two.allowed());
      assertThat(of(server, two, two.named)).isEmpty();
    }
    assertSound();
  }

  /** Until the server is stopped. */
  private static void stand() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("stopped here", stopped);
    }
  }

  @Test
  void a_server_that_is_killed_amid_corrections_gives_each_fact_once_or_not_at_all()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Ports ports = Ports.free();
    List<TwoDrivers> corrected = new ArrayList<>();
    List<String> corrections = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      try (ServerProcess server = ServerProcess.ready(data(), ports)) {
        TwoDrivers two = new TwoDrivers(SimulatedCompany.at(server.http(), data())).begin();
        try (DeviceClient tracker = Devices.tcp(two.identity, ports)) {
          two.ride.send(tracker);
        }
        corrections.add(two.correct(two.drove));
        corrected.add(two);
        LockSupport.parkNanos(random.nextInt(1_200) * 1_000_000L);
      }
    }
    try (TestServer server = start(ErasureHook.NONE)) {
      for (int i = 0; i < corrected.size(); i++) {
        TwoDrivers two = corrected.get(i);
        TwoDrivers.awaitDone(server.company().owner(), corrections.get(i));
        assertThat(of(server, two, two.drove)).as("seed " + seed).isEqualTo(two.allowed());
        assertThat(of(server, two, two.named)).as("seed " + seed).isEmpty();
      }
    }
    assertSound();
  }

  /** A device of a server in another process. */
  private static final class Devices {
    private Devices() {}

    static DeviceClient tcp(DeviceIdentity identity, Ports ports) throws IOException {
      return DeviceClient.open(
          identity,
          new MemoryCounterStore(),
          FleetConfig.to(new ServerAddress(Carriage.TCP, ports.tcpAddress()))
              .withBatch(new BatchPolicy(10, 60_000, 6, 1000))
              .withRetry(RetryPolicy.QUICK),
          DeviceListener.NONE);
    }
  }
}

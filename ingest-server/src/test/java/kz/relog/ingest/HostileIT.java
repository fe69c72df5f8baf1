package kz.relog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.relog.ingest.kit.Await;
import kz.relog.ingest.kit.Road;
import kz.relog.ingest.kit.Silence;
import kz.relog.ingest.kit.TcpLink;
import kz.relog.ingest.kit.TestDevice;
import kz.relog.ingest.kit.UdpLink;
import kz.relog.journal.EntryKind;
import kz.relog.proto.fix.AckDecoder;
import kz.relog.proto.v1.Ack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who mean harm, beside those who do not. */
class HostileIT {

  private static final int DRIPS = 300;

  @TempDir Path directory;

  @Test
  void honestDevicesGoOnBesideSlowDripsWhichAreClosed() {
    IngestLimits.Tcp tcp =
        new IngestLimits.Tcp(1_000, 1_000, 1_000, 2_000, 1_000, 60_000, 20, 4_096);
    IngestConfig config = IngestConfig.loopback().withLimits(IngestLimits.DEFAULTS.withTcp(tcp));
    List<TcpLink> drips = new ArrayList<>();
    try (Road road = Road.open(directory, config, IngestClock.SYSTEM);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice honest = road.enrol();
      byte[] frame = TcpLink.prefixed(road.stranger().facts(1, 0, System.currentTimeMillis(), 60));
      for (int i = 0; i < DRIPS; i++) {
        drips.add(new TcpLink(road.server().tcpAddress()));
      }
      int seq = 0;
      while (road.metrics().connectionsOpen() > 1 && seq < 100_000) {
        for (TcpLink drip : drips) {
          drip.tryRaw(frame[seq % frame.length]);
        }
        seq++;
        byte[] answer = link.ask(honest.facts(seq, 0, System.currentTimeMillis(), 1));
        assertThat(honest.open(answer).durableSeq()).isEqualTo(seq);
      }
      long ended =
          road.metrics().value(ConnectionOutcome.CLOSED_SLOW_FRAME)
              + road.metrics().value(ConnectionOutcome.CLOSED_NO_FRAME);
      assertThat(ended).isEqualTo(DRIPS);
      assertThat(road.stored(honest)).hasSize(seq);
    } finally {
      drips.forEach(TcpLink::close);
    }
  }

  @Test
  void connectionsThatComeTooFastFromOneAddressAreTurnedAwayAndAnHonestOneKeepsItsOwn() {
    IngestLimits.Tcp tcp = new IngestLimits.Tcp(1_000, 1_000, 5, 60_000, 60_000, 60_000, 20, 4_096);
    IngestConfig config = IngestConfig.loopback().withLimits(IngestLimits.DEFAULTS.withTcp(tcp));
    try (Road road = Road.open(directory, config, IngestClock.SYSTEM);
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice honest = road.enrol();
      honest.open(link.ask(honest.hello()));
      for (int i = 0; i < 200; i++) {
        new TcpLink(road.server().tcpAddress()).close();
      }
      Await.until(
          "every connection has its end",
          () ->
              road.metrics().value(ConnectionOutcome.REFUSED_ADDRESS)
                      + road.metrics().value(ConnectionOutcome.ACCEPTED)
                  == 201);
      assertThat(road.metrics().value(ConnectionOutcome.REFUSED_ADDRESS)).isGreaterThan(100);
      assertThat(honest.open(link.ask(honest.hello())).status()).isEqualTo(Ack.Status.OK);
    }
  }

  @Test
  void aFloodOfForgedFramesStoresNothingAndAnHonestDeviceIsAnswered() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM);
        UdpLink flood = new UdpLink(road.server().udpAddress());
        TcpLink link = new TcpLink(road.server().tcpAddress())) {
      TestDevice honest = road.enrol();
      TestDevice victim = road.enrol();
      byte[] forged = victim.facts(1, 0, System.currentTimeMillis(), 1);
      for (int seq = 1; seq <= 200; seq++) {
        for (int i = 0; i < 100; i++) {
          forged[6 + random.nextInt(forged.length - 6)] = (byte) random.nextInt();
          flood.send(forged);
        }
        byte[] answer = link.ask(honest.facts(seq, 0, System.currentTimeMillis(), 1));
        assertThat(honest.open(answer).durableSeq()).as("seed %d", seed).isEqualTo(seq);
      }
      assertThat(road.metrics().value(FrameOutcome.FORGED)).isPositive();
      assertThat(road.stored(victim)).as("seed %d", seed).isEmpty();
      assertThat(road.stored(honest)).hasSize(200);
    }
  }

  @Test
  void aGuessedKeyIdMeetsTheSameSilenceAndCostsTheSameWorkAsAKnownOne() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice known = road.enrol();
      TestDevice honest = road.enrol();
      link.ask(known.facts(1, 0, System.currentTimeMillis(), 1));
      link.ask(honest.hello());
      long before = road.metrics().opened();
      Silence.after(link, honest, road.stranger().facts(2, 0, System.currentTimeMillis(), 1));
      assertThat(road.metrics().opened() - before).isEqualTo(2);
      // Known, but forged: under a counter that is new, and under one that was used.
      for (long counter : new long[] {50, 0}) {
        known.counter(counter);
        byte[] forged = known.facts(2, 0, System.currentTimeMillis(), 1);
        forged[forged.length - 1] ^= 1;
        before = road.metrics().opened();
        Silence.after(link, honest, forged);
        assertThat(road.metrics().opened() - before).isEqualTo(2);
      }
      assertThat(road.metrics().value(FrameOutcome.UNKNOWN_KEY)).isEqualTo(1);
      assertThat(road.metrics().value(FrameOutcome.FORGED)).isEqualTo(2);
    }
  }

  @Test
  void aClonedKeyRaisesAnAlarmAndStoresNothingMoreAlsoAfterARestart() {
    try (Road road = Road.open(directory, IngestConfig.loopback(), IngestClock.SYSTEM)) {
      TestDevice device = road.enrol();
      TestDevice honest = road.enrol();
      TestDevice clone =
          new TestDevice(device.deviceRef(), device.subjectRef(), device.keyId(), device.secret());
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        byte[] first = device.facts(1, 0, System.currentTimeMillis(), 1);
        link.ask(first);
        // A copy of a frame is no clone.
        Silence.after(link, honest, first);
        assertThat(road.metrics().value(FrameOutcome.CLONED)).isZero();
        Silence.after(link, honest, clone.facts(1, 0, System.currentTimeMillis() - 5_000, 1));
        assertThat(road.metrics().value(FrameOutcome.CLONED)).isEqualTo(1);
        assertQuarantined(link, device, 2);
        assertThat(road.stored(device)).hasSize(1);
        assertThat(
                honest.open(link.ask(honest.facts(1, 0, System.currentTimeMillis(), 1))).status())
            .isEqualTo(Ack.Status.OK);
      }
      assertThat(road.entries(EntryKind.DEVICE)).isEqualTo(3);
      road.restart();
      try (UdpLink link = new UdpLink(road.server().udpAddress())) {
        assertQuarantined(link, device, 3);
        assertThat(road.stored(device)).hasSize(1);
        road.server()
            .commands()
            .submit(new Command.RevokeDevice(device.deviceRef(), device.keyId()))
            .join();
        assertThat(device.open(link.ask(device.hello())).status()).isEqualTo(Ack.Status.REVOKED);
      }
    }
  }

  private static void assertQuarantined(UdpLink link, TestDevice device, long batchSeq) {
    byte[] answer = link.ask(device.facts(batchSeq, 1, System.currentTimeMillis(), 1));
    AckDecoder ack = device.open(answer);
    assertThat(ack.status()).isEqualTo(Ack.Status.SLOW_DOWN);
    assertThat(ack.durableSeq()).isEqualTo(1);
  }

  @Test
  void aGreedyDeviceIsToldToSlowDownWhileOthersGoOn() {
    IngestLimits limits =
        IngestLimits.DEFAULTS.withDevice(IngestLimits.PerDevice.DEFAULTS.withShare(1_024, 20_000));
    try (Road road =
            Road.open(directory, IngestConfig.loopback().withLimits(limits), IngestClock.SYSTEM);
        UdpLink link = new UdpLink(road.server().udpAddress())) {
      TestDevice greedy = road.enrol();
      TestDevice modest = road.enrol();
      int seq = 0;
      AckDecoder ack;
      do {
        seq++;
        ack = greedy.open(link.ask(greedy.facts(seq, 0, System.currentTimeMillis(), 60)));
      } while (ack.status() == Ack.Status.OK && seq < 10_000);
      assertThat(ack.status()).isEqualTo(Ack.Status.SLOW_DOWN);
      assertThat(ack.retryAfterSeconds()).isPositive();
      assertThat(ack.durableSeq()).isEqualTo(seq - 1L);
      assertThat(road.metrics().value(FrameOutcome.GREEDY)).isPositive();
      assertThat(road.metrics().value(FixOutcome.FRAME_DROPPED)).isEqualTo(60);
      // It can still be stopped, and others are not slowed down.
      assertThat(greedy.open(link.ask(greedy.pause(seq, 0))).durableSeq()).isEqualTo(seq);
      assertThat(modest.open(link.ask(modest.facts(1, 0, System.currentTimeMillis(), 60))).status())
          .isEqualTo(Ack.Status.OK);
    }
  }
}

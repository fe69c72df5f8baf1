package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import kz.relog.proto.v1.Ack;
import kz.relog.proto.v1.ConsentChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that keeps its batches on disk, over restarts and kills. */
class SpooledSenderTest {
  private static final SpoolPolicy POLICY = SpoolPolicy.STANDARD.withForce(true);

  @TempDir Path temp;
  private final FleetConfig config =
      FleetConfig.to(ServerAddress.parse("udp://127.0.0.1:9"))
          .withBatch(Bench.batchesOf(10))
          .withSeed(1);
  private int snapshots;

  private Bench first() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("run0"));
    DeviceHome home = DeviceHome.create(folder.resolve("van.key"), Bench.identity(1), POLICY);
    return new Bench(config, home.parts());
  }

  /** The next run after a kill: what lies on the disk at this moment, and nothing else. */
  private Bench killed(Bench bench, FleetConfig now) throws IOException {
    Path from = temp.resolve("run" + snapshots++);
    Path to = temp.resolve("run" + snapshots);
    copy(from, to);
    Bench next =
        new Bench(
            now, DeviceHome.open(to.resolve("van.key"), POLICY).parts(), bench.server, bench.nowNs);
    next.offered = bench.offered;
    return next;
  }

  private Bench killed(Bench bench) throws IOException {
    return killed(bench, config);
  }

  @Test
  void a_batch_that_was_sent_goes_out_again_after_a_kill_with_its_number_and_content()
      throws IOException {
    Bench bench = first();
    bench.offer(25);
    byte[] up = bench.next();
    bench.server.answer(up, up.length); // its ack is lost
    bench.next();
    Bench next = killed(bench);
    assertThat(next.heard.recovered).containsExactly(1L, 2L);
    next.exchangeAll();
    next.sender.flush(next.nowNs);
    next.exchangeAll();
    assertThat(next.heard.settled).containsExactly(1L, 2L, 3L);
    assertThat(next.server.violations()).isEmpty();
    assertThat(next.device.times).hasSize(25).doesNotHaveDuplicates();
    assertThat(next.device.counters).hasSize(4);
    assertThat(next.tally.isSettled()).isTrue();
  }

  @Test
  void days_without_a_server_wait_in_the_backlog_and_go_out_in_order() throws IOException {
    Bench bench = first();
    for (int i = 0; i < 3000; i++) {
      bench.offer(1);
      bench.pass(1);
      while (bench.next().length > 0) {}
    }
    assertThat(bench.sender.unsettled()).as("little is sent into the silence").isLessThan(10);
    assertThat(bench.tally.fixesBacklog).isGreaterThan(2800);
    assertThat(bench.tally.framesSent).isLessThan(60);
    Bench next = killed(bench);
    assertThat(next.tally.fixesRecovered).isEqualTo(3000);
    next.pass(200);
    next.exchangeAll();
    next.sender.flush(next.nowNs);
    next.exchangeAll();
    assertThat(next.device.times).hasSize(3000).isSorted().doesNotHaveDuplicates();
    assertThat(next.tally.fixesSettled).isEqualTo(3000);
  }

  @Test
  void whatever_dies_when_every_fix_is_stored_once() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Bench bench = first();
    long total = 0;
    for (int run = 0; run < 12; run++) {
      LossyLink link = new LossyLink(random);
      int steps = random.nextInt(400);
      for (int i = 0; i < steps; i++) {
        if (random.nextInt(3) > 0 && bench.offer() == OfferResult.ACCEPTED) {
          total++;
        }
        bench.pass(random.nextInt(3));
        for (byte[] up = bench.next(); up.length > 0; up = bench.next()) {
          link.carry(true, up, bench.nowNs);
        }
        while (link.nextNs() <= bench.nowNs) {
          link.arrive(bench);
        }
      }
      if (random.nextInt(4) == 0) {
        bench.sender.close();
      }
      bench = killed(bench, config.withBatch(Bench.batchesOf(1 + random.nextInt(20))));
    }
    bench.sender.flush(bench.nowNs);
    for (int i = 0; i < 500 && !bench.tally.isSettled(); i++) {
      bench.pass(100);
      bench.exchangeAll();
    }
    assertThat(bench.server.violations()).as("seed %d", seed).isEmpty();
    assertThat(bench.device.times)
        .as("seed %d", seed)
        .hasSize((int) total)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, total).map(i -> Bench.DAY_ONE_MS + i * 1000).boxed().toList());
    Tally tally = bench.tally;
    assertThat(tally.fixesOffered + tally.fixesRecovered)
        .as("seed %d", seed)
        .isEqualTo(tally.fixesSettled + tally.fixesDropped + tally.fixesThinned);
  }

  @Test
  void a_device_that_was_told_to_stop_asks_first_after_a_restart() throws IOException {
    Bench bench = first();
    bench.device.trackingOn = false;
    bench.offer(10);
    bench.exchangeAll();
    Bench next = killed(bench);
    assertThat(next.sender.state()).isEqualTo(SenderState.TRACKING_OFF);
    assertThat(next.offer()).isEqualTo(OfferResult.TRACKING_OFF);
    next.device.trackingOn = true;
    next.exchangeAll();
    assertThat(next.device.hellos).isEqualTo(1);
    assertThat(next.sender.state()).isEqualTo(SenderState.SENDING);
  }

  @Test
  void a_withdrawal_destroys_what_is_kept_survives_a_kill_and_reaches_the_server()
      throws IOException {
    Bench bench = first();
    bench.offer(25);
    bench.next();
    bench.sender.consent(ConsentChange.Action.WITHDRAW, 0);
    assertThat(bench.heard.states).containsExactly(SenderState.WITHDRAWN);
    assertThat(bench.heard.dropped).containsExactly(1L);
    assertThat(bench.tally.fixesDropped).isEqualTo(25);
    assertThat(bench.offer()).isEqualTo(OfferResult.TRACKING_OFF);
    Bench next = killed(bench);
    assertThat(next.sender.state()).isEqualTo(SenderState.WITHDRAWN);
    assertThat(next.tally.fixesRecovered).isZero();
    next.exchangeAll();
    assertThat(next.device.consents).containsExactly(ConsentChange.Action.WITHDRAW);
    assertThat(next.device.times).isEmpty();
    assertThat(next.offer())
        .as("the person decided here, whatever the server says")
        .isEqualTo(OfferResult.TRACKING_OFF);
    next = killed(next);
    assertThat(next.sender.state()).isEqualTo(SenderState.WITHDRAWN);
    next.sender.granted();
    assertThat(next.sender.state()).isEqualTo(SenderState.TRACKING_OFF);
    next.exchangeAll();
    next.offer(10);
    next.exchangeAll();
    assertThat(next.device.times).hasSize(10);
    assertThat(next.server.violations()).isEmpty();
  }

  @Test
  void a_pause_keeps_what_is_there_and_a_resume_sends_it() throws IOException {
    Bench bench = first();
    bench.offer(25);
    bench.sender.consent(ConsentChange.Action.PAUSE, 0);
    Bench next = killed(bench);
    next.exchangeAll();
    assertThat(next.device.consents).containsExactly(ConsentChange.Action.PAUSE);
    assertThat(next.device.times).isEmpty();
    assertThat(next.sender.state()).isEqualTo(SenderState.PAUSED);
    next.sender.consent(ConsentChange.Action.RESUME, 0);
    next.sender.flush(next.nowNs);
    next.exchangeAll();
    assertThat(next.device.consents)
        .containsExactly(ConsentChange.Action.PAUSE, ConsentChange.Action.RESUME);
    assertThat(next.device.times).hasSize(25);
    assertThat(next.server.violations()).isEmpty();
  }

  @Test
  void a_revoked_key_leaves_nothing_on_the_disk() throws IOException {
    Bench bench = first();
    bench.device.status = Ack.Status.REVOKED;
    bench.offer(35);
    bench.exchange();
    assertThat(bench.sender.state()).isEqualTo(SenderState.REVOKED);
    assertThat(bench.tally.fixesDropped).isEqualTo(35);
    assertThat(names(DeviceHome.spoolOf(temp.resolve("run0/van.key")))).isEmpty();
  }

  @Test
  void a_device_that_lost_its_numbers_keeps_its_spool() throws IOException {
    Bench bench = first();
    bench.offer(25);
    bench.device.durableSeq = 500;
    bench.exchange();
    assertThat(bench.sender.state()).isEqualTo(SenderState.STATE_LOST);
    assertThat(bench.tally.fixesKept).isEqualTo(25);
    assertThat(bench.tally.isSettled()).isTrue();
    assertThat(names(DeviceHome.spoolOf(temp.resolve("run0/van.key")))).isNotEmpty();
  }

  @Test
  void twelve_hours_unbound_count_over_a_restart() throws IOException {
    Bench bench = first();
    bench.device.status = Ack.Status.UNBOUND;
    bench.offer(10);
    bench.exchange();
    bench.pass(11 * 3600);
    Bench next = killed(bench);
    next.exchange();
    assertThat(next.sender.unsettled()).isEqualTo(1);
    next.pass(3601);
    next.exchange();
    assertThat(next.heard.dropped).containsExactly(1L);
  }

  @Test
  void a_budget_holds_over_restarts_and_a_new_day_opens_it() throws IOException {
    FleetConfig tight = config.withBudgetBytesPerDay(8 << 10);
    Bench bench = first();
    bench = killed(bench, tight);
    long before = 0;
    for (int run = 0; run < 5; run++) {
      bench.offer(400);
      bench.exchangeAll();
      long used = bench.sender.meter().usedBytes();
      assertThat(used).isBetween(before, 8L << 10);
      before = used;
      bench = killed(bench, tight);
    }
    assertThat(before).isGreaterThan(7 << 10);
    int stored = bench.device.times.size();
    assertThat(stored).isLessThan(2000);
    bench.sender.consent(ConsentChange.Action.PAUSE, 1);
    assertThat(bench.exchange()).as("what a person says goes out all the same").isTrue();
    assertThat(bench.device.consents).hasSize(1);
    assertThat(bench.exchange()).as("asks whether it was settled").isTrue();
    bench.nowNs = bench.sender.dueNs(bench.nowNs);
    bench.exchangeAll();
    assertThat(bench.device.times.size()).isGreaterThan(stored);
  }

  @Test
  void a_key_is_changed_when_the_server_asks_and_the_old_one_is_gone_when_it_was_used()
      throws IOException {
    Bench bench = first();
    DeviceIdentity next = bench.server.announce(bench.identity, 0x4d26b7e051L);
    bench.offer(15);
    bench.exchange(); // brings the announcement
    assertThat(names(temp.resolve("run0"))).contains("van.key.next");
    bench = killed(bench);
    bench.sender.flush(bench.nowNs);
    bench.exchangeAll();
    assertThat(bench.tally.keyChanges).isEqualTo(1);
    assertThat(bench.device.keyIds).startsWith(1L).endsWith(next.keyId());
    assertThat(DeviceIdentity.read(temp.resolve("run1/van.key")).keyId()).isEqualTo(next.keyId());
    assertThat(names(temp.resolve("run1"))).doesNotContain("van.key.next");
    bench.offer(10);
    bench = killed(bench);
    bench.exchangeAll();
    assertThat(bench.device.times).hasSize(25).doesNotHaveDuplicates();
    assertThat(bench.device.durableSeq).isEqualTo(3);
    assertThat(bench.server.violations()).isEmpty();
  }

  @Test
  void an_old_key_that_is_revoked_during_the_change_does_not_end_the_device() throws IOException {
    Bench bench = first();
    bench.server.announce(bench.identity, 0x4d26b7e051L);
    bench.offer(20);
    byte[] up = bench.next();
    bench.next();
    bench.deliver(bench.server.answer(up, up.length));
    bench.device.status = Ack.Status.REVOKED;
    assertThat(bench.deliver(bench.server.ack(bench.identity, 2))).isTrue();
    assertThat(bench.sender.state()).isEqualTo(SenderState.SENDING);
    bench.device.status = Ack.Status.OK;
    bench.pass(10);
    bench.offer(10);
    bench.exchangeAll();
    assertThat(bench.tally.keyChanges).isEqualTo(1);
    assertThat(bench.sender.state()).isEqualTo(SenderState.SENDING);
  }

  @Test
  void a_server_that_knows_the_next_key_no_more_is_served_with_the_old_one() throws IOException {
    Bench bench = first();
    bench.server.announce(bench.identity, 0x4d26b7e051L);
    bench.offer(10);
    bench.exchange();
    bench.server.forget(0x4d26b7e051L);
    bench.device.nextKeyId = -1;
    bench.offer(10);
    for (int i = 0; i < 60 && bench.device.times.size() < 20; i++) {
      bench.pass(20);
      bench.exchange();
    }
    assertThat(bench.device.times).hasSize(20);
    assertThat(bench.tally.keyChanges).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        Path target = to.resolve(file.getFileName());
        if (Files.isDirectory(file)) {
          copy(file, target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}

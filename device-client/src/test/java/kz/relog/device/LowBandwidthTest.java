package kz.relog.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.relog.device.spool.Spool;
import kz.relog.proto.fix.BatchFault;
import kz.relog.proto.fix.FixBatchDecoder;
import org.junit.jupiter.api.Test;

/** What the server draws in low-bandwidth mode stays within the bound of what the vehicle drove. */
class LowBandwidthTest {
  private static final int METRES = 10;

  @Test
  void the_drawn_track_stays_within_the_bound_of_every_fix_rounding_included() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long offered = 0;
    long drawn = 0;
    for (int round = 0; round < 40; round++) {
      List<long[]> drive = drive(random, 300 + random.nextInt(2000));
      List<long[]> track = send(drive, METRES);
      offered += drive.size();
      drawn += track.size();
      for (long[] fix : drive) {
        assertThat(distanceToTrack(track, fix))
            .as("seed %d round %d", seed, round)
            .isLessThanOrEqualTo(METRES);
      }
    }
    assertThat(drawn).as("seed %d of %d", seed, offered).isLessThan(offered / 3);
  }

  @Test
  void without_thinning_every_fix_arrives_at_five_digits_in_frames_as_long_as_a_datagram_takes() {
    Bench bench = bench(0);
    List<long[]> drive = drive(new Random(3), 1000);
    offer(bench, drive);
    List<Integer> frames = new ArrayList<>();
    for (byte[] up = bench.next(); up.length > 0; up = bench.next()) {
      frames.add(up.length);
      bench.deliver(bench.server.answer(up, up.length));
    }
    assertThat(bench.device.times).hasSize(1000);
    assertThat(bench.device.lats).allMatch(lat -> lat % 100 == 0);
    assertThat(frames).allMatch(bytes -> bytes <= 1200);
    assertThat(frames.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void a_parked_vehicle_costs_a_few_fixes_a_batch() {
    Bench bench = bench(METRES);
    List<long[]> drive = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      drive.add(new long[] {Bench.DAY_ONE_MS + i * 1000L, 432_000_000, 769_000_000});
    }
    offer(bench, drive);
    bench.exchangeAll();
    assertThat(bench.device.fixesPerBatch).containsExactly(4);
    assertThat(bench.tally.fixesThinned).isEqualTo(896);
  }

  private static Bench bench(int metres) {
    FleetConfig config =
        FleetConfig.to(ServerAddress.parse("udp://127.0.0.1:9")).lowBandwidth(metres).withSeed(1);
    return new Bench(
        config,
        new DeviceHome.Parts(
            Bench.identity(1), new MemoryCounterStore(), Spool.NONE, new MemoryKeyChange()));
  }

  private static void offer(Bench bench, List<long[]> drive) {
    for (long[] fix : drive) {
      OfferResult result =
          bench.sender.offer(bench.nowNs, fix[0], (int) fix[1], (int) fix[2], -1, 360, 0);
      assertThat(result).isEqualTo(OfferResult.ACCEPTED);
    }
    bench.sender.flush(bench.nowNs);
  }

  /** What the server has after the drive, in order. */
  private static List<long[]> send(List<long[]> drive, int metres) {
    Bench bench = bench(metres);
    offer(bench, drive);
    bench.exchangeAll();
    assertThat(bench.server.violations()).isEmpty();
    List<long[]> track = new ArrayList<>();
    FixBatchDecoder decoder = new FixBatchDecoder();
    for (long seq = 1; bench.device.contents.containsKey(seq); seq++) {
      byte[] message = bench.device.contents.get(seq);
      assertThat(decoder.decode(message, 0, message.length)).isEqualTo(BatchFault.NONE);
      for (int i = 0; i < decoder.count(); i++) {
        track.add(new long[] {decoder.timeMs(i), decoder.latE7(i), decoder.lonE7(i)});
      }
    }
    assertThat(track.size() + bench.tally.fixesThinned).isEqualTo(drive.size());
    return track;
  }

  private static List<long[]> drive(Random random, int fixes) {
    List<long[]> drive = new ArrayList<>();
    double lat = (random.nextDouble() - 0.5) * 140;
    double lon = (random.nextDouble() - 0.5) * 340;
    double course = random.nextDouble() * 7;
    double speed = 10;
    for (int i = 0; i < fixes; i++) {
      if (random.nextInt(30) == 0) {
        course += random.nextGaussian();
        speed = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 25;
      }
      lat += Math.cos(course) * speed / 111_195;
      lon += Math.sin(course) * speed / 111_195 / Math.cos(Math.toRadians(lat));
      drive.add(
          new long[] {
            Bench.DAY_ONE_MS + i * 1000L,
            Math.round((lat + random.nextGaussian() * 1e-5) * 1e7),
            Math.round((lon + random.nextGaussian() * 1e-5) * 1e7)
          });
    }
    return drive;
  }

  /** Metres from a fix to the nearest place of the drawn line around its time. */
  private static double distanceToTrack(List<long[]> track, long[] fix) {
    double best = Double.MAX_VALUE;
    for (int i = 1; i < track.size(); i++) {
      long[] a = track.get(i - 1);
      long[] b = track.get(i);
      if (fix[0] < a[0] - 5000 || fix[0] > b[0] + 5000) {
        continue;
      }
      double scale = Math.cos(Math.toRadians(fix[1] / 1e7));
      double ax = (a[2] - fix[2]) * scale;
      double ay = a[1] - fix[1];
      double dx = (b[2] - a[2]) * scale;
      double dy = b[1] - a[1];
      double square = dx * dx + dy * dy;
      double share = square == 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
      best = Math.min(best, Math.hypot(ax + share * dx, ay + share * dy) * 0.011131949);
    }
    return best;
  }
}

package kz.relog.device.thin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackThinnerTest {
  private static final double EARTH_METRES = 6_371_008.8;

  private final TrackThinner thinner = new TrackThinner();

  /** A track in arrays. */
  private static final class Drive implements TrackThinner.Track {
    final List<long[]> fixes = new ArrayList<>();

    void add(long timeMs, long latE7, long lonE7) {
      fixes.add(new long[] {timeMs, latE7, lonE7});
    }

    @Override
    public long timeMs(int index) {
      return fixes.get(index)[0];
    }

    @Override
    public int latE7(int index) {
      return (int) fixes.get(index)[1];
    }

    @Override
    public int lonE7(int index) {
      return (int) fixes.get(index)[2];
    }
  }

  @Test
  void a_straight_drive_at_one_speed_needs_its_ends_only() {
    Drive drive = new Drive();
    for (int i = 0; i < 100; i++) {
      drive.add(i * 1000L, 432_000_000 + i * 900, 769_000_000 + i * 400);
    }
    assertThat(kept(drive, 5)).containsExactly(0, 99);
  }

  @Test
  void a_corner_stays() {
    Drive drive = new Drive();
    for (int i = 0; i <= 20; i++) {
      drive.add(
          i * 1000L, 432_000_000 + Math.min(i, 10) * 900, 769_000_000 + Math.max(0, i - 10) * 1200);
    }
    assertThat(kept(drive, 5)).containsExactly(0, 10, 20);
  }

  @Test
  void a_standstill_on_a_straight_street_stays_although_the_line_does_not_need_it() {
    Drive drive = new Drive();
    for (int i = 0; i <= 180; i++) {
      int driven = i < 60 ? i : Math.max(60, i - 60);
      drive.add(i * 1000L, 432_000_000 + driven * 900, 769_000_000);
    }
    assertThat(kept(drive, 5)).contains(0, 60, 120, 180).hasSize(4);
  }

  @Test
  void a_track_over_the_antimeridian_is_never_drawn_around_the_world() {
    Drive drive = new Drive();
    for (int i = 0; i < 20; i++) {
      long lon = 1_799_990_000L + i * 1000L;
      drive.add(i * 1000L, 10_000_000, lon > 1_800_000_000L ? lon - 3_600_000_000L : lon);
    }
    List<Integer> kept = kept(drive, 10);
    assertThat(kept).contains(0, 19);
    for (int i = 1; i < kept.size(); i++) {
      if (Math.abs((long) drive.lonE7(kept.get(i)) - drive.lonE7(kept.get(i - 1))) > 1e9) {
        assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(1);
      }
    }
  }

  @Test
  void every_fix_left_out_lies_within_the_bound_of_the_drawn_track_at_its_own_time() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long in = 0;
    long out = 0;
    for (int round = 0; round < 400; round++) {
      Drive drive = randomDrive(random);
      double metres = 2 + random.nextInt(100);
      List<Integer> kept = kept(drive, metres);
      in += drive.fixes.size();
      out += kept.size();
      assertThat(kept).contains(0, drive.fixes.size() - 1);
      for (int k = 1; k < kept.size(); k++) {
        for (int i = kept.get(k - 1) + 1; i < kept.get(k); i++) {
          assertThat(deviation(drive, kept.get(k - 1), kept.get(k), i))
              .as("seed %d round %d fix %d", seed, round, i)
              .isLessThanOrEqualTo(metres);
        }
      }
    }
    assertThat(out).as("seed %d", seed).isLessThan(in);
  }

  private List<Integer> kept(Drive drive, double metres) {
    boolean[] keep = thinner.thin(drive, 0, drive.fixes.size() - 1, metres);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < drive.fixes.size(); i++) {
      if (keep[i]) {
        kept.add(i);
      }
    }
    return kept;
  }

  /** Drives, stands, turns; fixes scatter, gaps and equal times come. */
  private static Drive randomDrive(Random random) {
    Drive drive = new Drive();
    double lat = (random.nextDouble() - 0.5) * 160;
    double lon = (random.nextDouble() - 0.5) * 350;
    double course = random.nextDouble() * 2 * Math.PI;
    long time = 1_790_000_000_000L;
    int count = 2 + random.nextInt(511);
    double speed = random.nextDouble() * 30;
    for (int i = 0; i < count; i++) {
      int seconds = random.nextInt(20) == 0 ? random.nextInt(120) : random.nextInt(40) == 0 ? 0 : 1;
      time += seconds * 1000L;
      if (random.nextInt(15) == 0) {
        course += random.nextGaussian();
        speed = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 30;
      }
      lat += Math.cos(course) * speed * seconds / 111_195;
      lon += Math.sin(course) * speed * seconds / 111_195 / Math.cos(Math.toRadians(lat));
      double scatter = random.nextGaussian() * 3 / 111_195;
      drive.add(time, Math.round((lat + scatter) * 1e7), Math.round((lon - scatter) * 1e7));
    }
    return drive;
  }

  /** Great-circle distance from a fix to where the drawn line between a and b is at its time. */
  private static double deviation(Drive drive, int a, int b, int i) {
    double span = drive.timeMs(b) - drive.timeMs(a);
    double share = span == 0 ? 0 : (drive.timeMs(i) - drive.timeMs(a)) / span;
    double lat = drive.latE7(a) + share * ((double) drive.latE7(b) - drive.latE7(a));
    double lon = drive.lonE7(a) + share * ((double) drive.lonE7(b) - drive.lonE7(a));
    double lat1 = Math.toRadians(lat / 1e7);
    double lat2 = Math.toRadians(drive.latE7(i) / 1e7);
    double dLat = lat2 - lat1;
    double dLon = Math.toRadians((drive.lonE7(i) - lon) / 1e7);
    double h =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_METRES * Math.asin(Math.sqrt(h));
  }
}

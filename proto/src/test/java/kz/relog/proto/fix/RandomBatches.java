package kz.relog.proto.fix;

import java.util.Random;
import kz.relog.proto.v1.FixBatch;

/** Random batches, most of them acceptable, near every limit. */
final class RandomBatches {
  private final Random random;

  RandomBatches(Random random) {
    this.random = random;
  }

  FixBatch next() {
    final int n = random.nextInt(20) == 0 ? 510 + random.nextInt(4) : 1 + random.nextInt(20);
    final int digits = random.nextInt(8) == 0 ? random.nextInt(10) : 4 + random.nextInt(4);
    final int places = digits == 0 ? 6 : digits;
    final boolean edge = random.nextInt(10) == 0;
    final double unit = Math.pow(10, places);
    final FixBatch.Builder batch =
        FixBatch.newBuilder()
            .setBatchSeq(random.nextInt(30) == 0 ? -2L - random.nextInt(3) : 70 + random.nextInt(9))
            .setTime(rare(0, 1_795_334_400L + random.nextInt(1000)))
            .setHeld((int) rare(65, random.nextInt(65)))
            .setDigits(digits)
            .setLat((int) ((edge ? 89.9999 : 43.2) * unit))
            .setLon((int) Math.min(Integer.MAX_VALUE, (edge ? -179.9999 : 76.9) * unit))
            .setSecondOrder(random.nextBoolean())
            .setInputs(random.nextInt(5))
            .setOdometerM(rare(1L << 40, random.nextInt(1_000_000)));
    if (random.nextBoolean()) {
      batch.setTickMs(1 + (int) rare(60_000, random.nextInt(2000)));
    }
    final int time = random.nextInt(3);
    if (time == 0) {
      batch.setInterval((int) rare(50_000, random.nextInt(30)));
    }
    final int noise = random.nextInt(4) == 0 ? 5000 : 40;
    for (int i = 1; i < n; i++) {
      if (time == 1) {
        batch.addDtime(random.nextInt(random.nextInt(100) == 0 ? 100_000 : 90));
      }
      batch.addDlat(random.nextInt(2 * noise + 1) - noise);
      batch.addDlon(random.nextInt(2 * noise + 1) - noise);
    }
    addColumns(batch, n);
    return batch.build();
  }

  private void addColumns(FixBatch.Builder batch, int n) {
    final boolean speed = random.nextBoolean();
    final boolean course = random.nextBoolean();
    final boolean altitude = random.nextBoolean();
    final int accuracies = random.nextInt(3) * random.nextInt(2) == 0 ? random.nextInt(2) : n;
    int lastSpeed = 0;
    int lastCourse = 0;
    for (int i = 0; i < n; i++) {
      if (speed) {
        final int value = random.nextInt(400) - 1 - (int) rare(1, 0);
        batch.addSpeed(value - lastSpeed);
        lastSpeed = value;
      }
      if (course) {
        final int value = random.nextInt(361) + (int) rare(1, 0);
        batch.addCourse(value - lastCourse);
        lastCourse = value;
      }
      if (altitude) {
        batch.addAltitude(random.nextInt(9) - 4);
      }
      if (i < accuracies) {
        batch.addAccuracy(random.nextInt(300));
      }
    }
  }

  /** The odd value once in a while. */
  private long rare(long odd, long usual) {
    return random.nextInt(60) == 0 ? odd : usual;
  }
}

package kz.relog.proto.fix;

import java.util.ArrayList;
import java.util.List;
import kz.relog.proto.v1.FixBatch;

/**
 * A batch read the plain way: protobuf-java's message, sums in lists. The model for our decoder.
 */
final class PlainBatch {
  private PlainBatch() {}

  /** What a batch says, one line per fix after a line of its header. */
  static List<String> lines(FixBatch batch) {
    final int n = 1 + batch.getDlatCount();
    final long tick = batch.getTickMs() == 0 ? 1000 : batch.getTickMs();
    final int digits = batch.getDigits() == 0 ? 6 : batch.getDigits();
    final List<Long> lat = positions(batch.getLat(), batch.getDlatList(), batch.getSecondOrder());
    final List<Long> lon = positions(batch.getLon(), batch.getDlonList(), batch.getSecondOrder());
    final List<Long> speed = sums(batch.getSpeedList(), n, FixLimits.SPEED_UNKNOWN);
    final List<Long> course = sums(batch.getCourseList(), n, FixLimits.COURSE_UNKNOWN);
    final List<Long> altitude = sums(batch.getAltitudeList(), n, FixLimits.ALTITUDE_UNKNOWN);
    final long scale = Math.round(Math.pow(10, 7 - digits));
    final List<String> lines = new ArrayList<>();
    lines.add(
        header(
            batch.getBatchSeq(),
            batch.getHeld(),
            (int) tick,
            digits,
            batch.getOdometerM(),
            batch.getInputs()));
    long ticks = batch.getTime();
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        ticks +=
            batch.getDtimeCount() > 0
                ? Integer.toUnsignedLong(batch.getDtime(i - 1))
                : Integer.toUnsignedLong(batch.getInterval());
      }
      final int accuracies = batch.getAccuracyCount();
      final long accuracy =
          accuracies == 0 ? 0 : accuracies == 1 ? batch.getAccuracy(0) : batch.getAccuracy(i);
      lines.add(
          fix(
              ticks * tick,
              lat.get(i) * scale,
              lon.get(i) * scale,
              speed.get(i),
              course.get(i),
              accuracy,
              altitude.get(i)));
    }
    return lines;
  }

  /** The same lines from our decoder. */
  static List<String> lines(FixBatchDecoder batch) {
    final List<String> lines = new ArrayList<>();
    lines.add(
        header(
            batch.batchSeq(),
            batch.held(),
            batch.tickMs(),
            batch.digits(),
            batch.odometerMetres(),
            batch.inputs()));
    for (int i = 0; i < batch.count(); i++) {
      lines.add(
          fix(
              batch.timeMs(i),
              batch.latE7(i),
              batch.lonE7(i),
              batch.speedDmps(i),
              batch.course(i),
              batch.accuracyMetres(i),
              batch.altitudeMetres(i)));
    }
    return lines;
  }

  private static String header(
      long batchSeq, int held, int tick, int digits, long odometer, int inputs) {
    return "seq %d held %d tick %d digits %d odometer %d inputs %d"
        .formatted(batchSeq, held, tick, digits, odometer, inputs);
  }

  private static String fix(
      long time, long lat, long lon, long speed, long course, long accuracy, long altitude) {
    return "%d %d %d %d %d %d %d".formatted(time, lat, lon, speed, course, accuracy, altitude);
  }

  private static List<Long> positions(int first, List<Integer> elements, boolean secondOrder) {
    final List<Long> values = new ArrayList<>(List.of((long) first));
    long difference = 0;
    for (int element : elements) {
      difference = secondOrder ? difference + element : element;
      values.add(values.get(values.size() - 1) + difference);
    }
    return values;
  }

  private static List<Long> sums(List<Integer> elements, int n, int unknown) {
    final List<Long> values = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += elements.isEmpty() ? 0 : elements.get(i);
      values.add(elements.isEmpty() ? unknown : sum);
    }
    return values;
  }
}

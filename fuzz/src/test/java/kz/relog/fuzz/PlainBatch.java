package kz.relog.fuzz;

import java.util.ArrayList;
import java.util.List;
import kz.relog.proto.fix.FixBatchDecoder;
import kz.relog.proto.v1.FixBatch;

/** A batch read the plain way, from protobuf-java's message, as one line per fix. */
final class PlainBatch {
  private static final int SPEED_UNKNOWN = -1;
  private static final int COURSE_UNKNOWN = 360;
  private static final int DIGITS_E7 = 7;

  private PlainBatch() {}

  static List<String> fixes(FixBatch batch) {
    int n = 1 + batch.getDlatCount();
    long tick = batch.getTickMs() == 0 ? 1000 : batch.getTickMs();
    int digits = batch.getDigits() == 0 ? 6 : batch.getDigits();
    long scale = Math.round(Math.pow(10, DIGITS_E7 - digits));
    List<Long> lat = positions(batch.getLat(), batch.getDlatList(), batch.getSecondOrder());
    List<Long> lon = positions(batch.getLon(), batch.getDlonList(), batch.getSecondOrder());
    List<Long> speed = sums(batch.getSpeedList(), n, SPEED_UNKNOWN);
    List<Long> course = sums(batch.getCourseList(), n, COURSE_UNKNOWN);
    List<String> lines = new ArrayList<>();
    long ticks = batch.getTime();
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        ticks +=
            Integer.toUnsignedLong(
                batch.getDtimeCount() > 0 ? batch.getDtime(i - 1) : batch.getInterval());
      }
      int accuracies = batch.getAccuracyCount();
      int accuracy = accuracies == 0 ? 0 : batch.getAccuracy(accuracies == 1 ? 0 : i);
      lines.add(
          line(
              ticks * tick,
              lat.get(i) * scale,
              lon.get(i) * scale,
              speed.get(i),
              course.get(i),
              accuracy));
    }
    return lines;
  }

  /** The same from our decoder. */
  static List<String> fixes(FixBatchDecoder batch) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      lines.add(
          line(
              batch.timeMs(i),
              batch.latE7(i),
              batch.lonE7(i),
              batch.speedDmps(i),
              batch.course(i),
              batch.accuracyMetres(i)));
    }
    return lines;
  }

  private static String line(
      long time, long lat, long lon, long speed, long course, long accuracy) {
    return time + " " + lat + " " + lon + " " + speed + " " + course + " " + accuracy;
  }

  private static List<Long> positions(int first, List<Integer> elements, boolean secondOrder) {
    List<Long> values = new ArrayList<>(List.of((long) first));
    long difference = 0;
    for (int element : elements) {
      difference = secondOrder ? difference + element : element;
      values.add(values.get(values.size() - 1) + difference);
    }
    return values;
  }

  private static List<Long> sums(List<Integer> elements, int n, int unknown) {
    List<Long> values = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += elements.isEmpty() ? 0 : elements.get(i);
      values.add(elements.isEmpty() ? unknown : sum);
    }
    return values;
  }
}

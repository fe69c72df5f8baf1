package kz.relog.app.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kz.relog.api.spi.TrackSource;
import kz.relog.device.DeviceClient;
import kz.relog.device.OfferResult;

/**
 * A straight ride to the north with a standstill half way, one fix per second, and the means to
 * send and compare it.
 */
record Ride(long startMs, int fixes) {
  static final int LAT_E7 = 432_123_450;
  static final int LON_E7 = 769_876_540;
  static final int STEP_E7 = 900;

  /** Seconds that it stands half way. */
  static final int STANDS_SECONDS = 60;

  int latE7(int index) {
    int half = (fixes - STANDS_SECONDS) / 2;
    int driven = index < half ? index : Math.max(half, index - STANDS_SECONDS);
    return LAT_E7 + driven * STEP_E7;
  }

  /** In 0.1 m/s. */
  int speedDmps(int index) {
    return index > 0 && latE7(index) == latE7(index - 1) ? 0 : 100;
  }

  long timeMs(int index) {
    return startMs + index * 1000L;
  }

  void send(DeviceClient device) throws InterruptedException {
    for (int i = 0; i < fixes; i++) {
      OfferResult result =
          device.offerWaiting(10_000, timeMs(i), latE7(i), LON_E7, speedDmps(i), 0, 5);
      if (result != OfferResult.ACCEPTED) {
        throw new IllegalStateException("fix " + i + ": " + result);
      }
    }
    device.flush();
    if (!device.awaitSettled(30_000)) {
      throw new IllegalStateException("not settled: " + device.stats());
    }
  }

  /** One fact as text, without its meaning: for comparison only. */
  static String text(long timeMs, int latE7, int lonE7) {
    return timeMs + " " + latE7 + " " + lonE7;
  }

  List<String> asText() {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < fixes; i++) {
      text.add(text(timeMs(i), latE7(i), LON_E7));
    }
    return text;
  }

  /** What the archive holds of a device during this ride and an hour around it. */
  List<String> readBack(TrackSource tracks, long deviceRef) throws IOException {
    List<String> text = new ArrayList<>();
    tracks.read(
        deviceRef,
        startMs - 3_600_000,
        startMs + fixes * 1000L + 3_600_000,
        (timeMs, latE7, lonE7, speed, course, accuracy) -> text.add(text(timeMs, latE7, lonE7)));
    return text;
  }
}

package kz.relog.app.demo;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import kz.relog.app.client.AdminClient;
import kz.relog.device.DeviceFleet;
import kz.relog.device.OfferResult;

/**
 * One vehicle of the demonstration: its route, what it really drives, and its device. One thread.
 */
final class DemoVehicle {
  private final String name;
  private final Route route;
  private final Incident incident;
  private final Drive drive;
  private final AdminClient.NewDevice device;
  private final ArrayDeque<Fact> waiting = new ArrayDeque<>();
  private final DeviceFleet fleet;
  private final int index;
  private int nextSecond;
  private long sampled;

  private record Fact(
      long timeMs, int latE7, int lonE7, int speedDmps, int courseDegrees, int accuracyMetres) {
    @Override
    public String toString() {
      return "Fact";
    }
  }

  DemoVehicle(
      String name,
      City city,
      int seconds,
      Incident incident,
      SplittableRandom random,
      AdminClient.NewDevice device,
      DeviceFleet fleet,
      int index) {
    this.name = name;
    this.route = Route.plan(city, random, seconds);
    this.incident = incident;
    this.drive = Drive.of(city, route, incident, random);
    this.device = device;
    this.fleet = fleet;
    this.index = index;
  }

  String name() {
    return name;
  }

  Route route() {
    return route;
  }

  Incident incident() {
    return incident;
  }

  AdminClient.NewDevice device() {
    return device;
  }

  /** Facts that the GPS gave so far. */
  long sampled() {
    return sampled;
  }

  /** Facts that the device could not take yet. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Drives up to a moment and offers what the GPS gave, one fact per second of the drive.
   *
   * @param startMs when the drive began
   * @param nowMs the moment
   */
  void driveUntil(long startMs, long nowMs) {
    int lateFrom = drive.seconds() / 3;
    int lateTo = lateFrom + Math.max(60, drive.seconds() / 8);
    while (nextSecond < drive.seconds() && startMs + nextSecond * 1000L <= nowMs) {
      Drive.Sample sample = drive.sample(nextSecond);
      if (sample.fix()) {
        waiting.add(
            new Fact(
                startMs + nextSecond * 1000L,
                (int) Math.round(sample.place().lat() * 1e7),
                (int) Math.round(sample.place().lon() * 1e7),
                sample.speedDmps(),
                sample.courseDegrees(),
                sample.accuracyMetres()));
        sampled++;
      }
      nextSecond++;
    }
    boolean noNetwork =
        incident == Incident.LATE_BATCH && nextSecond > lateFrom && nextSecond < lateTo;
    if (!noNetwork) {
      offerWaiting();
    }
  }

  /** Offers what waits, as far as the device has room. */
  void offerWaiting() {
    while (!waiting.isEmpty()) {
      Fact fact = waiting.peek();
      OfferResult result =
          fleet.offer(
              index,
              fact.timeMs(),
              fact.latE7(),
              fact.lonE7(),
              fact.speedDmps(),
              fact.courseDegrees(),
              fact.accuracyMetres());
      if (result != OfferResult.ACCEPTED) {
        return; // the window is full: again when something is settled
      }
      waiting.remove();
    }
  }
}

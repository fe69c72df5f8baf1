package kz.relog.app.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration is to be like.
 *
 * @param vehicles size of the fleet, 1 to 2000
 * @param speed how many times faster than real time, 1 to 120
 * @param seconds how long it drives, in real seconds, 5 to 86400
 * @param httpPort port of the page on loopback; 0 picks one
 * @param data folder for the journal and the records; null for one that is deleted at the end
 * @param seed the same seed invents the same city, routes and drives
 */
public record DemoOptions(
    int vehicles, double speed, int seconds, int httpPort, @Nullable Path data, long seed) {
  /** A small fleet, quick: for tests. */
  public static DemoOptions small() {
    return new DemoOptions(8, 30, 10, 0, null, 1);
  }
}

package kz.relog.api;

import java.time.Duration;
import kz.relog.api.live.LiveTiming;

/**
 * How long the server waits for others.
 *
 * @param command for a command to become visible, before it answers 202
 * @param live the beat of the live streams
 */
record AdminPatience(Duration command, LiveTiming live) {
  static final AdminPatience DEFAULT = new AdminPatience(Duration.ofSeconds(5), LiveTiming.DEFAULT);
}

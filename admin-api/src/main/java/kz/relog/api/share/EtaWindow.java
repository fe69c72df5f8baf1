package kz.relog.api.share;

import kz.relog.api.call.Json;
import org.jspecify.annotations.Nullable;

/**
 * When a vehicle is expected, as a customer is told: never the moment itself, from which it could
 * be worked out where the vehicle is.
 *
 * @param from RFC 3339
 * @param to RFC 3339
 */
record EtaWindow(@Nullable String from, @Nullable String to) {
  /**
   * The window around an expected arrival.
   *
   * @param etaMs Unix epoch ms UTC
   * @param nowMs the window does not begin before the step that it is now
   */
  static EtaWindow around(long etaMs, long nowMs) {
    long step = ShareLimits.ETA_STEP.toMillis();
    long doubt =
        Math.max(
            step / 2, Math.min(ShareLimits.ETA_DOUBT_MAX.toMillis(), Math.abs(etaMs - nowMs) / 10));
    long fromMs = Math.max(Math.floorDiv(etaMs - doubt, step), Math.floorDiv(nowMs, step)) * step;
    long toMs = Math.max(-Math.floorDiv(-(etaMs + doubt), step) * step, fromMs + 2 * step);
    return new EtaWindow(Json.time(fromMs), Json.time(toMs));
  }
}

package kz.relog.api.share;

import java.util.Optional;
import kz.relog.api.spi.VehicleView;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a link gets. It names nobody.
 *
 * @param state {@code expected}, {@code approaching}, {@code arrived} or {@code unavailable}
 * @param eta when it is expected; null unknown
 * @param position the last one, never more; null outside of the time for it
 * @param vehicle what it is called, where the company shows that
 * @param language of the page; null for the browser's own
 * @param askAgainMs how soon to ask again
 * @param mark to send back with the next look
 */
record ShareView(
    String state,
    @Nullable EtaWindow eta,
    @Nullable Position position,
    @Nullable String vehicle,
    @Nullable String language,
    long askAgainMs,
    String mark) {

  /**
   * A position as a customer needs it: to some ten metres, without speed.
   *
   * @param lat degrees
   * @param lon degrees
   * @param headingDeg null unknown
   * @param ageSeconds how old it is
   */
  record Position(double lat, double lon, @Nullable Integer headingDeg, long ageSeconds) {
    private static final int PER_DEGREE = 10_000;
    private static final int E7_PER_STEP = 10_000_000 / PER_DEGREE;

    static Position of(VehicleView view, long nowMs) {
      return new Position(
          coarse(view.latE7()),
          coarse(view.lonE7()),
          view.courseDegrees() < 360 ? view.courseDegrees() : null,
          Math.max(0, (nowMs - view.timeMs()) / 1000));
    }

    private static double coarse(int valueE7) {
      return (double) Math.round((double) valueE7 / E7_PER_STEP) / PER_DEGREE;
    }

    @Override
    public String toString() {
      return "Position";
    }
  }

  static ShareView of(
      Showing showing, Optional<String> vehicle, String language, String mark, long nowMs) {
    String state = "unavailable";
    Optional<EtaWindow> eta = Optional.empty();
    Optional<VehicleView> position = Optional.empty();
    if (showing instanceof Showing.Expected expected) {
      state = "expected";
      eta = expected.eta();
    } else if (showing instanceof Showing.Approaching approaching) {
      state = "approaching";
      eta = approaching.eta();
      position = approaching.position();
    } else if (showing instanceof Showing.Arrived) {
      state = "arrived";
    }
    return new ShareView(
        state,
        eta.orElse(null),
        position.map(view -> Position.of(view, nowMs)).orElse(null),
        vehicle.orElse(null),
        language.isEmpty() ? null : language,
        (showing instanceof Showing.Approaching
                ? ShareLimits.ASK_APPROACHING
                : ShareLimits.ASK_WAITING)
            .toMillis(),
        mark);
  }
}

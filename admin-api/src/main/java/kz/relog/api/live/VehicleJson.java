package kz.relog.api.live;

import java.util.Locale;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.spi.PlanFactView;
import kz.relog.api.spi.VehicleView;
import org.jspecify.annotations.Nullable;

/** A vehicle as JSON: what nobody knows is null. */
record VehicleJson(
    String device,
    @Nullable String name,
    double lat,
    double lon,
    @Nullable String time,
    @Nullable Double speedMps,
    @Nullable Integer courseDegrees,
    @Nullable Integer accuracyM,
    @Nullable String plan,
    String state,
    @Nullable Double progressM,
    @Nullable Double pathM,
    @Nullable Integer latenessSeconds,
    @Nullable Integer nextStop,
    @Nullable String etaNextStop,
    @Nullable Integer stopsDone,
    @Nullable Integer stopsTotal) {

  private static final double E7 = 1e7;
  private static final int COURSE_UNKNOWN = 360;

  static VehicleJson of(VehicleView view, @Nullable String name) {
    return new VehicleJson(
        Refs.text(view.deviceRef()),
        name,
        view.latE7() / E7,
        view.lonE7() / E7,
        Json.time(view.timeMs()),
        view.speedDmps() < 0 ? null : view.speedDmps() / 10.0,
        view.courseDegrees() >= COURSE_UNKNOWN ? null : view.courseDegrees(),
        view.accuracyMetres() <= 0 ? null : view.accuracyMetres(),
        view.planRef() == 0 ? null : Refs.text(view.planRef()),
        view.state().name().toLowerCase(Locale.ROOT),
        metres(view.progressMetres()),
        metres(view.pathMetres()),
        view.latenessSeconds() == PlanFactView.UNKNOWN ? null : view.latenessSeconds(),
        view.nextStop() == 0 ? null : view.nextStop(),
        Json.time(view.etaNextStopMs()),
        view.stopsDone() < 0 ? null : view.stopsDone(),
        view.stopsTotal() < 0 ? null : view.stopsTotal());
  }

  /** Leaves out position and name. */
  @Override
  public String toString() {
    return "VehicleJson[" + state + "]";
  }

  /** Decimetres are as fine as any position is. */
  private static @Nullable Double metres(double metres) {
    return Double.isFinite(metres) ? Math.round(metres * 10) / 10.0 : null;
  }
}

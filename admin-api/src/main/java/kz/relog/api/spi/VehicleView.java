package kz.relog.api.spi;

/**
 * The last known state of one vehicle. Immutable; its text form leaves out the position.
 *
 * @param deviceRef the device
 * @param timeMs time of the last fact, Unix epoch ms UTC
 * @param latE7 10<sup>-7</sup> degrees
 * @param lonE7 10<sup>-7</sup> degrees
 * @param speedDmps 0.1 m/s; -1 unknown
 * @param courseDegrees 360 unknown
 * @param accuracyMetres 0 unknown
 * @param planRef its plan; 0 none
 * @param state where it stands with its plan
 * @param progressMetres along the path; NaN unknown
 * @param pathMetres length of the path; NaN unknown
 * @param latenessSeconds late above zero; {@link PlanFactView#UNKNOWN} when not known
 * @param nextStop seq of the next stop from 1; 0 none
 * @param etaNextStopMs Unix epoch ms UTC; 0 unknown
 * @param stopsDone stops visited; -1 without a plan
 * @param stopsTotal stops planned; -1 without a plan
 */
public record VehicleView(
    long deviceRef,
    long timeMs,
    int latE7,
    int lonE7,
    int speedDmps,
    int courseDegrees,
    int accuracyMetres,
    long planRef,
    VehicleState state,
    double progressMetres,
    double pathMetres,
    int latenessSeconds,
    int nextStop,
    long etaNextStopMs,
    int stopsDone,
    int stopsTotal) {

  @Override
  public String toString() {
    return "VehicleView[" + state + "]";
  }
}

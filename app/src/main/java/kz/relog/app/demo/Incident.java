package kz.relog.app.demo;

/** What goes wrong on a drive of the demo; one per vehicle. */
enum Incident {
  /** All as planned, apart from the driver's own pace. */
  NONE,
  /** No GPS for a while, as in a tunnel. */
  GAP,
  /** The driver takes the next street for some blocks and comes back. */
  DETOUR,
  /** The driver goes around one stop and never serves it. */
  MISSED_STOP,
  /** No network for a while: the facts come late, all at once. */
  LATE_BATCH;

  /** The incident of the n-th vehicle: most drive well, each incident happens to some. */
  static Incident of(int vehicle) {
    return switch (vehicle % 10) {
      case 2 -> GAP;
      case 4 -> DETOUR;
      case 6 -> MISSED_STOP;
      case 8 -> LATE_BATCH;
      default -> NONE;
    };
  }
}

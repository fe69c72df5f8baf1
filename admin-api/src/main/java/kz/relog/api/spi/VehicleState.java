package kz.relog.api.spi;

/** Where a vehicle stands with its plan. */
public enum VehicleState {
  /** It has no plan now. */
  NO_PLAN,
  /** It has a plan and was not seen on it yet. */
  NOT_STARTED,
  /** It follows its path. */
  ON_ROUTE,
  /** It is away from its path. */
  OFF_ROUTE,
  /** It did all it had to do. */
  FINISHED
}

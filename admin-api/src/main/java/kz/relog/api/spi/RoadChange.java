package kz.relog.api.spi;

/**
 * A durable change of the road that the admin API's records must show. Times are Unix epoch ms UTC.
 */
public sealed interface RoadChange {

  /** A device is on the road since {@code atMs}. */
  record DeviceCreated(long deviceRef, long subjectRef, long keyId, long atMs)
      implements RoadChange {}

  /** A device's key is revoked since {@code atMs}. */
  record DeviceRevoked(long deviceRef, long keyId, long atMs) implements RoadChange {}

  /** A plan, or a new version of it, is on the road since {@code atMs}. */
  record PlanPut(RoadPlan plan, long atMs) implements RoadChange {}
}

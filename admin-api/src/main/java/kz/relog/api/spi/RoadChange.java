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

  /**
   * What the facts of a subject may be stored for has changed at {@code atMs}.
   *
   * @param subjectRef the person in the company
   * @param action what
   * @param purposes bits of {@link RoadGate}
   * @param deviceRef the device on which the person decided; 0 in the person's own session
   * @param atMs when it took effect
   */
  record PermissionChanged(
      long subjectRef, RoadGate.Action action, int purposes, long deviceRef, long atMs)
      implements RoadChange {}

  /** The tracking hours of a subject since {@code atMs}. */
  record HoursPut(long subjectRef, TrackingHours hours, long atMs) implements RoadChange {}

  /** A device in the hands of a person, or no longer; on the road since {@code atMs}. */
  record BindingPut(RoadGate.Binding binding, long atMs) implements RoadChange {}

  /** Two senders use a device's key since {@code atMs}: nothing under it is stored any more. */
  record KeyQuarantined(long deviceRef, long keyId, long atMs) implements RoadChange {}

  /** A device's next key is in use since {@code atMs}. */
  record KeyReplaced(long deviceRef, long keyId, long nextKeyId, long atMs) implements RoadChange {}
}

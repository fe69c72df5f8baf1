package kz.relog.ingest.gate;

/**
 * How much of the past the gate remembers.
 *
 * @param keepMs how long: a fix that is older is refused for its age
 * @param changePointsMax changes of permission of one subject
 * @param hoursVersionsMax versions of the hours of one subject
 * @param bindingsMax bindings of one device
 * @param bindingBackMs how long ago time may begin that is newly given to a subject: as long as a
 *     device keeps fixes that belong to nobody
 */
public record GateRoom(
    long keepMs, int changePointsMax, int hoursVersionsMax, int bindingsMax, long bindingBackMs) {

  /** What ended before is forgotten. */
  long keepFromMs(long nowMs) {
    return nowMs - keepMs;
  }
}

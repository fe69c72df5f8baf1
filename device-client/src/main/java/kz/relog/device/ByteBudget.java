package kz.relog.device;

/**
 * A reading of a device's byte meter. The day is that of UTC.
 *
 * @param usedBytes bytes used today, both ways, headers of IP, UDP and TCP included
 * @param budgetBytes most bytes per day, 0 for no bound
 */
public record ByteBudget(long usedBytes, long budgetBytes) {
  static ByteBudget of(ByteMeter meter) {
    return new ByteBudget(meter.usedBytes(), meter.budgetBytes());
  }
}

package kz.relog.device;

/**
 * What a fleet needs to know. Immutable; change one value by a {@code with…}.
 *
 * @param server where frames go
 * @param batch when batches are closed
 * @param retry when they are sent again
 * @param budgetBytesPerDay most bytes that each device uses in a day (UTC), see {@link ByteMeter};
 *     0: no bound
 * @param udpSockets sockets that the devices share over UDP, 1 to 64; over TCP each device has a
 *     connection of its own, because the wire binds acks to the connection of a device
 * @param seed of the jitter; equal seeds jitter equally
 */
public record FleetConfig(
    ServerAddress server,
    BatchPolicy batch,
    RetryPolicy retry,
    long budgetBytesPerDay,
    int udpSockets,
    long seed) {
  /** Checks the bounds. */
  public FleetConfig {
    if (udpSockets < 1 || udpSockets > 64) {
      throw new IllegalArgumentException("udpSockets is " + udpSockets + ", allowed: 1 to 64");
    }
    if (budgetBytesPerDay != 0 && budgetBytesPerDay < ByteMeter.BUDGET_BYTES_MIN) {
      throw new IllegalArgumentException(
          "budgetBytesPerDay is "
              + budgetBytesPerDay
              + ", allowed: 0 or at least "
              + ByteMeter.BUDGET_BYTES_MIN);
    }
  }

  /** Standard batches and retries, no budget, one UDP socket, seed from the clock. */
  public static FleetConfig to(ServerAddress server) {
    return new FleetConfig(
        server, BatchPolicy.STANDARD, RetryPolicy.STANDARD, 0, 1, System.nanoTime());
  }

  /** The same with another server. */
  public FleetConfig withServer(ServerAddress address) {
    return new FleetConfig(address, batch, retry, budgetBytesPerDay, udpSockets, seed);
  }

  /** The same with another batch policy. */
  public FleetConfig withBatch(BatchPolicy policy) {
    return new FleetConfig(server, policy, retry, budgetBytesPerDay, udpSockets, seed);
  }

  /** The same with another retry policy. */
  public FleetConfig withRetry(RetryPolicy policy) {
    return new FleetConfig(server, batch, policy, budgetBytesPerDay, udpSockets, seed);
  }

  /** The same in low-bandwidth mode: both of its policies, fixes left out within so many metres. */
  public FleetConfig lowBandwidth(int thinMetres) {
    return withBatch(BatchPolicy.LOW_BANDWIDTH.withThinMetres(thinMetres))
        .withRetry(RetryPolicy.LOW_BANDWIDTH);
  }

  /** The same with another budget. */
  public FleetConfig withBudgetBytesPerDay(long bytes) {
    return new FleetConfig(server, batch, retry, bytes, udpSockets, seed);
  }

  /** The same with another number of shared UDP sockets. */
  public FleetConfig withUdpSockets(int sockets) {
    return new FleetConfig(server, batch, retry, budgetBytesPerDay, sockets, seed);
  }

  /** The same with another seed of the jitter. */
  public FleetConfig withSeed(long jitterSeed) {
    return new FleetConfig(server, batch, retry, budgetBytesPerDay, udpSockets, jitterSeed);
  }
}

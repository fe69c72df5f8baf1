package kz.relog.device;

/**
 * What a fleet needs to know. Immutable; change one value by a {@code with…}.
 *
 * @param server where frames go
 * @param batch when batches are closed
 * @param retry when they are sent again
 * @param udpSockets sockets that the devices share over UDP, 1 to 64; over TCP each device has a
 *     connection of its own, because the wire binds acks to the connection of a device
 * @param seed of the jitter; equal seeds jitter equally
 */
public record FleetConfig(
    ServerAddress server, BatchPolicy batch, RetryPolicy retry, int udpSockets, long seed) {
  /** Checks the bounds. */
  public FleetConfig {
    if (udpSockets < 1 || udpSockets > 64) {
      throw new IllegalArgumentException("udpSockets is " + udpSockets + ", allowed: 1 to 64");
    }
  }

  /** Standard batches and retries, one UDP socket, seed from the clock. */
  public static FleetConfig to(ServerAddress server) {
    return new FleetConfig(
        server, BatchPolicy.STANDARD, RetryPolicy.STANDARD, 1, System.nanoTime());
  }

  /** The same with another batch policy. */
  public FleetConfig withBatch(BatchPolicy policy) {
    return new FleetConfig(server, policy, retry, udpSockets, seed);
  }

  /** The same with another retry policy. */
  public FleetConfig withRetry(RetryPolicy policy) {
    return new FleetConfig(server, batch, policy, udpSockets, seed);
  }

  /** The same with another number of shared UDP sockets. */
  public FleetConfig withUdpSockets(int sockets) {
    return new FleetConfig(server, batch, retry, sockets, seed);
  }

  /** The same with another seed of the jitter. */
  public FleetConfig withSeed(long jitterSeed) {
    return new FleetConfig(server, batch, retry, udpSockets, jitterSeed);
  }
}

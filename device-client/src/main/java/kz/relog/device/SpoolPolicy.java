package kz.relog.device;

/**
 * How much a device keeps on its disk while the server is out of reach, and what it gives up first.
 * Immutable.
 *
 * @param capacityBytes most bytes that the spool's files take, {@link #CAPACITY_BYTES_MIN} to 1 GiB
 * @param thinMetres when the spool is full, batches that were never sent are thinned so that the
 *     drawn track stays within so many metres of every fix left out; 0: they are dropped at once,
 *     oldest first; else 2 to 1000
 * @param force whether a batch is forced to the disk before its first send: true survives a power
 *     cut, false a kill of the process only and spares slow flash
 */
public record SpoolPolicy(long capacityBytes, int thinMetres, boolean force) {
  /** Room for 64 batches of the longest kind, twice, and for the smallest backlog. */
  public static final long CAPACITY_BYTES_MIN = 1 << 20;

  /** For a phone: 8 MiB, thinned within 20 m when full, forced. */
  public static final SpoolPolicy STANDARD = new SpoolPolicy(8 << 20, 20, true);

  /** Checks the bounds. */
  public SpoolPolicy {
    if (capacityBytes < CAPACITY_BYTES_MIN || capacityBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "capacityBytes is " + capacityBytes + ", allowed: " + CAPACITY_BYTES_MIN + " to 2^30");
    }
    if (thinMetres != 0 && (thinMetres < 2 || thinMetres > 1000)) {
      throw new IllegalArgumentException("thinMetres is " + thinMetres + ", allowed: 0, 2 to 1000");
    }
  }

  /** The same with another capacity. */
  public SpoolPolicy withCapacityBytes(long bytes) {
    return new SpoolPolicy(bytes, thinMetres, force);
  }

  /** The same with another bound of thinning. */
  public SpoolPolicy withThinMetres(int metres) {
    return new SpoolPolicy(capacityBytes, metres, force);
  }

  /** The same, forced or not. */
  public SpoolPolicy withForce(boolean forced) {
    return new SpoolPolicy(capacityBytes, thinMetres, forced);
  }
}

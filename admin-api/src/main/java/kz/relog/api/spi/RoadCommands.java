package kz.relog.api.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The commands of the admin API to the road. Each returns at once from any thread; the stage
 * completes with the journal seq of the command's (last) entry once that is durable, or fails with
 * {@link RoadFullException} when the road takes no command just now, and nothing was stored. It
 * completes on any thread: a continuation must not block it.
 */
public interface RoadCommands {

  /**
   * Puts devices on the road: first their secrets into the vault, durably, then one entry each.
   *
   * @param devices at least one; all or none become visible to the caller
   */
  CompletionStage<Long> createDevices(List<NewDevice> devices);

  /** Revokes a device's key. Revoking again is harmless. */
  CompletionStage<Long> revokeDevice(long deviceRef, long keyId);

  /** Puts a plan, or a new version of it, on the road. */
  CompletionStage<Long> putPlan(RoadPlan plan);
}

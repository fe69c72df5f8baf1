package kz.relog.api.account;

/**
 * What one Argon2id hash costs. Immutable.
 *
 * @param memoryKib memory in KiB
 * @param passes over that memory
 * @param lanes computed side by side
 */
public record HashCost(int memoryKib, int passes, int lanes) {
  /** OWASP's advice for servers: 19 MiB, two passes, one lane; about 33 ms. */
  public static final HashCost DEFAULT = new HashCost(19 * 1024, 2, 1);
}

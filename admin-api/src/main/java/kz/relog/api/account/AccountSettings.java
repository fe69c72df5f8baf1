package kz.relog.api.account;

import java.time.Duration;

/**
 * What a test chooses otherwise than an installation. Immutable.
 *
 * @param cost of a password's hash
 * @param hashThreads hashes computed at once: each takes {@link HashCost#memoryKib}
 * @param hashQueueMax logins that wait for a hash, however fast that goes
 * @param hashPatience how long a login waits for its hash; who would wait longer is told to come
 *     again
 * @param accountFree wrong passwords of one account before it has to wait
 * @param addressFree wrong passwords from one address before it has to wait
 * @param mailFree mails asked for one address of mail, or from one address, before a wait
 */
public record AccountSettings(
    HashCost cost,
    int hashThreads,
    int hashQueueMax,
    Duration hashPatience,
    int accountFree,
    int addressFree,
    int mailFree) {

  /** For an installation: half of the processors hash, the others answer. */
  public static AccountSettings forThisMachine() {
    int processors = Runtime.getRuntime().availableProcessors();
    long hashesInMemory =
        Runtime.getRuntime().maxMemory() / 8 / (HashCost.DEFAULT.memoryKib() * 1024L);
    int threads = (int) Math.max(1, Math.min(processors / 2, hashesInMemory));
    return new AccountSettings(HashCost.DEFAULT, threads, 1_024, Duration.ofSeconds(10), 5, 50, 3);
  }
}

package kz.relog.journal;

import java.nio.file.Path;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * How a vault is to be opened.
 *
 * @param file the vault itself; made if neither it nor a journal exists
 * @param keyFile the master key as 64 hex digits, mode 0600; made with the vault unless a key is
 *     given
 * @param masterKeyHex the master key from the environment ({@value #MASTER_KEY_VARIABLE}); goes
 *     before the key file; null if not given
 * @param journalDirectory the journal that the vault belongs to, or where it will be
 * @param cipherProvider the JCA provider that seals and opens, null for the platform's preferred
 *     one
 */
public record VaultConfig(
    Path file,
    Path keyFile,
    @Nullable String masterKeyHex,
    Path journalDirectory,
    @Nullable Provider cipherProvider) {

  /** Name of the environment variable that holds the master key as 64 hex digits. */
  public static final String MASTER_KEY_VARIABLE = "RELOG_MASTER_KEY";

  /**
   * The usual layout below a data directory: {@code vault.db}, {@code master.key}, {@code journal};
   * the key of the process's environment.
   */
  public static VaultConfig below(Path dataDirectory, @Nullable Provider cipherProvider) {
    return new VaultConfig(
        dataDirectory.resolve("vault.db"),
        dataDirectory.resolve("master.key"),
        System.getenv(MASTER_KEY_VARIABLE),
        dataDirectory.resolve("journal"),
        cipherProvider);
  }

  /** Reveals no key. */
  @Override
  public String toString() {
    return "VaultConfig[" + file + "]";
  }
}

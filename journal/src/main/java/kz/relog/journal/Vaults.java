package kz.relog.journal;

import kz.relog.journal.vault.VaultOpening;

/** Opens vaults. */
public final class Vaults {

  private Vaults() {}

  /**
   * Opens a vault, or makes one if neither it nor its journal exists. One process at a time.
   *
   * @throws VaultFailure with the reason and the way out, if the key or the file is missing, wrong
   *     or open to others
   */
  public static Vault open(VaultConfig config) {
    return VaultOpening.open(config);
  }
}

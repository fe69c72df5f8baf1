package kz.relog.journal;

import kz.relog.journal.chronicle.ChronicleSilence;
import kz.relog.journal.log.Opening;

/** Opens journals. */
public final class Journals {

  static {
    // Before any class of Chronicle is loaded.
    ChronicleSilence.ensure();
  }

  private Journals() {}

  /**
   * Opens a journal, or makes one: takes the directory's lock, finds the end, tells a torn tail
   * (cut off) from damage (fatal), writes the new boot number.
   *
   * @throws JournalFailure if the directory is in use, the vault is another one's, or durable
   *     entries are missing or altered
   */
  public static Journal open(JournalConfig config, Vault vault) {
    return Opening.open(config, vault);
  }
}

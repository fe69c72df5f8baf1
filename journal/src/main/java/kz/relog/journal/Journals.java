package kz.relog.journal;

/** Opens journals. */
public final class Journals {

  private Journals() {}

  /**
   * Opens a journal, or makes one: takes the directory's lock, finds the end, tells a torn tail
   * (cut off) from damage (fatal), writes the new boot number.
   *
   * @throws JournalFailure if the directory is in use, the vault is another one's, or durable
   *     entries are missing or altered
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static Journal open(JournalConfig config, Vault vault) {
    throw new UnsupportedOperationException("not built yet: " + config + vault);
  }
}

package kz.relog.app.backup;

/** Told how far a backup or a restore is; on the calling thread. */
public interface BackupProgress {
  /** Tells nobody. */
  BackupProgress NONE = (part, done, all) -> {};

  /**
   * So much of a part is done.
   *
   * @param part what is being done, for people
   * @param done bytes, pages or erasures
   * @param all and in all
   */
  void onProgress(String part, long done, long all);
}

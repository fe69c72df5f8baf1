package kz.relog.app.backup;

/** Why a backup was not made or not restored, and what to do; nothing is left half done. */
public final class BackupProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason in words. */
  public BackupProblem(String message) {
    super(message);
  }
}

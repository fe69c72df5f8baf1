package kz.relog.app.archive;

/** The track archive does not work; nothing of the journal is lost, it can be archived again. */
public final class ArchiveFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what failed and why. */
  ArchiveFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what failed. */
  ArchiveFailure(String message) {
    super(message);
  }
}

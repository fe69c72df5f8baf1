package kz.relog.app.drill.rig;

import org.jspecify.annotations.Nullable;

/** The machine lacks what a drill needs; the message says what. */
public final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is needed, as in "needs root to mount a file system". */
  public CannotRun(String needs, @Nullable Throwable cause) {
    super(needs, cause);
  }
}

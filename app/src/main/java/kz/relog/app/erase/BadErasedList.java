package kz.relog.app.erase;

/** An erased list that cannot be trusted, and why; nothing was changed. */
public final class BadErasedList extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason in words. */
  public BadErasedList(String message) {
    super(message);
  }
}

package kz.relog.app.client;

/** The admin API refused a request or cannot be reached; the message says which and why. */
public final class AdminClientException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With one line for the user. */
  public AdminClientException(String message) {
    super(message);
  }
}

package kz.relog.device;

import java.io.IOException;

/**
 * A key file that must not or cannot be used; the message names the file and the remedy, never the
 * content.
 */
public final class KeyFileException extends IOException {
  private static final long serialVersionUID = 1;

  KeyFileException(String message) {
    super(message);
  }
}

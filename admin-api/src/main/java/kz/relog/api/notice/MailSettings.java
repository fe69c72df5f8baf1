package kz.relog.api.notice;

import java.net.URI;
import java.util.Optional;

/**
 * How mail leaves. Immutable.
 *
 * @param from the sender's address
 * @param publicUrl where people reach the product; stands in the texts
 * @param smtp the server that takes the mail; empty to write it into a file
 */
public record MailSettings(String from, URI publicUrl, Optional<Smtp> smtp) {

  /** What guards the way to a mail server. */
  public enum Security {
    /** TLS after a greeting in clear; refused when the server has none. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** Nothing: for a server on this machine. */
    NONE
  }

  /**
   * A mail server.
   *
   * @param host its name, which its certificate must have
   * @param port its port
   * @param security what guards the way
   * @param user the login; empty for none
   * @param password its password
   */
  public record Smtp(String host, int port, Security security, String user, String password) {
    /** Leaves out login and password. */
    @Override
    public String toString() {
      return "Smtp[" + host + ":" + port + " " + security + "]";
    }
  }

  /** The part of the sender's address that names the machine, for Message-IDs. */
  String domain() {
    return from.substring(from.indexOf('@') + 1);
  }
}

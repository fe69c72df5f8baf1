package kz.relog.api.store;

import java.util.Optional;

/**
 * A token that was mailed and is still good. Immutable; its text form leaves out all of it.
 *
 * @param hash SHA-256 of the token, in hex
 * @param purpose what it may be used for
 * @param companyRef 0 when it is about an account alone
 * @param personRef 0 when it is about an account alone
 * @param accountRef 0 when it is about a person that has none yet
 * @param email the address that it went to; empty once erased
 * @param password the hash of the password chosen at registration; empty otherwise
 * @param sentMs Unix epoch ms UTC
 * @param expiresMs Unix epoch ms UTC
 */
public record MailToken(
    String hash,
    Purpose purpose,
    long companyRef,
    long personRef,
    long accountRef,
    Optional<String> email,
    Optional<String> password,
    long sentMs,
    long expiresMs) {

  /** What a mailed token may be used for. */
  public enum Purpose {
    /** Confirms the address of an owner who registers a company. */
    VERIFY,
    /** Accepts an invitation. */
    INVITE,
    /** Confirms a new address of an account. */
    EMAIL,
    /** Puts a new password. */
    RESET
  }

  @Override
  public String toString() {
    return "MailToken[" + purpose + "]";
  }
}

package kz.relog.api.account;

import java.time.Duration;

/** Every limit on logins and people, in one place, with its reason. */
public final class AccountLimits {
  /** Characters of a first or last name. */
  public static final int NAME_CHARS_MAX = 100;

  /** Characters of a company's name. */
  public static final int COMPANY_NAME_CHARS_MAX = 200;

  /** Characters of an e-mail address (RFC 5321). */
  public static final int EMAIL_CHARS_MAX = 254;

  /** Characters of a phone as it is sent, with its spaces. */
  public static final int PHONE_CHARS_MAX = 32;

  /** Characters of a reason for ending a membership. */
  public static final int REASON_CHARS_MAX = 500;

  /** Fewest characters of a password. */
  public static final int PASSWORD_CHARS_MIN = 10;

  /** Most characters of a password: more would only be work for us. */
  public static final int PASSWORD_CHARS_MAX = 128;

  /** Most characters of a token that is looked at. */
  public static final int TOKEN_CHARS_MAX = 128;

  /** Random bytes of a token: it cannot be guessed, so that a fast hash of it may be stored. */
  public static final int TOKEN_BYTES = 32;

  /** How long a token to verify an address is good. */
  public static final Duration VERIFY_TERM = Duration.ofHours(24);

  /** How long a token to reset a password is good. */
  public static final Duration RESET_TERM = Duration.ofHours(1);

  /** How long an invitation is good. */
  public static final Duration INVITATION_TERM = Duration.ofDays(7);

  /** How long what was not confirmed is kept after its term, so that it can be sent again. */
  public static final Duration UNCONFIRMED_KEPT = Duration.ofDays(7);

  /** How long a person whose membership ended can take their data along. */
  public static final Duration EXPORT_WINDOW = Duration.ofDays(30);

  /** How long a session at a desk may go unused: a working day's shift. */
  public static final Duration DESK_IDLE = Duration.ofHours(12);

  /** How long a session at a desk lasts at most. */
  public static final Duration DESK_TERM = Duration.ofDays(30);

  /** How long a driver's session may go unused: leave and illness included. */
  public static final Duration DRIVER_IDLE = Duration.ofDays(90);

  /** How long a driver's session lasts at most. */
  public static final Duration DRIVER_TERM = Duration.ofDays(365);

  /** How exactly the last use of a token is written down: not each request costs a write. */
  public static final Duration USE_NOTED = Duration.ofMinutes(1);

  /** How long a machine's token lasts at most. */
  public static final Duration API_TOKEN_TERM_MAX = Duration.ofDays(365);

  /** Machines' tokens of a company that are in force. */
  public static final int API_TOKENS_MAX = 100;

  /** Sessions of an account that are in force: the least used ends for the next. */
  public static final int SESSIONS_MAX = 100;

  /** Tokens whose bearer is kept in memory. */
  public static final int CALLERS_CACHED_MAX = 10_000;

  /** Addresses and logins whose failures are remembered. */
  public static final int THROTTLED_MAX = 50_000;

  private AccountLimits() {}
}

package kz.relog.api.share;

import java.time.Duration;

/** Every limit of the customers' links, in one place, with its reason. */
public final class ShareLimits {
  /** How long a link lives at most: today's and tomorrow's deliveries. */
  public static final Duration TERM_MAX = Duration.ofDays(2);

  /** How long a link goes on after the vehicle has left the stop. */
  public static final Duration AFTER_DEPARTURE = Duration.ofMinutes(30);

  /**
   * How long before its arrival at the first stop a vehicle is shown: no stop before it ends the
   * time in which nobody is shown, and a drive may begin at a driver's home.
   */
  public static final Duration FIRST_STOP_LEAD = Duration.ofMinutes(30);

  /** An older position says where the vehicle was, which is no one's business. */
  public static final Duration POSITION_AGE_MAX = Duration.ofMinutes(5);

  /** Expected arrivals are told in steps of this. */
  public static final Duration ETA_STEP = Duration.ofMinutes(5);

  /** An expected arrival is told as uncertain by a tenth of the time left, at most by this. */
  public static final Duration ETA_DOUBT_MAX = Duration.ofMinutes(30);

  /** Links of one stop that are alive at once. */
  public static final int LINKS_PER_STOP_MAX = 20;

  /** How long a link that ended is told from one that never was. */
  public static final Duration ENDED_KEPT = Duration.ofDays(30);

  /** How often ended links are swept. */
  public static final Duration SWEEP_EVERY = Duration.ofHours(1);

  /** How exactly it is written down that a link is still looked at: not each look costs a write. */
  public static final Duration VIEW_NOTED = Duration.ofMinutes(1);

  /** Most characters of a token that is looked at. */
  public static final int TOKEN_CHARS_MAX = 128;

  /** Unknown tokens from an address before it has to wait. */
  public static final int UNKNOWN_FREE = 20;

  /** The longest wait of an address that guesses. */
  public static final Duration UNKNOWN_WAIT_MAX = Duration.ofMinutes(15);

  /** Looks from one address in a minute: some dozens of customers behind one operator's address. */
  public static final int VIEWS_PER_MINUTE = 3_000;

  /** Addresses remembered. */
  public static final int ADDRESSES_MAX = 50_000;

  /**
   * How soon a page asks again while the vehicle is shown: what is withdrawn is gone within 1 s.
   */
  public static final Duration ASK_APPROACHING = Duration.ofMillis(600);

  /** How soon a page asks again otherwise. */
  public static final Duration ASK_WAITING = Duration.ofSeconds(5);

  private ShareLimits() {}
}

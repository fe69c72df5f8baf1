package kz.relog.api.store;

/** Where a membership stands. */
public enum PersonState {
  /** Invited, or registered with an e-mail address that is not verified. */
  PENDING,
  /** A member. */
  ACTIVE,
  /** Left, or was ended; logs in no more. */
  ENDED
}

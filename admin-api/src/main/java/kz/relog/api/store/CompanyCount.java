package kz.relog.api.store;

/**
 * A company as the operator sees it.
 *
 * @param companyRef the company
 * @param state how far it has come
 * @param createdMs Unix epoch ms UTC
 * @param devices how many of its devices have a key that is good
 */
public record CompanyCount(long companyRef, State state, long createdMs, long devices) {
  /** How far a company has come. */
  public enum State {
    /** No owner has verified an address yet. */
    UNVERIFIED,
    /** It has members. */
    ACTIVE,
    /** Everybody has left it. */
    LEFT
  }
}

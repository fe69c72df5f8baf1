package kz.relog.api.store;

import java.util.Map;
import kz.relog.api.access.Role;

/**
 * A session of a person. Immutable; its text form leaves out whose.
 *
 * @param sessionRef the session
 * @param accountRef the login that opened it
 * @param companyRef the company
 * @param personRef the person
 * @param role the person's role now
 * @param isEnded whether the membership has ended, so that only own data is in reach
 * @param idleMs how long it may go unused
 * @param origin what is known of where it was opened: {@code address}, {@code agent}
 * @param createdMs Unix epoch ms UTC
 * @param usedMs Unix epoch ms UTC, to the minute
 * @param expiresMs Unix epoch ms UTC; it ends then even if used
 */
public record SessionRow(
    long sessionRef,
    long accountRef,
    long companyRef,
    long personRef,
    Role role,
    boolean isEnded,
    long idleMs,
    Map<String, String> origin,
    long createdMs,
    long usedMs,
    long expiresMs) {

  /** Copies the map. */
  public SessionRow {
    origin = Map.copyOf(origin);
  }

  @Override
  public String toString() {
    return "SessionRow[role=" + role + "]";
  }
}

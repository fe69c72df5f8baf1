package kz.relog.api.store;

import java.util.Optional;
import java.util.OptionalLong;
import kz.relog.api.access.Role;

/**
 * A person of a company. Immutable; its text form leaves out who it is.
 *
 * @param number place in lists
 * @param personRef the person; the subject on the road
 * @param companyRef the company
 * @param accountRef the login; empty while pending
 * @param role in the company
 * @param state of the membership
 * @param profile empty once erased
 * @param email the login's address, or where the invitation went; empty once erased or late
 * @param version grows with each change
 * @param createdMs Unix epoch ms UTC
 * @param changedMs Unix epoch ms UTC
 * @param endedMs Unix epoch ms UTC; empty while a member
 */
public record PersonRow(
    long number,
    long personRef,
    long companyRef,
    OptionalLong accountRef,
    Role role,
    PersonState state,
    Optional<Profile> profile,
    Optional<String> email,
    long version,
    long createdMs,
    long changedMs,
    OptionalLong endedMs) {

  @Override
  public String toString() {
    return "PersonRow[number=" + number + ", role=" + role + ", state=" + state + "]";
  }
}

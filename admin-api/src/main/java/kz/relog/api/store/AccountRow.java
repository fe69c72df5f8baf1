package kz.relog.api.store;

import java.util.Optional;

/**
 * A login. Immutable; its text form leaves out all of it.
 *
 * @param accountRef the account
 * @param email its address; empty once erased
 * @param password the hash with its parameters; empty for a driver who set none
 */
public record AccountRow(long accountRef, Optional<String> email, Optional<String> password) {

  @Override
  public String toString() {
    return "AccountRow";
  }
}

package kz.relog.api.store;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.relog.api.access.Scope;

/**
 * A machine's token. Immutable; its text form leaves out whose.
 *
 * @param number place in lists
 * @param tokenRef the token
 * @param companyRef the company it reads and writes for
 * @param madeBy the person who made it
 * @param scopes what it may be used for
 * @param name what the company calls it; empty once erased
 * @param createdMs Unix epoch ms UTC
 * @param usedMs Unix epoch ms UTC, to the minute; empty before the first use
 * @param expiresMs Unix epoch ms UTC
 */
public record ApiTokenRow(
    long number,
    long tokenRef,
    long companyRef,
    long madeBy,
    Set<Scope> scopes,
    Optional<String> name,
    long createdMs,
    OptionalLong usedMs,
    long expiresMs) {

  /** Copies the scopes. */
  public ApiTokenRow {
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "ApiTokenRow[number=" + number + ", scopes=" + scopes + "]";
  }
}

package kz.relog.api.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who makes a request. Immutable.
 *
 * @param role the caller's
 * @param companyRef the company; 0 for the operator
 * @param personRef the person in that company, who is also the subject of own data; 0 for the
 *     operator and for a machine's token
 * @param sessionRef the session or API token, so that it can be ended; 0 for the operator's token
 * @param standing how far the person has come
 * @param scopes what the token may be used for
 */
public record Caller(
    Role role,
    long companyRef,
    long personRef,
    long sessionRef,
    Standing standing,
    Set<Scope> scopes) {

  /** Copies the scopes. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** The bearer of the installation's token. */
  public static Caller operator() {
    return new Caller(Role.OPERATOR, 0, 0, 0, Standing.FULL, EnumSet.allOf(Scope.class));
  }
}

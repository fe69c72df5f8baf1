package kz.relog.api.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an operation asks of its caller. An operation cannot be bound without one: nothing is open
 * by omission.
 *
 * @param isOpen whether no login is needed
 * @param roles who may call
 * @param standing the least standing
 * @param scope what a token must be for
 * @param isAfterEnd whether it is for people whose membership has ended, too
 */
public record Access(
    boolean isOpen, Set<Role> roles, Standing standing, Scope scope, boolean isAfterEnd) {

  /** Copies the roles. */
  public Access {
    roles = Set.copyOf(roles);
  }

  /** Whoever comes. */
  public static Access open() {
    return new Access(true, Set.of(), Standing.PENDING, Scope.FLEET_READ, true);
  }

  /** Callers of these roles with a session, or with a token for this. */
  public static Access of(Scope scope, Role first, Role... others) {
    return new Access(false, EnumSet.of(first, others), Standing.FULL, scope, false);
  }

  /** Any person's own session, at whatever standing: to read the documents, to leave. */
  public static Access self() {
    return new Access(
        false,
        EnumSet.complementOf(EnumSet.of(Role.OPERATOR)),
        Standing.PENDING,
        Scope.PEOPLE,
        false);
  }

  /** The same for less standing. */
  public Access from(Standing least) {
    return new Access(isOpen, roles, least, scope, isAfterEnd);
  }

  /** The same, also for people whose membership has ended: what is theirs stays in their reach. */
  public Access alsoAfterEnd() {
    return new Access(isOpen, roles, standing, scope, true);
  }

  /** Whether a caller may. */
  public boolean allows(Caller caller) {
    return isOpen
        || (roles.contains(caller.role())
            && isFarEnough(caller.standing())
            && caller.scopes().contains(scope));
  }

  private boolean isFarEnough(Standing has) {
    return has == Standing.ENDED ? isAfterEnd : has.compareTo(standing) >= 0;
  }

  /** What a caller that is not allowed is told. */
  public String whyNot(Caller caller) {
    if (!roles.contains(caller.role())) {
      String allowed =
          roles.stream()
              .sorted()
              .map(role -> role.name().toLowerCase(Locale.ROOT))
              .toList()
              .toString();
      return "This is for " + allowed + ".";
    }
    if (!caller.scopes().contains(scope)) {
      return "This token has no scope " + scope.name().toLowerCase(Locale.ROOT) + ".";
    }
    return switch (caller.standing()) {
      case ENDED -> "The membership has ended: own data can be read, taken along and erased.";
      case BLOCKED ->
          "Your data is blocked for its erasure. What you can still do: take it along with POST"
              + " /v1/me/exports, and look on at GET /v1/me/erasures.";
      case PENDING -> "Verify the e-mail address or accept the invitation first.";
      case DOCUMENTS_DUE, FULL ->
          "Accept the documents in force first; GET /v1/documents lists them.";
    };
  }
}

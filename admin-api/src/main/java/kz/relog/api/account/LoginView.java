package kz.relog.api.account;

import java.util.Locale;
import java.util.Optional;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.PersonRow;
import org.jspecify.annotations.Nullable;

/**
 * A session just opened, as JSON: the only answer that ever holds its token.
 *
 * @param token null when it went out as a cookie
 */
record LoginView(
    @Nullable String token,
    String session,
    String person,
    String company,
    @Nullable String companyName,
    String role,
    String standing,
    long idleSeconds,
    @Nullable String expiresAt) {

  static LoginView of(
      Sessions.Opened opened,
      boolean asCookie,
      PersonRow person,
      Standing standing,
      Optional<String> companyName) {
    return new LoginView(
        asCookie ? null : opened.token(),
        Refs.text(opened.row().sessionRef()),
        Refs.text(person.personRef()),
        Refs.text(person.companyRef()),
        companyName.orElse(null),
        person.role().name().toLowerCase(Locale.ROOT),
        standing.name().toLowerCase(Locale.ROOT),
        opened.row().idleMs() / 1000,
        Json.time(opened.row().expiresMs()));
  }

  @Override
  public String toString() {
    return "LoginView";
  }
}

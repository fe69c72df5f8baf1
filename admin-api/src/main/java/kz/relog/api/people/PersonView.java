package kz.relog.api.people;

import java.util.Locale;
import java.util.Optional;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;
import org.jspecify.annotations.Nullable;

/** A person as JSON; the texts are null once erased. */
record PersonView(
    String id,
    String role,
    String state,
    String standing,
    @Nullable String location,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String createdAt,
    @Nullable String changedAt,
    @Nullable String endedAt) {

  static PersonView of(PersonRow row, Standing standing) {
    return of(row, standing, Optional.empty());
  }

  /**
   * With whether anything of where a driver is is recorded now; empty for who does not drive. Never
   * why not: a private trip, a pause and a withdrawal look the same.
   */
  static PersonView of(PersonRow row, Standing standing, Optional<Boolean> location) {
    return new PersonView(
        Refs.text(row.personRef()),
        word(row.role()),
        row.profile().isEmpty() ? "erased" : word(row.state()),
        word(standing),
        location.map(on -> on ? "on" : "off").orElse(null),
        row.profile().map(Profile::firstName).orElse(null),
        row.profile().map(Profile::lastName).orElse(null),
        row.email().orElse(null),
        row.profile().flatMap(Profile::phone).orElse(null),
        Json.time(row.createdMs()),
        Json.time(row.changedMs()),
        row.endedMs().isPresent() ? Json.time(row.endedMs().getAsLong()) : null);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "PersonView";
  }
}

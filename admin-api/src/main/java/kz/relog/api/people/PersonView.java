package kz.relog.api.people;

import java.util.Locale;
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
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String createdAt,
    @Nullable String changedAt,
    @Nullable String endedAt) {

  static PersonView of(PersonRow row, Standing standing) {
    return new PersonView(
        Refs.text(row.personRef()),
        word(row.role()),
        row.profile().isEmpty() ? "erased" : word(row.state()),
        word(standing),
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

package kz.relog.api.export;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRow;
import kz.relog.api.store.Profile;

/** Who the person is here: names, address, phone, the company and the role in it. */
final class ProfilePart implements PackagePart {
  private final AdminStore store;

  ProfilePart(AdminStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public Set<String> tables() {
    return Set.of("person", "account");
  }

  @Override
  public void write(Subject subject, PackageOut out) throws IOException {
    PersonRow row =
        store
            .people()
            .find(subject.companyRef(), subject.personRef())
            .filter(person -> person.profile().isPresent())
            .orElseThrow(PackageOut.EndedException::new);
    Profile profile = row.profile().orElseThrow();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", Refs.text(row.personRef()));
    view.put("firstName", profile.firstName());
    view.put("lastName", profile.lastName());
    view.put("email", row.email().orElse(null));
    view.put("phone", profile.phone().orElse(null));
    view.put("company", Refs.text(row.companyRef()));
    view.put("companyName", companyName(row.companyRef()));
    view.put("role", row.role().name().toLowerCase(Locale.ROOT));
    view.put("state", row.state().name().toLowerCase(Locale.ROOT));
    view.put("createdAt", Json.time(row.createdMs()));
    view.put("changedAt", Json.time(row.changedMs()));
    view.put("endedAt", row.endedMs().isPresent() ? Json.time(row.endedMs().getAsLong()) : null);
    view.put(
        "endedReason", store.people().endedReason(row.companyRef(), row.personRef()).orElse(null));
    out.json("profile/profile.json", view);
    out.step();
  }

  private String companyName(long companyRef) {
    return store.companies().find(companyRef).flatMap(CompanyRow::name).orElse("");
  }
}

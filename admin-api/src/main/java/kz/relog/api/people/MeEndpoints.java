package kz.relog.api.people;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.account.Sessions;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.AdminStore;
import kz.relog.api.store.CompanyRow;
import kz.relog.api.store.PersonRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me}: a person sees and rectifies what is known about them. Any thread. */
public final class MeEndpoints {
  private static final String PATH = "/v1/me";

  private final AdminStore store;
  private final Sessions sessions;

  /** Endpoints over these records. */
  public MeEndpoints(AdminStore store, Sessions sessions) {
    this.store = store;
    this.sessions = sessions;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, Access.self(), this::show));
  }

  private record CompanyView(String id, @Nullable String name, String country, String timeZone) {
    static CompanyView of(CompanyRow row) {
      return new CompanyView(
          Refs.text(row.companyRef()), row.name().orElse(null), row.country(), row.timeZone());
    }
  }

  private record MeView(PersonView person, CompanyView company) {}

  private HttpResponse show(Call call) {
    call.withoutQuery().accepted(MediaType.JSON);
    return shown(self(call.caller()));
  }

  private HttpResponse shown(PersonRow row) {
    Optional<CompanyRow> company = store.companies().find(row.companyRef());
    return Answers.tagged(
        HttpStatus.OK,
        Call.etag(row.version()),
        new MeView(
            PersonView.of(row, sessions.standing(row)), CompanyView.of(company.orElseThrow())));
  }

  private PersonRow self(Caller caller) {
    return store
        .people()
        .find(caller.companyRef(), caller.personRef())
        .orElseThrow(() -> Problem.notFound("There is no such person.").toException());
  }
}

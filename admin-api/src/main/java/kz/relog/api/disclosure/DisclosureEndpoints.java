package kz.relog.api.disclosure;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import kz.relog.api.access.Access;
import kz.relog.api.access.Role;
import kz.relog.api.access.Scope;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.store.DisclosureRecords;
import kz.relog.api.store.DisclosureRow;
import kz.relog.api.store.DisclosureRow.Recipient;
import org.jspecify.annotations.Nullable;

/** The register of disclosures, for who answers for it and for the person. Any thread. */
public final class DisclosureEndpoints {
  private final DisclosureRecords records;

  /** Endpoints over these records. */
  public DisclosureEndpoints(DisclosureRecords records) {
    this.records = records;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/disclosures", Access.of(Scope.PEOPLE, Role.OWNER, Role.AUDITOR), this::list),
        Endpoint.get("/v1/me/disclosures", Access.self().alsoAfterEnd(), this::own));
  }

  private record DisclosureView(
      String id,
      String kind,
      String source,
      String subject,
      String recipient,
      String purpose,
      String basis,
      List<String> categories,
      @Nullable String by,
      @Nullable String firstAt,
      @Nullable String lastAt,
      long times) {
    static DisclosureView of(DisclosureRow row) {
      return new DisclosureView(
          Refs.text(row.disclosureRef()),
          row.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          Refs.text(row.sourceRef()),
          Refs.text(row.subjectRef()),
          recipient(row),
          row.purpose(),
          row.basis(),
          row.categories(),
          row.byRef() == 0 ? null : Refs.text(row.byRef()),
          Json.time(row.firstMs()),
          Json.time(row.lastMs()),
          row.times());
    }

    private static String recipient(DisclosureRow row) {
      return switch (row.kind()) {
        case SHARE_LINK -> "customer at stop";
        case MACHINE_EXPORT, LAWFUL_REQUEST -> row.recipient().map(Recipient::name).orElse("");
      };
    }

    @Override
    public String toString() {
      return "DisclosureView[" + kind + "]";
    }
  }

  private HttpResponse list(Call call) {
    long companyRef = call.caller().companyRef();
    return page(call, (after, limit) -> records.list(companyRef, after, limit));
  }

  private HttpResponse own(Call call) {
    long companyRef = call.caller().companyRef();
    long personRef = call.caller().personRef();
    return page(call, (after, limit) -> records.listOf(companyRef, personRef, after, limit));
  }

  private static HttpResponse page(Call call, BiFunction<Long, Integer, List<DisclosureRow>> rows) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    return Answers.ok(
        Page.of(rows.apply(after, limit + 1), limit, DisclosureRow::number)
            .map(DisclosureView::of));
  }
}

package kz.relog.api.receipt;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Page;
import kz.relog.api.call.Query;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.Problem;
import kz.relog.api.store.ReceiptRecords;
import kz.relog.api.store.ReceiptRow;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/receipts} and the key to verify them with. Any thread. */
public final class ReceiptEndpoints {
  private final ReceiptRecords records;
  private final Receipts receipts;

  /** Endpoints over these receipts. */
  public ReceiptEndpoints(ReceiptRecords records, Receipts receipts) {
    this.records = records;
    this.receipts = receipts;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access self = Access.self().from(Standing.DOCUMENTS_DUE).alsoAfterEnd();
    return List.of(
        Endpoint.get("/v1/me/receipts", self, this::list),
        Endpoint.get("/v1/me/receipts/{id}", self, this::show),
        Endpoint.get("/v1/receipts/key", Access.open(), this::key));
  }

  private record View(String id, String event, @Nullable String at) {}

  private record KeyView(String id, String algorithm, String pem) {}

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    Query query = call.query();
    int limit = query.number("limit", 1, Page.LIMIT_MAX, Page.LIMIT_DEFAULT);
    long after = query.cursor();
    query.finish();
    Caller caller = call.caller();
    List<ReceiptRow> rows =
        records.ofPerson(caller.companyRef(), caller.personRef(), after, limit + 1);
    return Answers.ok(
        Page.of(rows, limit, ReceiptRow::number)
            .map(
                row ->
                    new View(
                        Refs.text(row.receiptRef()),
                        row.event().toLowerCase(Locale.ROOT),
                        Json.time(row.createdMs()))));
  }

  private HttpResponse show(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    Caller caller = call.caller();
    String receipt =
        records
            .find(caller.companyRef(), caller.personRef(), call.ref("receipt"))
            .orElseThrow(() -> Problem.notFound("You have no such receipt.").toException());
    // Byte for byte what was signed.
    return Answers.bytes(HttpStatus.OK, MediaType.JSON, receipt.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse key(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    ReceiptKey key = receipts.key();
    return Answers.ok(new KeyView(key.id(), ReceiptKey.ALGORITHM, key.pem()));
  }
}

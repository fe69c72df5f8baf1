package kz.relog.api.document;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Access;
import kz.relog.api.access.Caller;
import kz.relog.api.access.Standing;
import kz.relog.api.audit.AuditAction;
import kz.relog.api.audit.AuditEntry;
import kz.relog.api.audit.AuditLog;
import kz.relog.api.audit.ObjectKind;
import kz.relog.api.call.Answers;
import kz.relog.api.call.Body;
import kz.relog.api.call.Call;
import kz.relog.api.call.Endpoint;
import kz.relog.api.call.Json;
import kz.relog.api.call.Refs;
import kz.relog.api.problem.FieldError;
import kz.relog.api.problem.Problem;
import kz.relog.api.receipt.ReceiptEvent;
import kz.relog.api.receipt.ReceiptIssuer;
import kz.relog.api.store.AcceptanceRow;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;
import kz.relog.api.store.DocumentText;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/acceptances}: what a person accepted, and has yet to. Any thread. */
public final class AcceptanceEndpoints {
  private final Documents documents;
  private final DocumentStanding standing;
  private final DocumentRecords records;
  private final ReceiptIssuer receipts;
  private final AuditLog audit;

  /** Endpoints over these documents. */
  public AcceptanceEndpoints(
      Documents documents, DocumentRecords records, ReceiptIssuer receipts, AuditLog audit) {
    this.documents = documents;
    this.standing = new DocumentStanding(documents, records);
    this.records = records;
    this.receipts = receipts;
    this.audit = audit;
  }

  /** All of them. */
  public List<Endpoint> endpoints() {
    Access self = Access.self().from(Standing.DOCUMENTS_DUE);
    return List.of(
        Endpoint.get("/v1/me/acceptances", self, this::list),
        Endpoint.post("/v1/me/acceptances", self, this::accept));
  }

  private record View(
      String document, String kind, String language, @Nullable String acceptedAt, String receipt) {
    static View of(AcceptanceRow row) {
      return new View(
          Refs.text(row.documentRef()),
          DocumentKind.valueOf(row.kind()).word(),
          row.language(),
          Json.time(row.acceptedMs()),
          Refs.text(row.receiptRef()));
    }
  }

  private record Listing(List<View> items, List<DocumentView> due) {}

  private HttpResponse list(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    Caller caller = call.caller();
    return Answers.ok(
        new Listing(
            records.accepted(caller.companyRef(), caller.personRef()).stream()
                .map(View::of)
                .toList(),
            standing.due(caller.companyRef(), caller.personRef()).stream()
                .map(row -> DocumentView.of(row, records.texts(row.documentRef()), documents))
                .toList()));
  }

  private HttpResponse accept(Call call) {
    call.accepted(MediaType.JSON);
    call.withoutQuery();
    Body body = call.json();
    long documentRef = body.refOrNull("document").orElse(0);
    if (body.isAbsent("hash")) {
      body.wrong("hash", "the hash of the text that was read, and it must be there");
    }
    Optional<String> hash = body.hash("hash");
    body.finish();
    DocumentRow row =
        records
            .find(documentRef)
            .orElseThrow(() -> Problem.notFound("There is no such document.").toException());
    refuseUnlessInForce(row);
    DocumentText text = read(row, hash.orElse(""));
    Caller caller = call.caller();
    Optional<AcceptanceRow> before = find(caller, documentRef);
    if (before.isPresent()) {
      return Answers.ok(View.of(before.get()));
    }
    long nowMs = documents.nowMs();
    records.together(() -> write(caller, row, text, nowMs));
    audit.record(
        AuditEntry.by(caller, AuditAction.DOCUMENT_ACCEPTED)
            .on(ObjectKind.DOCUMENT, documentRef)
            .about(caller.personRef())
            .from(call.peer()));
    return Answers.json(HttpStatus.CREATED, View.of(find(caller, documentRef).orElseThrow()));
  }

  /** Receipt and acceptance in one transaction: neither is there without the other. */
  private void write(Caller caller, DocumentRow row, DocumentText text, long nowMs) {
    if (find(caller, row.documentRef()).isPresent()) {
      return;
    }
    long receiptRef =
        receipts.issue(
            new ReceiptEvent(
                caller.companyRef(),
                caller.personRef(),
                ReceiptEvent.State.GIVEN,
                List.of("service"),
                "consent",
                text.hash(),
                nowMs));
    records.accept(
        caller.companyRef(),
        caller.personRef(),
        new AcceptanceRow(
            row.documentRef(), row.kind(), row.number(), text.language(), nowMs, receiptRef));
  }

  private Optional<AcceptanceRow> find(Caller caller, long documentRef) {
    return records.accepted(caller.companyRef(), caller.personRef()).stream()
        .filter(one -> one.documentRef() == documentRef)
        .findFirst();
  }

  private void refuseUnlessInForce(DocumentRow row) {
    Optional<DocumentRow> inForce = documents.inForce(Documents.kindOf(row));
    if (inForce.filter(row::equals).isEmpty()) {
      String what =
          inForce
              .map(
                  one ->
                      "In force is version "
                          + one.version()
                          + ", id "
                          + Refs.text(one.documentRef())
                          + "; read and accept that one.")
              .orElse("No version is in force yet.");
      throw Problem.conflict("This version is not in force. " + what).toException();
    }
  }

  /** The text that the person read, known by its hash. */
  private DocumentText read(DocumentRow row, String hash) {
    return records.texts(row.documentRef()).stream()
        .filter(text -> text.hash().equals(hash))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                        List.of(
                            new FieldError(
                                "/hash",
                                "hash",
                                hash.isEmpty() ? null : hash,
                                "the hash of a text of this version, as GET /v1/documents tells"
                                    + " it")))
                    .toException());
  }
}

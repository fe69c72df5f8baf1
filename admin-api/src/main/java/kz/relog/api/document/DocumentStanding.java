package kz.relog.api.document;

import java.util.List;
import java.util.Optional;
import kz.relog.api.access.Standing;
import kz.relog.api.store.AcceptanceRow;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;

/**
 * Whether a person has accepted what binds: the required documents in force, or earlier versions of
 * them that no material change has replaced since. Any thread; blocks.
 */
public final class DocumentStanding {
  private final Documents documents;
  private final DocumentRecords records;

  /** The rule over these documents. */
  public DocumentStanding(Documents documents, DocumentRecords records) {
    this.documents = documents;
    this.records = records;
  }

  /** The standing of a person who is a member. */
  public Standing of(long companyRef, long personRef) {
    return due(companyRef, personRef).isEmpty() ? Standing.FULL : Standing.DOCUMENTS_DUE;
  }

  /** The versions in force that the person must accept before anything else. */
  List<DocumentRow> due(long companyRef, long personRef) {
    List<AcceptanceRow> accepted = records.accepted(companyRef, personRef);
    return List.of(DocumentKind.values()).stream()
        .filter(DocumentKind::isRequired)
        .map(documents::inForce)
        .flatMap(Optional::stream)
        .filter(row -> !covers(accepted, row))
        .toList();
  }

  private boolean covers(List<AcceptanceRow> accepted, DocumentRow inForce) {
    long latest =
        accepted.stream()
            .filter(one -> one.kind().equals(inForce.kind()))
            .mapToLong(AcceptanceRow::documentNumber)
            .filter(number -> number <= inForce.number())
            .max()
            .orElse(0);
    return latest > 0
        && documents.versions(Documents.kindOf(inForce)).stream()
            .filter(row -> row.number() > latest && row.number() <= inForce.number())
            .allMatch(row -> row.material().isEmpty());
  }
}

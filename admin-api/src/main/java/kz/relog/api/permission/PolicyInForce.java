package kz.relog.api.permission;

import java.util.Optional;
import kz.relog.api.document.DocumentKind;
import kz.relog.api.document.Documents;
import kz.relog.api.store.DocumentRecords;

/** The privacy policy that binds whoever permits something now. Any thread; blocks. */
public final class PolicyInForce {
  private final Documents documents;
  private final DocumentRecords records;

  /** The policy among these documents. */
  public PolicyInForce(Documents documents, DocumentRecords records) {
    this.documents = documents;
    this.records = records;
  }

  /** SHA-256 in hex of the binding text; empty before a policy is in force. */
  public Optional<String> hash() {
    return documents.bindingHash(DocumentKind.PRIVACY_POLICY);
  }

  /** Whether this is the hash of its text in any language. */
  public boolean isText(String hash) {
    return documents
        .inForce(DocumentKind.PRIVACY_POLICY)
        .filter(
            row ->
                records.texts(row.documentRef()).stream()
                    .anyMatch(text -> text.hash().equals(hash)))
        .isPresent();
  }
}

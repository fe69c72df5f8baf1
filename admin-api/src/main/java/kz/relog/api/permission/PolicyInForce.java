package kz.relog.api.permission;

import java.util.Optional;
import kz.relog.api.document.DocumentKind;
import kz.relog.api.document.Documents;
import kz.relog.api.spi.PermissionPurpose;
import kz.relog.api.store.DocumentRow;

/** The privacy policy that binds whoever permits something now. Any thread; blocks. */
public final class PolicyInForce {
  private static final DocumentKind POLICY = DocumentKind.PRIVACY_POLICY;

  private final Documents documents;

  /** The policy among these documents. */
  public PolicyInForce(Documents documents) {
    this.documents = documents;
  }

  /** SHA-256 in hex of the binding text; empty before a policy is in force. */
  public Optional<String> hash() {
    return documents.bindingHash(POLICY);
  }

  /** Whether this is the hash of its text in any language. */
  public boolean isText(String hash) {
    return documents.inForce(POLICY).equals(version(hash)) && version(hash).isPresent();
  }

  /** Whether this is the text of a version that is announced and will be in force. */
  public boolean isAnnounced(String hash) {
    long inForce = documents.inForce(POLICY).map(DocumentRow::number).orElse(0L);
    return version(hash).filter(row -> row.number() > inForce).isPresent();
  }

  /**
   * Whether consent to this text still holds for a purpose: no version that changes the purpose has
   * come into force after it.
   */
  boolean isConsentOf(String hash, PermissionPurpose purpose) {
    Optional<DocumentRow> change = documents.lastChangeOf(POLICY, purpose.word());
    long agreedTo = version(hash).map(DocumentRow::number).orElse(0L);
    return change.isEmpty() || agreedTo >= change.get().number();
  }

  /** The newest version in force that changed any purpose; 0 for none. */
  long lastChange() {
    long last = 0;
    for (PermissionPurpose purpose : PermissionPurpose.values()) {
      long number =
          documents.lastChangeOf(POLICY, purpose.word()).map(DocumentRow::number).orElse(0L);
      last = Math.max(last, number);
    }
    return last;
  }

  private Optional<DocumentRow> version(String hash) {
    return documents.ofText(POLICY, hash);
  }
}

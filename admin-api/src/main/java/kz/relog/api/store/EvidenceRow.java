package kz.relog.api.store;

import java.util.OptionalLong;
import kz.relog.api.spi.PermissionPurpose;

/**
 * On what ground a purpose is permitted. Immutable; its text form leaves out whom it is about.
 *
 * @param number of the evidence; 0 before it is written
 * @param purpose what for
 * @param basis why it is lawful
 * @param document SHA-256 in hex of the text that the person saw
 * @param assessedDay of a basis other than consent, as 2026-03-02; empty text with consent
 * @param assessment of a basis other than consent; empty text with consent, or once erased
 * @param toldRef the record that the person was told; empty with consent
 * @param byPersonRef who wrote it: the person, or the owner
 * @param atMs Unix epoch ms UTC
 * @param receiptRef the receipt; empty before it is made
 */
public record EvidenceRow(
    long number,
    PermissionPurpose purpose,
    Basis basis,
    String document,
    String assessedDay,
    String assessment,
    OptionalLong toldRef,
    long byPersonRef,
    long atMs,
    OptionalLong receiptRef) {

  /** Evidence of consent, not yet written. */
  public static EvidenceRow consent(
      PermissionPurpose purpose, String document, long personRef, long atMs) {
    return new EvidenceRow(
        0,
        purpose,
        Basis.CONSENT,
        document,
        "",
        "",
        OptionalLong.empty(),
        personRef,
        atMs,
        OptionalLong.empty());
  }

  @Override
  public String toString() {
    return "EvidenceRow[" + purpose + ", " + basis + "]";
  }
}

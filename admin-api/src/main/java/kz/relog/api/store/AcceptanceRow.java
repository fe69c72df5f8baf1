package kz.relog.api.store;

/**
 * That a person accepted a version of a document.
 *
 * @param documentRef the version
 * @param kind its kind
 * @param documentNumber its number; later ones are greater
 * @param language in which it was read
 * @param acceptedMs Unix epoch ms UTC
 * @param receiptRef the receipt
 */
public record AcceptanceRow(
    long documentRef,
    String kind,
    long documentNumber,
    String language,
    long acceptedMs,
    long receiptRef) {}

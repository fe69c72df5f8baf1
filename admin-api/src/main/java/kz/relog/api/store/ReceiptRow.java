package kz.relog.api.store;

/**
 * A receipt without its content.
 *
 * @param number its place, growing
 * @param receiptRef names it
 * @param event what it is a receipt of
 * @param createdMs Unix epoch ms UTC
 */
public record ReceiptRow(long number, long receiptRef, String event, long createdMs) {}

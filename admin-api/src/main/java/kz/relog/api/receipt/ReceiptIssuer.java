package kz.relog.api.receipt;

/** Where everybody who changes what a person agreed to gets the receipt. Any thread; blocks. */
@FunctionalInterface
public interface ReceiptIssuer {

  /**
   * Makes, signs and keeps a receipt for the person.
   *
   * @return its reference
   */
  long issue(ReceiptEvent event);
}

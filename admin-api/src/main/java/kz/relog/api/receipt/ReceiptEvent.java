package kz.relog.api.receipt;

import java.util.List;
import java.util.Locale;

/**
 * What a receipt is given for. Immutable.
 *
 * @param companyRef the company
 * @param personRef the person
 * @param state what the person's decision is after it
 * @param purposes words such as {@code plan-fact}; {@code service} for a document's acceptance
 * @param basis the lawful basis, such as {@code consent}
 * @param documentHash SHA-256 in hex of the text that the person saw
 * @param atMs when, Unix epoch ms UTC
 */
public record ReceiptEvent(
    long companyRef,
    long personRef,
    State state,
    List<String> purposes,
    String basis,
    String documentHash,
    long atMs) {

  /** The states of consent. */
  public enum State {
    /** Given, and in force. */
    GIVEN,
    /** Taken back. */
    WITHDRAWN,
    /** Not now, until the person resumes it. */
    PAUSED,
    /** No consent is asked for: the person was told of another lawful basis. */
    INFORMED,
    /** The person objected to another lawful basis. */
    OBJECTED;

    /** As receipts write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public ReceiptEvent {
    purposes = List.copyOf(purposes);
  }
}

package kz.relog.api.store;

import java.util.List;
import java.util.Optional;
import kz.relog.api.store.DisclosureRow.Recipient;

/**
 * What the law asks for. Immutable; its text form leaves out who and what.
 *
 * @param number place in the list; 0 before it is stored
 * @param requestRef names it
 * @param companyRef whose
 * @param subjectRef about whom
 * @param basis why it is allowed, one word
 * @param categories what, one word each
 * @param fromMs Unix epoch ms UTC, inclusive
 * @param toMs exclusive
 * @param recipient who asks; empty when the company's key is gone
 * @param reference the number of the order or letter; empty when the person was erased
 * @param reason why it was refused; empty when it was not, or the person was erased
 * @param state how far it is
 * @param askedBy the owner who entered it
 * @param askedMs Unix epoch ms UTC
 * @param decidedBy the other person; 0 before
 * @param decidedMs Unix epoch ms UTC; 0 before
 * @param handedMs Unix epoch ms UTC; 0 before
 */
public record LawfulRequestRow(
    long number,
    long requestRef,
    long companyRef,
    long subjectRef,
    String basis,
    List<String> categories,
    long fromMs,
    long toMs,
    Optional<Recipient> recipient,
    Optional<String> reference,
    Optional<String> reason,
    State state,
    long askedBy,
    long askedMs,
    long decidedBy,
    long decidedMs,
    long handedMs) {

  /** How far a request is. */
  public enum State {
    /** Entered by one person. */
    ASKED,
    /** Released by another one. */
    RELEASED,
    /** Refused with a reason. */
    REFUSED,
    /** Its package was fetched. */
    HANDED_OVER
  }

  /** Copies the list. */
  public LawfulRequestRow {
    categories = List.copyOf(categories);
  }

  @Override
  public String toString() {
    return "LawfulRequestRow[" + state + "]";
  }
}

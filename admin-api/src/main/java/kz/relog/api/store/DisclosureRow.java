package kz.relog.api.store;

import java.util.List;
import java.util.Optional;

/**
 * Something that was handed to somebody outside of the company. Immutable; its text form leaves out
 * the recipient.
 *
 * @param number place in the register; 0 before it is stored
 * @param disclosureRef names it
 * @param companyRef whose
 * @param kind the way it went
 * @param sourceRef the link, the token or the request
 * @param subjectRef whose data
 * @param purpose what for, one word
 * @param basis why that is allowed, one word
 * @param categories what, one word each
 * @param recipient to whom, where the kind does not tell; empty also when the company's key is gone
 * @param byRef the person who did it; 0 for the operator and for a machine
 * @param firstMs Unix epoch ms UTC
 * @param lastMs Unix epoch ms UTC, to the minute
 * @param times how often
 */
public record DisclosureRow(
    long number,
    long disclosureRef,
    long companyRef,
    Kind kind,
    long sourceRef,
    long subjectRef,
    String purpose,
    String basis,
    List<String> categories,
    Optional<Recipient> recipient,
    long byRef,
    long firstMs,
    long lastMs,
    long times) {

  /** The ways out of a company. */
  public enum Kind {
    /** A customer's link was looked at. */
    SHARE_LINK,
    /** A machine read it with a token of the company. */
    MACHINE_EXPORT,
    /** The law asked for it. */
    LAWFUL_REQUEST
  }

  /**
   * Who got it.
   *
   * @param name of the authority, or of the token
   * @param address where it can be told something; empty when none was given
   */
  public record Recipient(String name, Optional<String> address) {
    @Override
    public String toString() {
      return "Recipient";
    }
  }

  /** The same with a recipient. */
  DisclosureRow to(Optional<Recipient> who) {
    return new DisclosureRow(
        number,
        disclosureRef,
        companyRef,
        kind,
        sourceRef,
        subjectRef,
        purpose,
        basis,
        categories,
        who,
        byRef,
        firstMs,
        lastMs,
        times);
  }

  /** Copies the list. */
  public DisclosureRow {
    categories = List.copyOf(categories);
  }

  @Override
  public String toString() {
    return "DisclosureRow[" + kind + "]";
  }
}

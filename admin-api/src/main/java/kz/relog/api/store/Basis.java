package kz.relog.api.store;

import java.util.Arrays;
import java.util.Optional;

/** Why it is lawful to use a person's data for a purpose. */
public enum Basis {
  /** The person agreed, and may withdraw at any time. */
  CONSENT("consent"),
  /** A contract with the person needs it. */
  CONTRACT("contract"),
  /** A law demands it. */
  LEGAL_OBLIGATION("legal-obligation"),
  /** An interest of the company that outweighs that of the person; assessed and dated. */
  LEGITIMATE_INTEREST("legitimate-interest");

  private final String word;

  Basis(String word) {
    this.word = word;
  }

  /** Its name in the API and in the records. */
  public String word() {
    return word;
  }

  /** The basis of this name. */
  public static Optional<Basis> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}

package kz.relog.api.receipt;

/** Tells who answers for the data of a company's people. Any thread; may block. */
@FunctionalInterface
public interface Parties {

  /** Companies are known by their references alone. */
  Parties UNNAMED = companyRef -> new Party("", "", "KZ");

  /** The company of this reference. */
  Party find(long companyRef);

  /**
   * Who answers for data.
   *
   * @param name the company's; empty when unknown
   * @param bin its business identification number; empty when unknown
   * @param country ISO 3166 code of its jurisdiction
   */
  record Party(String name, String bin, String country) {}
}

package kz.relog.api.store;

import java.util.Optional;

/**
 * A company. Immutable; its text form leaves out which.
 *
 * @param companyRef the company
 * @param name empty once erased
 * @param bin its business identification number; empty once erased
 * @param country ISO 3166 alpha-2
 * @param timeZone IANA name; its days begin there
 * @param verified whether an owner has verified the e-mail address
 * @param createdMs Unix epoch ms UTC
 * @param version grows with each change
 */
public record CompanyRow(
    long companyRef,
    Optional<String> name,
    Optional<String> bin,
    String country,
    String timeZone,
    boolean verified,
    long createdMs,
    long version) {

  @Override
  public String toString() {
    return "CompanyRow[country=" + country + "]";
  }
}

package kz.relog.api.notice;

import java.util.Map;
import java.util.Optional;

/**
 * Something to tell a person. Immutable; begin with a factory and add what applies.
 *
 * @param companyRef the person's company; 0 without one
 * @param personRef the person whose list shows it; 0 for nobody's
 * @param sealRef under whose key the content is sealed: the person, the account, or a reference
 *     made for this notice alone
 * @param address where to; empty to take the person's own when it is sent
 * @param template what
 * @param values the template's values
 * @param language in which; empty for the person's own
 * @param aboutRef the thing it is about, such as a document, for counting; 0 for none
 * @param isForgottenOnDelivery whether content and address go as soon as it is sent
 */
public record Notice(
    long companyRef,
    long personRef,
    long sealRef,
    Optional<String> address,
    Template template,
    Map<String, String> values,
    Optional<Language> language,
    long aboutRef,
    boolean isForgottenOnDelivery) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when they are not those of the template
   */
  public Notice {
    values = Map.copyOf(values);
    if (!values.keySet().equals(template.fields())) {
      throw new IllegalArgumentException(template + " has the values " + template.fields());
    }
    if (personRef == 0 && address.isEmpty()) {
      throw new IllegalArgumentException("a notice goes to a person or to an address");
    }
  }

  /** To a person of a company: into the list, and by mail to the person's own address. */
  public static Notice to(
      long companyRef, long personRef, Template template, Map<String, String> values) {
    return new Notice(
        companyRef,
        personRef,
        personRef,
        Optional.empty(),
        template,
        values,
        Optional.empty(),
        0,
        false);
  }

  /** To an address, sealed under the key of whom it belongs to. */
  public static Notice toAddress(
      long sealRef, String address, Template template, Map<String, String> values) {
    return new Notice(
        0, 0, sealRef, Optional.of(address), template, values, Optional.empty(), 0, false);
  }

  /** The same in this language. */
  public Notice in(Language wanted) {
    return new Notice(
        companyRef,
        personRef,
        sealRef,
        address,
        template,
        values,
        Optional.of(wanted),
        aboutRef,
        isForgottenOnDelivery);
  }

  /** The same, counted for this thing. */
  public Notice about(long ref) {
    return new Notice(
        companyRef,
        personRef,
        sealRef,
        address,
        template,
        values,
        language,
        ref,
        isForgottenOnDelivery);
  }

  /** The same, forgotten as soon as it is sent. */
  public Notice forgottenOnDelivery() {
    return new Notice(
        companyRef, personRef, sealRef, address, template, values, language, aboutRef, true);
  }

  /** Leaves out address and values. */
  @Override
  public String toString() {
    return "Notice[" + template + "]";
  }
}

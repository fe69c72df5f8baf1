package kz.relog.api.store;

import java.util.Set;

/**
 * A version of a document, without its texts. Times are Unix epoch ms UTC.
 *
 * @param number grows with each version
 * @param documentRef names it
 * @param kind such as {@code PRIVACY_POLICY}
 * @param version as its publisher calls it
 * @param material purposes that it changes, so that it must be accepted anew; none for wording
 * @param isInstalled whether it came with the program
 * @param publishedMs when
 * @param effectiveMs from when it binds, until the next one of its kind does
 * @param announcedNumber people up to this number have their notice
 */
public record DocumentRow(
    long number,
    long documentRef,
    String kind,
    String version,
    Set<String> material,
    boolean isInstalled,
    long publishedMs,
    long effectiveMs,
    long announcedNumber) {

  /** Copies the set. */
  public DocumentRow {
    material = Set.copyOf(material);
  }
}

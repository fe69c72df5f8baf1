package kz.relog.api.receipt;

import java.util.List;
import java.util.Map;

/**
 * What a purpose means for a person's data, as each receipt tells it. Immutable.
 *
 * @param description one sentence
 * @param data categories of data
 * @param processing what is done with it
 * @param term how long it is kept
 * @param thirdParties who else gets it
 * @param crossBorder whether it leaves the country
 */
record PurposeTerms(
    String description,
    List<String> data,
    List<String> processing,
    String term,
    List<String> thirdParties,
    boolean crossBorder) {

  private static final List<String> STORED = List.of("collection", "storage", "use", "erasure");

  private static final Map<String, PurposeTerms> ALL =
      Map.of(
          "service",
              new PurposeTerms(
                  "To have an account and use the service.",
                  List.of("first name", "last name", "e-mail address", "phone number"),
                  List.of("collection", "storage", "rectification", "use", "erasure"),
                  "while the account is active",
                  List.of(),
                  false),
          "plan-fact",
              new PurposeTerms(
                  "To compare the driven route with its plan.",
                  List.of("location", "speed", "course", "time"),
                  STORED,
                  "until withdrawn; what is stored by then, to the term of the privacy policy",
                  List.of(),
                  false),
          "live-view",
              new PurposeTerms(
                  "To show the dispatcher where the vehicle is now.",
                  List.of("location", "speed", "course", "time"),
                  List.of("collection", "use"),
                  "until withdrawn; only the last position is shown",
                  List.of(),
                  false),
          "customer-view",
              new PurposeTerms(
                  "To show the customer who waits when the goods arrive.",
                  List.of("location", "time"),
                  List.of("collection", "use", "provision"),
                  "until withdrawn; only the last position is shown, until the stop is left",
                  List.of("the customer of the stop that is driven to"),
                  false),
          "camera-gallery",
              new PurposeTerms(
                  "To attach pictures and files to a delivery.",
                  List.of("pictures", "files"),
                  STORED,
                  "until withdrawn; what is stored by then, to the term of the privacy policy",
                  List.of(),
                  false),
          "marketing",
              new PurposeTerms(
                  "To send news and offers of the service by mail.",
                  List.of("e-mail address"),
                  List.of("use"),
                  "until withdrawn",
                  List.of(),
                  false),
          "transfer-abroad",
              new PurposeTerms(
                  "To hand data to a recipient in another country.",
                  List.of("first name", "last name", "location", "time"),
                  List.of("provision", "cross-border transfer"),
                  "until withdrawn",
                  List.of("recipients in other countries, each named in the list of disclosures"),
                  true));

  /** The terms of a purpose. */
  static PurposeTerms of(String word) {
    PurposeTerms terms = ALL.get(word);
    if (terms == null) {
      throw new IllegalArgumentException("no purpose is called " + word);
    }
    return terms;
  }
}

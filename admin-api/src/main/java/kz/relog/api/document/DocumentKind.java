package kz.relog.api.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of documents. */
public enum DocumentKind {
  /** What is done with personal data. */
  PRIVACY_POLICY(true),
  /** The terms of use. */
  USER_AGREEMENT(true),
  /** What a driver reads before permitting positions; accepting it permits nothing by itself. */
  CONSENT_GEOLOCATION(false);

  private final boolean isRequired;

  DocumentKind(boolean isRequired) {
    this.isRequired = isRequired;
  }

  /** Whether nobody uses the service without accepting it. */
  public boolean isRequired() {
    return isRequired;
  }

  /** As the API writes it: {@code privacy-policy}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this word. */
  static Optional<DocumentKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** All words. */
  static List<String> words() {
    return Arrays.stream(values()).map(DocumentKind::word).toList();
  }
}

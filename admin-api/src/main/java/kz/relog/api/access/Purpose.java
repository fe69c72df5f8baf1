package kz.relog.api.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What positions are read for. */
public enum Purpose {
  /** To compare plan and fact, and to account for it. */
  PLAN_FACT,
  /** To see where vehicles are now. */
  LIVE_VIEW,
  /** To tell the customer who waits. */
  CUSTOMER_VIEW,
  /** To look into a complaint about what was done with a person's data. */
  AUDIT_OF_COMPLAINT,
  /** A person's own data. */
  OWN_DATA;

  /** All of them as words of the API. */
  public static final List<String> WORDS = Arrays.stream(values()).map(Purpose::word).toList();

  /** Its word in the API and in the audit. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The purpose that a word means. */
  public static Optional<Purpose> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}

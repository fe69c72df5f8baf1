package kz.relog.api.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of documents, notices and pages. */
public enum Language {
  /** English. */
  EN,
  /** Russian: of documents, the text that binds. */
  RU,
  /** Kazakh. */
  KK;

  /** As it is written in the API: {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of a code; empty when it is none of ours. */
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }

  /** All codes. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Language::code).toList();
  }
}

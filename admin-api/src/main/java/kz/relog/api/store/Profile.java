package kz.relog.api.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known about a person beside the e-mail address. Immutable; its text form tells
 * nothing.
 *
 * @param firstName as the person writes it
 * @param lastName as the person writes it
 * @param phone E.164, such as +77011234567; empty when not told
 */
public record Profile(String firstName, String lastName, Optional<String> phone) {

  /** First and last name. */
  public String fullName() {
    return firstName + " " + lastName;
  }

  /** The fields by their names; an absent one is empty text. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("firstName", firstName);
    texts.put("lastName", lastName);
    texts.put("phone", phone.orElse(""));
    return texts;
  }

  static Profile of(Map<String, String> texts) {
    return new Profile(
        texts.getOrDefault("firstName", ""),
        texts.getOrDefault("lastName", ""),
        Optional.of(texts.getOrDefault("phone", "")).filter(phone -> !phone.isEmpty()));
  }

  @Override
  public String toString() {
    return "Profile";
  }
}

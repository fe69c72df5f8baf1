package kz.relog.api.account;

import java.net.IDN;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kz.relog.api.call.Body;
import kz.relog.api.card.CardNumbers;
import kz.relog.api.store.Profile;

/**
 * Reads the fields of people and companies, each in its normal form. What is wrong is told by the
 * body's {@code finish}. Stateless; any thread.
 */
public final class PersonFields {
  private static final Pattern LOCAL_PART = Pattern.compile("[\\w!#$%&'*+/=?^`{|}~.-]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{7,14}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private PersonFields() {}

  /** First name, last name and, if sent, the phone. */
  public static Profile profile(Body body) {
    return new Profile(
        body.needed("firstName", AccountLimits.NAME_CHARS_MAX),
        body.needed("lastName", AccountLimits.NAME_CHARS_MAX),
        phone(body));
  }

  /** A phone in E.164; spaces, hyphens and brackets are let go; empty when absent or wrong. */
  public static Optional<String> phone(Body body) {
    Optional<String> sent =
        body.raw("phone", AccountLimits.PHONE_CHARS_MAX)
            .map(text -> text.replaceAll("[\\s()\\u00a0-]", ""));
    if (sent.isPresent() && !PHONE.matcher(sent.get()).matches()) {
      body.wrong("phone", "a number such as +77011234567: plus, country code, 8 to 15 digits");
      return Optional.empty();
    }
    return sent;
  }

  /** An e-mail address in its normal form, which must be there; empty text when wrong. */
  public static String email(Body body) {
    Optional<String> sent = body.raw("email", AccountLimits.EMAIL_CHARS_MAX);
    Optional<String> normal = sent.flatMap(PersonFields::normalEmail);
    if (normal.filter(text -> !CardNumbers.isIn(text)).isEmpty()) {
      body.wrong("email", "one address such as name@example.kz, at most 254 characters");
    }
    return normal.orElse("");
  }

  /**
   * The one form of an address: lower case, its domain in ASCII. Upper and lower case before the @
   * are taken as the same, as every mail provider of note does.
   */
  static Optional<String> normalEmail(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String local = text.substring(0, at).toLowerCase(Locale.ROOT);
    String domain;
    try {
      domain = IDN.toASCII(text.substring(at + 1)).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notDomain) {
      return Optional.empty();
    }
    String email = local + "@" + domain;
    boolean right =
        LOCAL_PART.matcher(local).matches()
            && !local.startsWith(".")
            && !local.endsWith(".")
            && !local.contains("..")
            && DOMAIN.matcher(domain).matches()
            && email.length() <= AccountLimits.EMAIL_CHARS_MAX;
    return right ? Optional.of(email) : Optional.empty();
  }

  /** A business identification number, which must be there; empty text when wrong. */
  static String bin(Body body) {
    String bin = body.raw("bin", 12).orElse("");
    if (!Bins.isRight(bin)) {
      body.wrong("bin", "the 12 digits of a business identification number, check digit last");
      return "";
    }
    return bin;
  }

  /** A country, which must be there; empty text when wrong. */
  static String country(Body body) {
    String country = body.raw("country", 2).orElse("");
    if (!COUNTRIES.contains(country)) {
      body.wrong("country", "two capital letters of ISO 3166, such as KZ");
      return "";
    }
    return country;
  }

  /** A time zone, which must be there; empty text when wrong. */
  static String timeZone(Body body) {
    if (body.isAbsent("timeZone")) {
      body.wrong("timeZone", "a name of the IANA time zones, and it must be there");
    }
    return body.zone("timeZone").map(ZoneId::getId).orElse("");
  }
}

package kz.relog.api.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer into a feature of a plan document, taken apart.
 *
 * @param index the feature's index, from 0
 * @param rest the pointer below the feature, "" for the feature itself
 */
record FeaturePlace(int index, String rest) {
  private static final Pattern POINTER = Pattern.compile("/features/(\\d{1,6})(/.*)?");

  /** The place that a pointer names; null when it is not in a feature. */
  static @Nullable FeaturePlace of(String pointer) {
    Matcher matcher = POINTER.matcher(pointer);
    if (!matcher.matches()) {
      return null;
    }
    String rest = matcher.group(2);
    return new FeaturePlace(Integer.parseInt(matcher.group(1)), rest == null ? "" : rest);
  }
}

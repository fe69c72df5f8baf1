package kz.relog.api.retain;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How many days each category is kept. Immutable. */
public final class Terms {
  private final Map<Category, Integer> days = new EnumMap<>(Category.class);

  /**
   * The defaults, but for these.
   *
   * @throws IllegalArgumentException for a term below the least or above the most of its category
   */
  public Terms(Map<Category, Integer> otherDays) {
    for (Category category : Category.values()) {
      int term = otherDays.getOrDefault(category, category.daysDefault());
      if (term < category.daysMin() || term > category.daysMax()) {
        throw new IllegalArgumentException(
            "retention."
                + category.word()
                + " is "
                + term
                + " days; allowed are "
                + category.daysMin()
                + " to "
                + category.daysMax());
      }
      days.put(category, term);
    }
  }

  /** The defaults. */
  public static Terms defaults() {
    return new Terms(Map.of());
  }

  /** Days that a category is kept. */
  public int days(Category category) {
    return days.getOrDefault(category, category.daysDefault());
  }

  /** What is older than this is over, Unix epoch ms UTC. */
  long cutoffMs(Category category, long nowMs) {
    return nowMs - Duration.ofDays(days(category)).toMillis();
  }
}

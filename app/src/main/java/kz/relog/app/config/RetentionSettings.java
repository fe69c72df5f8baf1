package kz.relog.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.relog.api.erase.ErasureLimits;
import kz.relog.api.export.ExportLimits;
import kz.relog.api.retain.Category;
import kz.relog.api.retain.Terms;

/** The settings of how long what is kept, one per category, in days. */
public final class RetentionSettings {
  private static final Map<Category, Setting<Integer>> BY_CATEGORY = new EnumMap<>(Category.class);

  static {
    for (Category category : Category.values()) {
      // The journal's own setting tells how long positions for the live view alone are there.
      if (category != Category.LIVE_POSITIONS && category.daysMin() < category.daysMax()) {
        BY_CATEGORY.put(
            category,
            days(
                "retention." + category.word(),
                category.daysDefault(),
                category.daysMin(),
                category.daysMax(),
                "days for which is kept: " + category.word()));
      }
    }
  }

  /** Within how many days an access request is answered. */
  public static final Setting<Integer> ACCESS_TERM =
      days(
          "access.term",
          (int) ExportLimits.TERM_MAX.toDays(),
          1,
          (int) ExportLimits.TERM_MAX.toDays(),
          "days within which a person's request for their data is answered");

  /** How long people can take data along before the company's deletion. */
  public static final Setting<Integer> EXPORT_WINDOW =
      days(
          "erasure.export-window",
          (int) ErasureLimits.WINDOW.toDays(),
          0,
          90,
          "days in which a person can take data along before the company's deletion of it");

  /** All of them. */
  static final List<Setting<?>> ALL = all();

  private RetentionSettings() {}

  /** The terms as set. */
  public static Terms terms(RelogConfig config) {
    Map<Category, Integer> days = new EnumMap<>(Category.class);
    BY_CATEGORY.forEach((category, setting) -> days.put(category, config.get(setting)));
    long journalDays = Math.max(1, config.get(Settings.JOURNAL_KEEP).toDays());
    days.put(Category.LIVE_POSITIONS, (int) journalDays);
    return new Terms(days);
  }

  /** Within what an access request is answered. */
  public static Duration accessTerm(RelogConfig config) {
    return Duration.ofDays(config.get(ACCESS_TERM));
  }

  /** How long a person can take data along before the company's deletion. */
  public static Duration exportWindow(RelogConfig config) {
    return Duration.ofDays(config.get(EXPORT_WINDOW));
  }

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(BY_CATEGORY.values());
    all.add(ACCESS_TERM);
    all.add(EXPORT_WINDOW);
    return List.copyOf(all);
  }

  private static Setting<Integer> days(
      String key, int daysDefault, int daysMin, int daysMax, String help) {
    return new Setting<>(
        key,
        Integer.toString(daysDefault),
        text -> {
          int days = Integer.parseInt(text);
          if (days < daysMin || days > daysMax) {
            throw new IllegalArgumentException("out of range");
          }
          return days;
        },
        "a number from " + daysMin + " to " + daysMax,
        help);
  }
}

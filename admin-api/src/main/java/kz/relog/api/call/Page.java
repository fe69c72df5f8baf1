package kz.relog.api.call;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items its items
 * @param next what to send as {@code cursor} for the page after it; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
  /** Items of a page when the caller does not say. */
  public static final int LIMIT_DEFAULT = 100;

  /** Most items of a page. */
  public static final int LIMIT_MAX = 1_000;

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page out of rows of which one more than {@code limit} was asked for.
   *
   * @param place gives the place of a row in the list's order
   */
  public static <R> Page<R> of(List<R> rows, int limit, ToLongFunction<R> place) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    String next = Long.toHexString(place.applyAsLong(rows.get(limit - 1)));
    return new Page<>(rows.subList(0, limit), next);
  }

  /** The same page with its items shown. */
  public <V> Page<V> map(java.util.function.Function<T, V> view) {
    return new Page<>(items.stream().map(view).toList(), next);
  }
}

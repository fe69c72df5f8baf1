package kz.relog.api.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.spi.PlanEvent;
import kz.relog.api.store.EventRecords;

/**
 * The last events told, in memory for the live view, numbered as in the records, each company's
 * apart. Bounded: a company's oldest one goes when it has too many. Any thread; {@link #publish}
 * never blocks on a reader's I/O.
 *
 * <p>A cursor holds over restarts. One of other records, or one that is too old, gives everything
 * that is kept: events come at least once, and their id and version tell repeats.
 */
public final class LiveEvents {
  /** Events kept of a company: a quarter of an hour of a busy fleet, under 0.5 MB. */
  public static final int KEPT_MAX = 4_096;

  /** Events taken from the records at a start: what the pages of some companies show at first. */
  private static final int RECALLED = 2_000;

  private final String prefix;
  private final Map<Long, Deque<Told>> entriesByCompany = new HashMap<>();
  private long lastNumber;

  /**
   * The newest events of the records.
   *
   * @param records numbers and keeps the events
   */
  public LiveEvents(EventRecords records) {
    this.prefix = records.logId() + "-";
    records.newest(RECALLED).forEach(this::publish);
    lastNumber = records.lastNumber();
  }

  /** Adds an event as the newest. */
  public synchronized void publish(Told event) {
    Deque<Told> entries =
        entriesByCompany.computeIfAbsent(event.companyRef(), company -> new ArrayDeque<>());
    if (entries.size() == KEPT_MAX) {
      entries.removeFirst();
    }
    lastNumber = event.number();
    entries.addLast(event);
  }

  /** Forgets what was erased from the log. Any thread. */
  public synchronized void forget(Predicate<PlanEvent> erased) {
    entriesByCompany
        .values()
        .forEach(entries -> entries.removeIf(entry -> erased.test(entry.event())));
  }

  /** A company's events after a number, oldest first, at most {@code max} of the oldest ones. */
  synchronized List<Told> afterNumber(long companyRef, long number, int max) {
    if (number >= lastNumber) {
      return List.of();
    }
    List<Told> found = newestFirst(companyRef, number, KEPT_MAX);
    Collections.reverse(found);
    return found.size() <= max ? found : found.subList(0, max);
  }

  /** A company's newest events, oldest first. */
  synchronized List<Told> newest(long companyRef, int max) {
    List<Told> found = newestFirst(companyRef, 0, max);
    Collections.reverse(found);
    return found;
  }

  private List<Told> newestFirst(long companyRef, long after, int max) {
    List<Told> found = new ArrayList<>();
    Deque<Told> entries = entriesByCompany.getOrDefault(companyRef, new ArrayDeque<>());
    for (Iterator<Told> newest = entries.descendingIterator();
        newest.hasNext() && found.size() < max; ) {
      Told entry = newest.next();
      if (entry.number() <= after) {
        break;
      }
      found.add(entry);
    }
    return found;
  }

  /** The number of the newest event; 0 before the first. */
  synchronized long lastNumber() {
    return lastNumber;
  }

  /** The cursor that stands for a number. */
  String cursorOf(long number) {
    return prefix + number;
  }

  /** The number that a cursor stands for; 0, the start of what is kept, when it is none of ours. */
  long numberOf(String cursor) {
    if (!cursor.startsWith(prefix)) {
      return 0;
    }
    try {
      return Long.parseLong(cursor.substring(prefix.length()));
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }
}

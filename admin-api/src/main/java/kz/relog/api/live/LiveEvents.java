package kz.relog.api.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import kz.relog.api.spi.EventLog.Told;
import kz.relog.api.store.EventRecords;

/**
 * The last events told, in memory for the live view, numbered as in the records. Bounded: the
 * oldest one goes when it is full. Any thread; {@link #publish} never blocks on a reader's I/O.
 *
 * <p>A cursor holds over restarts. One of other records, or one that is too old, gives everything
 * that is kept: events come at least once, and their id and version tell repeats.
 */
public final class LiveEvents {
  /** Events kept: half an hour of a busy fleet, under 1 MB. */
  public static final int KEPT_MAX = 8_192;

  /** Events taken from the records at a start: what a page shows at first. */
  private static final int RECALLED = LiveRenderer.EVENTS_IN_SNAPSHOT;

  private final String prefix;
  private final Deque<Told> entries = new ArrayDeque<>();
  private long lastNumber;

  /**
   * The newest events of the records.
   *
   * @param records numbers and keeps the events
   */
  public LiveEvents(EventRecords records) {
    this.prefix = records.logId() + "-";
    long from = Math.max(0, records.lastNumber() - RECALLED);
    records
        .after(from, OptionalLong.empty(), OptionalLong.empty(), RECALLED)
        .forEach(this::publish);
    lastNumber = records.lastNumber();
  }

  /** Adds an event as the newest. */
  public synchronized void publish(Told event) {
    if (entries.size() == KEPT_MAX) {
      entries.removeFirst();
    }
    lastNumber = event.number();
    entries.addLast(event);
  }

  /** The events after a number, oldest first, at most {@code max} of the oldest ones. */
  synchronized List<Told> afterNumber(long number, int max) {
    if (number >= lastNumber) {
      return List.of();
    }
    List<Told> found = new ArrayList<>();
    for (Told entry : entries) {
      if (entry.number() > number && found.size() < max) {
        found.add(entry);
      }
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

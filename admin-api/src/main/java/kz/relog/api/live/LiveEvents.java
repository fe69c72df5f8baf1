package kz.relog.api.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import kz.relog.api.spi.PlanEvent;

/**
 * The last plan events, numbered, for clients that come back after a cut. Bounded: the oldest one
 * goes when it is full. Any thread; {@link #publish} never blocks on a reader's I/O. Make it before
 * the engine replays, so that a restart fills it again.
 *
 * <p>A cursor names an event of one run of the process. A cursor of another run, or one that is too
 * old, gives everything that is kept: events come at least once, and their id and version tell
 * repeats.
 */
public final class LiveEvents {
  /** Events kept: half an hour of a busy fleet, under 1 MB. */
  public static final int KEPT_MAX = 8_192;

  private final String run;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long lastNumber;

  /**
   * An empty log.
   *
   * @param run a number no earlier run of this installation used, for example the boot number
   */
  public LiveEvents(long run) {
    this.run = Long.toHexString(run) + "-";
  }

  /** Adds an event as the newest. */
  public synchronized void publish(PlanEvent event) {
    if (entries.size() == KEPT_MAX) {
      entries.removeFirst();
    }
    lastNumber++;
    entries.addLast(new Entry(lastNumber, event));
  }

  /** The events after a number, oldest first, at most {@code max} of the oldest ones. */
  synchronized List<Entry> afterNumber(long number, int max) {
    if (number >= lastNumber) {
      return List.of();
    }
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.number > number && found.size() < max) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The number of the newest event; 0 before the first. */
  synchronized long lastNumber() {
    return lastNumber;
  }

  /** The cursor that stands for a number of this run. */
  String cursorOf(long number) {
    return run + number;
  }

  /**
   * The number that a cursor stands for; 0, the start of what is kept, when it is not of this run.
   */
  long numberOf(String cursor) {
    if (!cursor.startsWith(run)) {
      return 0;
    }
    try {
      return Long.parseLong(cursor.substring(run.length()));
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }

  /** An event with its number in this run. */
  record Entry(long number, PlanEvent event) {}
}

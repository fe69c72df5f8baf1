package kz.relog.device.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closed batches that have no number, oldest first: those that have been thinned already, then the
 * others. One thread.
 */
final class Backlog {
  private final ArrayDeque<Pending> thinned = new ArrayDeque<>();
  private final ArrayDeque<Pending> raw = new ArrayDeque<>();
  private long fixes;

  /**
   * A batch of the backlog.
   *
   * @param id rises with age
   * @param through last id of those it takes the place of; its own if it takes nobody's
   * @param fixes how many it holds
   * @param isThinned whether it was thinned when the spool was full
   * @param place where it lies
   */
  record Pending(long id, long through, int fixes, boolean isThinned, Segment.Place place) {}

  int batches() {
    return thinned.size() + raw.size();
  }

  long fixes() {
    return fixes;
  }

  void add(Pending pending) {
    raw.add(pending);
    fixes += pending.fixes();
  }

  /** Takes over what was read, in the order of ids. */
  void recover(Collection<Pending> found) {
    for (Pending pending : found) {
      add(pending);
      if (pending.isThinned()) {
        // Whatever is older was looked at before it.
        thinned.addAll(raw);
        raw.clear();
      }
    }
  }

  @Nullable Pending oldest() {
    Pending first = thinned.peekFirst();
    return first != null ? first : raw.peekFirst();
  }

  void removeOldest() {
    Pending first = thinned.isEmpty() ? raw.removeFirst() : thinned.removeFirst();
    fixes -= first.fixes();
  }

  /** The oldest that were never thinned, so many that they hold at most so many fixes together. */
  List<Pending> oldestRaw(int fixesMax) {
    List<Pending> group = new ArrayList<>();
    int total = 0;
    for (Pending pending : raw) {
      total += pending.fixes();
      if (total > fixesMax && !group.isEmpty()) {
        break;
      }
      group.add(pending);
    }
    return group;
  }

  /** The oldest so many of the raw ones count as thinned although nothing could be left out. */
  void acceptOldestRaw(int count) {
    for (int i = 0; i < count; i++) {
      thinned.add(raw.removeFirst());
    }
  }

  /** One thinned batch takes the place of the oldest so many raw ones. */
  void replaceOldestRaw(int count, Pending by) {
    for (int i = 0; i < count; i++) {
      fixes -= raw.removeFirst().fixes();
    }
    thinned.add(by);
    fixes += by.fixes();
  }

  /** Says that a batch was written to another place. */
  void moved(Pending from, Segment.Place to) {
    Pending now = new Pending(from.id(), from.through(), from.fixes(), from.isThinned(), to);
    if (!swap(thinned, from, now)) {
      swap(raw, from, now);
    }
  }

  /** Every batch that lies in a segment. */
  List<Pending> in(Segment segment) {
    List<Pending> found = new ArrayList<>();
    for (Pending pending : thinned) {
      if (pending.place().segment == segment) {
        found.add(pending);
      }
    }
    for (Pending pending : raw) {
      if (pending.place().segment == segment) {
        found.add(pending);
      }
    }
    return found;
  }

  void clear() {
    thinned.clear();
    raw.clear();
    fixes = 0;
  }

  /** Puts one in another's place, in a full turn of the queue. */
  private static boolean swap(ArrayDeque<Pending> queue, Pending from, Pending to) {
    boolean found = false;
    for (int i = queue.size(); i > 0; i--) {
      Pending each = queue.removeFirst();
      boolean here = each.id() == from.id();
      found |= here;
      queue.addLast(here ? to : each);
    }
    return found;
  }
}

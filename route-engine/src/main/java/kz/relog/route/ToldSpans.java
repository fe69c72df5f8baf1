package kz.relog.route;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was told of one kind of spans of a plan, with how often each edge was told. Owned by the
 * plan's publisher.
 */
final class ToldSpans {

  private final EventType begin;
  private final @Nullable EventType end;
  private final Spans told = new Spans();

  /** How often each begin and each end was told, in turns. */
  private short[] versions = {};

  ToldSpans(EventType begin, @Nullable EventType end) {
    this.begin = begin;
    this.end = end;
  }

  /** The same, to go on with in another version of the plan. */
  static @Nullable ToldSpans copyOf(@Nullable ToldSpans other) {
    if (other == null) {
      return null;
    }
    ToldSpans copy = new ToldSpans(other.begin, other.end);
    copy.told.copyFrom(other.told);
    copy.versions = other.versions.clone();
    return copy;
  }

  /** Tells what differs from what was told before. */
  void publish(Spans now, Publisher publisher, EngineListener listener) {
    int n = Math.max(now.size, told.size);
    if (versions.length < 2 * n) {
      versions = Arrays.copyOf(versions, Math.max(4, 4 * n));
    }
    for (int i = 0; i < n; i++) {
      long fromMs = at(now.fromMs, now.size, i);
      edge(begin, 2 * i, fromMs, at(told.fromMs, told.size, i), publisher, listener);
      if (end != null) {
        long toMs = at(now.toMs, now.size, i);
        edge(end, 2 * i + 1, toMs, at(told.toMs, told.size, i), publisher, listener);
      }
    }
    told.copyFrom(now);
  }

  private void edge(
      EventType type, int edge, long now, long before, Publisher publisher, EngineListener out) {
    if (now != before) {
      int version = ++versions[edge];
      publisher.emit(out, type, -1, edge / 2, version, now == 0, now == 0 ? before : now);
    }
  }

  /** Adds the events that hold, as last told. */
  void addEvents(Publisher publisher, List<PlanEvent> out) {
    for (int i = 0; i < told.size; i++) {
      out.add(publisher.event(begin, -1, i, versions[2 * i], false, told.fromMs[i]));
      if (end != null && told.toMs[i] != 0) {
        out.add(publisher.event(end, -1, i, versions[2 * i + 1], false, told.toMs[i]));
      }
    }
  }

  private static long at(long[] column, int size, int i) {
    return i < size ? column[i] : 0;
  }
}
